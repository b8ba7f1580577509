// How long a delegate's YAML of 2,000 lines takes to be read, changed, and proved, all in the browser's thread.
import { type DelegateChange, editDelegateYaml } from "#lib/delegate-yaml/edit-delegate-yaml.ts";
import { median, print, quantile } from "./figures.ts";

const ROUNDS = 25;
const CHANGES: readonly DelegateChange[] = [
	{ kind: "irsa", serviceAccountName: "cdp-admin", namespace: "prod" },
	{ kind: "serverless", distribution: "microdnf", withAwsCli: true, serverlessVersion: "3.40.0" },
];

/** The middle and the slow end of several round trips. */
export async function measureDelegateYaml(): Promise<void> {
	const text = delegateFile(2_000);
	const times = Array.from({ length: ROUNDS + 5 }, () => {
		const startedAt = performance.now();
		const edited = editDelegateYaml(text, CHANGES);
		const took = performance.now() - startedAt;
		if (!edited.ok || edited.value.changes.length < 100) throw new Error("The bench changed nothing.");
		return took;
	}).slice(5);
	const figure = `${median(times).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms`;
	print(`delegate YAML, ${text.split("\n").length - 1} lines`, figure, "limit 100 ms");
}

/** A delegate with as many Secrets and ConfigMaps beside it as it takes; nearly every one of them moves. */
function delegateFile(lines: number): string {
	const delegate = [
		"apiVersion: apps/v1",
		"kind: Deployment",
		"metadata:",
		"  name: my-delegate",
		"  namespace: harness-delegate-ng",
		"spec:",
		"  template:",
		"    spec:",
		"      containers:",
		"      - image: harness/delegate:26.01.87700",
		"        env:",
		"        - name: INIT_SCRIPT",
		'          value: ""',
	];
	const documents = [delegate];
	for (let count = delegate.length; count < lines; count += 15)
		documents.push([
			"---",
			`# settings ${count}`,
			"apiVersion: v1",
			"kind: ConfigMap",
			"metadata:",
			`  name: settings-${count}`,
			"  namespace: harness-delegate-ng # as the delegate",
			"data:",
			`  KEY_${count}: "value"`,
			"  config.yaml: |",
			"    mode: Delegate",
			"    namespace: harness-delegate-ng",
			"    containerName: delegate",
			"    list: [one, two]",
			"",
		]);
	return `${documents.flat().slice(0, lines).join("\n")}\n`;
}
