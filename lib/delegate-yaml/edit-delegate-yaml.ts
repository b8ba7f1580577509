import type { JsonValue } from "#lib/domain/check.ts";
import { isServerlessVersion } from "#lib/domain/platform/init-script.ts";
import { isKubernetesName, isNamespaceName } from "#lib/domain/platform/kubernetes-names.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { findDelegate } from "./find-delegate.ts";
import type { Edit, Plan, YamlNote, YamlPath } from "./plan.ts";
import { type IrsaChange, planIrsa } from "./plan-irsa.ts";
import { mentionsOf } from "./plan-namespace.ts";
import { planServerless, type ServerlessChange } from "./plan-serverless.ts";
import { readYamlFile, stringAt, type YamlFile } from "./yaml-file.ts";
import type { YamlProblem } from "./yaml-problem.ts";

export type DelegateChange = IrsaChange | ServerlessChange;
export type EditedYaml = {
	readonly text: string;
	/** In the order of the file; `line` is of the text that was handed in. Nothing: it was like this already. */
	readonly changes: readonly {
		readonly what: string;
		readonly line: number;
		readonly before: string;
		readonly after: string;
	}[];
	/** What a person should look at; `line` is of the edited text. */
	readonly notes: readonly YamlNote[];
};

/**
 * Changes a delegate's YAML, of several documents or one, and leaves every other byte as it is: the text is spliced,
 * never written anew. The result is parsed again and compared with what was meant; a file that is not understood, or
 * where the two differ, is refused with line numbers. `delegateName` chooses where the file holds several delegates.
 *
 * @example editDelegateYaml(text, [{ kind: "irsa", serviceAccountName: "cdp-admin", namespace: "harness-delegate-ng" }])
 * @see https://developer.harness.io/docs/platform/connectors/cloud-providers/add-aws-connector
 */
export function editDelegateYaml(
	text: string,
	changes: readonly DelegateChange[],
	delegateName?: string,
): Result<EditedYaml, readonly YamlProblem[]> {
	const wrong = changes.flatMap(namesProblem);
	if (wrong.length > 0) return failed(wrong);
	const file = readYamlFile(text);
	if (!file.ok) return file;
	const delegate = findDelegate(file.value, delegateName);
	if (!delegate.ok) return delegate;
	const plan: Plan = { file: file.value, edits: [], notes: [], problems: [] };
	for (const change of changes) {
		if (change.kind === "irsa") planIrsa(plan, delegate.value, change);
		else planServerless(plan, delegate.value, change);
	}
	if (plan.problems.length > 0) return failed(plan.problems);
	const edits = plan.edits.toSorted((a, b) => a.start - b.start);
	const edited = spliceAll(text, edits);
	const moved = namespacesLeft(file.value, changes);
	return isProved(plan.file, edits, edited)
		? ok({
				text: edited,
				changes: edits.flatMap((edit) => changeOf(file.value, edit)),
				notes: [...plan.notes, ...mentionNotes(edited, moved)],
			})
		: failed([notProved(plan.file, edits)]);
}

function namesProblem(change: DelegateChange): readonly YamlProblem[] {
	const bad = (message: string): readonly YamlProblem[] => [{ kind: "bad-name", line: null, message }];
	if (change.kind === "serverless")
		return isServerlessVersion(change.serverlessVersion)
			? []
			: bad("A Serverless version looks like 3.40.0.");
	return [
		...(isKubernetesName(change.serviceAccountName)
			? []
			: bad("A service account's name has lower-case letters, digits, dashes and dots.")),
		...(isNamespaceName(change.namespace)
			? []
			: bad("A namespace has up to 63 lower-case letters, digits and dashes.")),
	];
}

function spliceAll(text: string, edits: readonly Edit[]): string {
	let from = 0;
	let result = "";
	for (const edit of edits) {
		result += text.slice(from, edit.start) + edit.text;
		from = edit.end;
	}
	return result + text.slice(from);
}

/** Whether the new text, read anew, says what was meant, and everything else what it said before. */
function isProved(file: YamlFile, edits: readonly Edit[], edited: string): boolean {
	if (edits.some((edit, index) => edit.start < (edits[index - 1]?.end ?? 0))) return false;
	const after = readYamlFile(edited);
	if (!after.ok) return false;
	const wanted = valuesOf(file);
	const got = valuesOf(after.value);
	if (wanted === null || got === null || wanted.length !== got.length) return false;
	for (const { index, path, value } of edits) setAt(wanted[index] ?? null, path, value);
	return wanted.every((value, index) => isSame(value, got[index] ?? null));
}

/** Null: aliases that unfold without end. */
function valuesOf({ documents }: YamlFile): JsonValue[] | null {
	try {
		return documents.map((document): JsonValue => document.toJS({ maxAliasCount: 100 }));
	} catch (cause) {
		if (cause instanceof ReferenceError || cause instanceof RangeError) return null;
		throw cause;
	}
}

function setAt(root: JsonValue, path: YamlPath, value: JsonValue): void {
	const parent = path.slice(0, -1).reduce<unknown>((node, key) => childAt(node, key), root);
	const last = path.at(-1);
	if (typeof parent === "object" && parent !== null && last !== undefined)
		Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true });
}

function childAt(node: unknown, key: string | number): unknown {
	return typeof node === "object" && node !== null ? Reflect.get(node, key) : undefined;
}

function isSame(a: JsonValue, b: JsonValue): boolean {
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
	if (Array.isArray(a) !== Array.isArray(b)) return false;
	const keys = Object.keys(a);
	return (
		keys.length === Object.keys(b).length &&
		keys.every((key) => Object.hasOwn(b, key) && isSame(Reflect.get(a, key), Reflect.get(b, key)))
	);
}

function changeOf(file: YamlFile, { what, start, before, after }: Edit) {
	return before === "" && after === "" ? [] : [{ what, line: file.lineOf(start), before, after }];
}

function notProved(file: YamlFile, edits: readonly Edit[]): YamlProblem {
	return {
		kind: "not-understood",
		line: edits[0] === undefined ? null : file.lineOf(edits[0].start),
		message: "The file is written in a way that cannot be changed safely here. Change it by hand.",
	};
}

/** Namespaces that objects lay in before and do not any more; "default" is too common a word to look for. */
function namespacesLeft({ objects }: YamlFile, changes: readonly DelegateChange[]): readonly string[] {
	const wanted = changes.find((change) => change.kind === "irsa")?.namespace;
	if (wanted === undefined) return [];
	const names = objects.flatMap(({ map }) => stringAt(map, "metadata", "namespace") ?? []);
	return [...new Set(names)].filter((name) => name !== wanted && name !== "default");
}

function mentionNotes(text: string, namespaces: readonly string[]): readonly YamlNote[] {
	return namespaces.flatMap((namespace) =>
		mentionsOf(text, namespace)
			.slice(0, 20)
			.map((line) => ({ line, text: `This still names ${namespace}. See whether it means the namespace.` })),
	);
}
