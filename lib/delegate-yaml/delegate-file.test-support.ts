import fc from "fast-check";

/** How a generated file is written: everything that must not matter. */
export type Look = {
	readonly quote: "" | '"' | "'";
	readonly comment: string;
	readonly isReversed: boolean;
	readonly kind: "Deployment" | "StatefulSet";
	readonly rbac: "v1" | "v1beta1";
	readonly account: string | null;
	readonly script: "absent" | "empty" | "null" | "quoted" | "block";
	readonly subject: "block" | "flow";
	readonly isSecretLost: boolean;
	readonly eol: "\n" | "\r\n";
	readonly mark: "" | "\uFEFF";
	readonly isEnded: boolean;
	readonly blanks: number;
	readonly namespace: string;
};

export const looks: fc.Arbitrary<Look> = fc.record({
	quote: fc.constantFrom("", '"', "'"),
	comment: fc.constantFrom("", " # why", " #\ttabs\t: {{ not a template }}", "   # namespace: old"),
	isReversed: fc.boolean(),
	kind: fc.constantFrom("Deployment", "StatefulSet"),
	rbac: fc.constantFrom("v1", "v1beta1"),
	account: fc.constantFrom(null, "default", "other-account"),
	script: fc.constantFrom("absent", "empty", "null", "quoted", "block"),
	subject: fc.constantFrom("block", "flow"),
	isSecretLost: fc.boolean(),
	eol: fc.constantFrom("\n", "\r\n"),
	mark: fc.constantFrom("", "\uFEFF"),
	isEnded: fc.boolean(),
	blanks: fc.integer({ min: 0, max: 2 }),
	namespace: fc.constantFrom("harness-delegate-ng", "team-a", "default"),
});

/** A delegate's file as Harness gives it out, written in this way. */
export function delegateFile(look: Look): string {
	const { eol, mark, isEnded, isReversed, blanks } = look;
	const documents = [spaceOf(look), bindingOf(look), secretOf(look), workloadOf(look), upgraderOf(look)];
	const ordered = isReversed ? documents.toReversed() : documents;
	const text = ordered.map((lines) => lines.join("\n")).join(`\n${"\n".repeat(blanks)}---\n`);
	return mark + (isEnded ? `${text}\n` : text).replaceAll("\n", eol);
}

function word({ quote }: Look, text: string): string {
	return quote + text + quote;
}

function spaceOf(look: Look): readonly string[] {
	return [
		"# Read the documentation first: https://example.com/#{anchor}",
		"apiVersion: v1",
		"kind: Namespace",
		"metadata:",
		`  name: ${word(look, look.namespace)}${look.comment}`,
	];
}

function bindingOf(look: Look): readonly string[] {
	const { namespace, account } = look;
	const name = account ?? "default";
	const subject =
		look.subject === "flow"
			? [`  - {kind: ServiceAccount, name: ${word(look, name)}, namespace: ${namespace}}${look.comment}`]
			: ["- kind: ServiceAccount", `  name: ${word(look, name)}${look.comment}`, `  namespace: ${namespace}`];
	return [
		`apiVersion: rbac.authorization.k8s.io/${look.rbac}${look.comment}`,
		'"kind": ClusterRoleBinding',
		"metadata: &binding",
		"  name: harness-delegate-cluster-admin",
		"subjects:",
		...subject,
		"roleRef: {kind: ClusterRole, name: cluster-admin, apiGroup: rbac.authorization.k8s.io}",
	];
}

function secretOf(look: Look): readonly string[] {
	return [
		"apiVersion: v1",
		"kind: Secret",
		"metadata:",
		"  name: delegate-token",
		...(look.isSecretLost ? [] : [`  namespace: ${look.namespace}`]),
		"data:",
		'  DELEGATE_TOKEN: "c2VjcmV0"',
	];
}

function workloadOf(look: Look): readonly string[] {
	return [
		"apiVersion: apps/v1",
		`kind: ${look.kind}`,
		"metadata:",
		`  namespace: ${word(look, look.namespace)}`,
		"  name: my-delegate",
		"spec:",
		"  template:",
		`    spec:${look.comment}`,
		"      # what runs",
		...(look.account === null ? [] : [`      serviceAccountName: ${look.account}${look.comment}`]),
		"      containers:",
		"      - image: registry.example.com:5000/harness/delegate:26.01.87700",
		"        name: delegate",
		"        env:",
		"        - name: DELEGATE_NAME",
		"          value: my-delegate",
		...scriptOf(look),
		"        - name: DELEGATE_NAMESPACE",
		"          valueFrom: {fieldRef: {fieldPath: metadata.namespace}}",
	];
}

function scriptOf({ script, comment }: Look): readonly string[] {
	const entry = "        - name: INIT_SCRIPT";
	switch (script) {
		case "absent":
			return [];
		case "empty":
			return [entry, `          value: ""${comment}`];
		case "null":
			return [entry, `          value:${comment}`];
		case "quoted":
			return [entry, `          value: "echo one\\necho two"${comment}`];
		case "block":
			return [entry, "          value: |-", "            echo {{one}}", "", "            echo two"];
		default:
			return script satisfies never;
	}
}

function upgraderOf(look: Look): readonly string[] {
	return [
		"apiVersion: v1",
		"kind: ConfigMap",
		"metadata:",
		"  name: upgrader-config",
		`  namespace: ${look.namespace}`,
		"data:",
		"  config.yaml: |",
		"    workloadName: my-delegate",
		`    namespace: ${look.namespace}${look.comment}`,
		"    containerName: delegate",
	];
}
