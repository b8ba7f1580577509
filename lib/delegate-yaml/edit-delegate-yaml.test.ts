import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { spliceScript } from "#lib/domain/platform/init-script.ts";
import { delegateFile, type Look, looks } from "./delegate-file.test-support.ts";
import { type DelegateChange, editDelegateYaml } from "./edit-delegate-yaml.ts";

const IRSA: DelegateChange = {
	kind: "irsa",
	serviceAccountName: "cdp-admin",
	namespace: "harness-delegate-ng",
};
const SERVERLESS: DelegateChange = {
	kind: "serverless",
	distribution: "apt",
	withAwsCli: true,
	serverlessVersion: "3.40.0",
};
const PLAIN: Look = {
	quote: "",
	comment: "",
	isReversed: false,
	kind: "Deployment",
	rbac: "v1",
	account: null,
	script: "empty",
	subject: "block",
	isSecretLost: false,
	eol: "\n",
	mark: "",
	isEnded: true,
	blanks: 1,
	namespace: "harness-delegate-ng",
};

function edited(text: string, ...changes: readonly DelegateChange[]) {
	const result = editDelegateYaml(text, changes);
	if (!result.ok) throw new Error(JSON.stringify(result.failure));
	return result.value;
}

function problems(text: string, ...changes: readonly DelegateChange[]) {
	const result = editDelegateYaml(text, changes.length === 0 ? [IRSA] : changes);
	return result.ok ? [] : result.failure;
}

function objects(text: string) {
	const all = parseAllDocuments(text).map((document) => document.toJS());
	return new Map(all.map((object) => [String(object.kind), object]));
}

describe("whatever the file looks like", () => {
	test("for IRSA, the delegate, its binding and everything else agree on one account and one namespace", () => {
		fc.assert(
			fc.property(looks, (look) => {
				const after = objects(edited(delegateFile(look), IRSA).text);
				const workload = after.get(look.kind);
				expect(workload.spec.template.spec.serviceAccountName).toBe("cdp-admin");
				expect(after.get("ClusterRoleBinding").apiVersion).toBe("rbac.authorization.k8s.io/v1");
				expect(after.get("ClusterRoleBinding").subjects).toEqual([
					{ kind: "ServiceAccount", name: "cdp-admin", namespace: "harness-delegate-ng" },
				]);
				expect(after.get("Namespace").metadata.name).toBe("harness-delegate-ng");
				for (const kind of [look.kind, "Secret", "ConfigMap"])
					expect(after.get(kind).metadata.namespace).toBe("harness-delegate-ng");
				expect(after.get("ConfigMap").data["config.yaml"]).toContain("namespace: harness-delegate-ng");
			}),
			{ numRuns: 200 },
		);
	});

	test("a line that no change names is byte for byte what it was, its end included", () => {
		fc.assert(
			fc.property(looks, fc.subarray([IRSA, SERVERLESS], { minLength: 1 }), (look, changes) => {
				const before = delegateFile(look);
				const result = edited(before, ...changes);
				const lines = before.split(/(?<=\n)/);
				const touched = new Set(result.changes.map(({ line }) => line));
				const after = result.text.split(/(?<=\n)/);
				let from = 0;
				for (const [index, line] of lines.entries()) {
					// The last line may be given an end, where lines come behind it.
					if (touched.has(index + 1) || index === lines.length - 1) continue;
					const at = after.indexOf(line, from);
					expect(at, `line ${index + 1}`).toBeGreaterThanOrEqual(from);
					from = at + 1;
				}
				expect(result.text.startsWith("\uFEFF")).toBe(look.mark !== "");
				expect(/(?<!\r)\n/.test(result.text)).toBe(look.eol === "\n");
			}),
			{ numRuns: 200 },
		);
	});

	test("a file that was changed once needs no change again", () => {
		fc.assert(
			fc.property(looks, (look) => {
				const once = edited(delegateFile(look), IRSA, SERVERLESS);
				expect(edited(once.text, IRSA, SERVERLESS)).toMatchObject({ text: once.text, changes: [] });
			}),
			{ numRuns: 100 },
		);
	});

	test("the script gains the lines that install Serverless, and loses none of its own", () => {
		fc.assert(
			fc.property(looks, (look) => {
				const text = edited(delegateFile(look), SERVERLESS).text;
				const [container] = objects(text).get(look.kind).spec.template.spec.containers;
				const entries = container.env.filter((entry: { name: string }) => entry.name === "INIT_SCRIPT");
				const own = { absent: [], empty: [], null: [], quoted: ["echo one", "echo two"] };
				const before = look.script === "block" ? ["echo {{one}}", "", "echo two"] : own[look.script];
				const { at, deleteCount, lines } = spliceScript(before, SERVERLESS);
				const whole = before.toSpliced(at, deleteCount, ...lines).join("\n");
				expect(entries).toEqual([{ name: "INIT_SCRIPT", value: whole }]);
				expect(container.env).toHaveLength(3);
			}),
			{ numRuns: 200 },
		);
	});

	test("any text at all is either changed or refused", () => {
		const mangled = fc.tuple(looks, fc.nat(), fc.nat(30), fc.string({ maxLength: 6 }));
		fc.assert(
			fc.property(mangled, ([look, at, cut, put]) => {
				const text = delegateFile(look);
				const place = at % text.length;
				const result = editDelegateYaml(text.slice(0, place) + put + text.slice(place + cut), [IRSA]);
				const errors = result.ok
					? parseAllDocuments(result.value.text).flatMap((document) => document.errors)
					: [];
				expect(result.ok || result.failure.length > 0).toBe(true);
				expect(errors).toEqual([]);
			}),
			{ numRuns: 200 },
		);
	});
});

describe("what is said", () => {
	test("every change is named with its line, what stood there and what stands there", () => {
		const { changes } = edited(delegateFile({ ...PLAIN, rbac: "v1beta1" }), IRSA);
		expect(changes).toEqual([
			{
				what: "ClusterRoleBinding harness-delegate-cluster-admin: API version",
				line: 8,
				before: "rbac.authorization.k8s.io/v1beta1",
				after: "rbac.authorization.k8s.io/v1",
			},
			{
				what: "ClusterRoleBinding harness-delegate-cluster-admin: name of the subject",
				line: 14,
				before: "default",
				after: "cdp-admin",
			},
			{
				what: "Deployment my-delegate: service account",
				line: 36,
				before: "",
				after: "serviceAccountName: cdp-admin",
			},
		]);
	});

	test("a move to another namespace is said, and so is a line that still names the old one", () => {
		const file = delegateFile(PLAIN).replace("value: my-delegate", "value: x.harness-delegate-ng.svc");
		const { text, notes } = edited(file, { ...IRSA, namespace: "prod" });
		expect(notes[0]?.text).toContain("from harness-delegate-ng to prod");
		expect(notes.slice(1)).toEqual([
			{
				line: text.split("\n").findIndex((line) => line.includes("svc")) + 1,
				text: "This still names harness-delegate-ng. See whether it means the namespace.",
			},
		]);
	});

	test("the account of the delegate's upgrader keeps its name and moves along", () => {
		const upgrader = [
			"---",
			"apiVersion: rbac.authorization.k8s.io/v1",
			"kind: RoleBinding",
			"metadata: {name: upgrader, namespace: harness-delegate-ng}",
			"subjects:",
			"- kind: ServiceAccount",
			"  name: upgrader-cronjob-sa",
			"roleRef: {kind: Role, name: upgrader, apiGroup: rbac.authorization.k8s.io}",
			"",
		].join("\n");
		const { text } = edited(delegateFile(PLAIN) + upgrader, { ...IRSA, namespace: "prod" });
		expect(objects(text).get("RoleBinding").subjects).toEqual([
			{ kind: "ServiceAccount", name: "upgrader-cronjob-sa", namespace: "prod" },
		]);
	});

	test("an example's remark in the place of a comment is replaced along with the word", () => {
		const remark = delegateFile(PLAIN).replace("  name: default", "  name: default   // Change to yours");
		expect(objects(edited(remark, IRSA).text).get("ClusterRoleBinding").subjects[0].name).toBe("cdp-admin");
	});

	test("a name that YAML would read as a number or as yes is put in quotes", () => {
		for (const name of ["123", "1e3", "no", "null"]) {
			const { text } = edited(delegateFile(PLAIN), {
				kind: "irsa",
				serviceAccountName: name,
				namespace: name,
			});
			expect(text).toContain(`serviceAccountName: "${name}"`);
		}
	});

	test("another version of Serverless replaces the lines of the first and no others", () => {
		const first = edited(delegateFile({ ...PLAIN, script: "block" }), SERVERLESS).text;
		const other = edited(first, {
			...SERVERLESS,
			distribution: "microdnf",
			serverlessVersion: "2.72.3",
		}).text;
		expect(other).toContain("serverless@2.72.3");
		expect(other).not.toContain("serverless@3.40.0");
		expect(other).not.toContain("apt-get");
		expect(edited(other, SERVERLESS).text).toBe(first);
	});

	test("a script within braces is written on its line", () => {
		const file = delegateFile({ ...PLAIN, script: "absent" }).replace(
			"        - name: DELEGATE_NAMESPACE",
			'        - {name: INIT_SCRIPT, value: ""}\n        - name: DELEGATE_NAMESPACE',
		);
		const env = objects(edited(file, SERVERLESS).text).get("Deployment").spec.template.spec.containers[0].env;
		expect(env[1].value).toContain("npm install --global serverless@3.40.0");
	});
});

describe("what is refused", () => {
	test("what is not YAML, with its line", () => {
		expect(problems("kind: Deployment\nmetadata:\n\tname: x\n")[0]).toMatchObject({
			kind: "not-yaml",
			line: 3,
		});
		expect(problems("kind: A\nkind: B\n")[0]).toMatchObject({ kind: "not-yaml", line: 2 });
	});

	test("a Helm template, but not braces in a comment or a script", () => {
		const file = delegateFile(PLAIN).replace("name: my-delegate", "name: {{ .Values.name }}");
		const line = file.split("\n").findIndex((each) => each.includes("{{")) + 1;
		expect(problems(file)).toMatchObject([{ kind: "template", line }]);
		expect(problems(delegateFile({ ...PLAIN, script: "block", comment: " # {{x}}" }))).toEqual([]);
	});

	test("a file without a delegate, a document that is no object, a List", () => {
		expect(problems("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n")).toMatchObject([
			{ kind: "no-delegate" },
		]);
		expect(problems("")).toMatchObject([{ kind: "no-delegate" }]);
		expect(problems("just a text\n")).toMatchObject([{ kind: "not-kubernetes", line: 1 }]);
		expect(problems("kind: List\nitems: []\n")).toMatchObject([{ kind: "not-kubernetes", line: 1 }]);
	});

	test("several delegates, until one of them is chosen", () => {
		const second = delegateFile({ ...PLAIN, isReversed: true }).replaceAll("my-delegate", "second");
		const file = `${delegateFile(PLAIN)}---\n${second}`;
		expect(problems(file)).toMatchObject([
			{ kind: "several-delegates", delegates: ["my-delegate", "second"] },
		]);
		const chosen = editDelegateYaml(file, [IRSA], "second");
		expect(
			chosen.ok && chosen.value.changes.filter(({ what }) => what.endsWith("service account")),
		).toMatchObject([{ what: "Deployment second: service account" }]);
	});

	test("what is edited and stands for more than itself: aliases, anchors in use, merged maps", () => {
		const file = delegateFile(PLAIN);
		const copied = file
			.replace("    spec:\n", "    spec: &pod\n")
			.replace("fieldPath: metadata.namespace}}\n", "fieldPath: metadata.namespace}}\n  copy: *pod\n");
		expect(problems(copied)).toMatchObject([{ kind: "anchor" }]);
		const alias = file.replace(
			"  namespace: harness-delegate-ng\n  name: my",
			"  namespace: *ns\n  name: my",
		);
		const named = alias.replace("kind: Deployment\n", "kind: Deployment\nns: &ns harness-delegate-ng\n");
		expect(problems(named)).toMatchObject([{ kind: "anchor" }]);
		const merged = file.replace("    spec:\n", "    spec:\n      <<: {a: b}\n");
		expect(problems(merged)).toMatchObject([{ kind: "anchor" }]);
	});

	test("a script that comes from elsewhere, is folded, or is set twice", () => {
		const at = '        - name: INIT_SCRIPT\n          value: ""\n';
		const file = delegateFile(PLAIN);
		const ref = at.replace('value: ""', "valueFrom: {secretKeyRef: {name: a, key: b}}");
		const folded = at.replace('value: ""', "value: >-\n            echo one\n            echo two");
		for (const other of [ref, folded, at + at])
			expect(problems(file.replace(at, other), SERVERLESS), other).toMatchObject([
				{ kind: "not-understood" },
			]);
	});

	test("a megabyte and more, a bomb of aliases, a nest without end", () => {
		expect(problems(`# ${"x".repeat(1_100_000)}\n`)).toMatchObject([{ kind: "too-large" }]);
		const many = `a: &a x\nkind: X\nlist: [${Array.from({ length: 101 }, () => "*a").join(", ")}]\n`;
		expect(problems(many)).toMatchObject([{ kind: "aliases" }]);
		const levels = Array.from(
			{ length: 9 },
			(_, level) =>
				`l${level + 1}: &l${level + 1} [${Array.from({ length: 9 }, () => `*l${level}`).join(",")}]\n`,
		);
		const bomb = `${delegateFile(PLAIN)}---\nkind: X\nl0: &l0 [lol]\n${levels.join("")}`;
		expect(problems(bomb)).toMatchObject([{ kind: "not-understood" }]);
		expect(problems("[".repeat(200_000))[0]).toMatchObject({ kind: "not-yaml" });
	});

	test("names that Kubernetes does not take, and versions that are none", () => {
		expect(problems(delegateFile(PLAIN), { ...IRSA, namespace: "a.b" })).toMatchObject([
			{ kind: "bad-name" },
		]);
		expect(problems(delegateFile(PLAIN), { ...IRSA, serviceAccountName: "A" })).toMatchObject([
			{ kind: "bad-name" },
		]);
		expect(problems(delegateFile(PLAIN), { ...SERVERLESS, serverlessVersion: "3; rm -rf /" })).toMatchObject([
			{ kind: "bad-name" },
		]);
	});
});

test("nothing that fits into a megabyte keeps the browser busy", () => {
	const script = `"${"\\n".repeat(300_000)}x"`;
	const hostile = [
		delegateFile(PLAIN).replace('value: ""', `value: ${script}`),
		`${delegateFile(PLAIN)}# ${"{{".repeat(400_000)}\n`,
		delegateFile(PLAIN).replace("image: ", `image: ${":".repeat(200_000)}/`),
		`${delegateFile(PLAIN)}---\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  a: |\n${"\n".repeat(500_000)}    b\n`,
	];
	const startedAt = performance.now();
	for (const text of hostile) editDelegateYaml(text, [IRSA, SERVERLESS]);
	expect(performance.now() - startedAt).toBeLessThan(15_000);
}, 30_000);
