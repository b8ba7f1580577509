import type { Delegate } from "./find-delegate.ts";
import { labelOf, type Plan, push, refuse } from "./plan.ts";
import { setText } from "./set-text.ts";
import {
	isScalar,
	type KubeObject,
	mapAt,
	mapsOf,
	nodeAt,
	type ScalarNode,
	seqAt,
	stringAt,
	stringOf,
} from "./yaml-file.ts";

/** Kinds that lie in a namespace even where they name none. */
const NAMESPACED = new Set([
	"ConfigMap",
	"CronJob",
	"DaemonSet",
	"Deployment",
	"HorizontalPodAutoscaler",
	"Ingress",
	"Job",
	"LimitRange",
	"NetworkPolicy",
	"PersistentVolumeClaim",
	"Pod",
	"PodDisruptionBudget",
	"ReplicaSet",
	"ResourceQuota",
	"Role",
	"RoleBinding",
	"Secret",
	"Service",
	"ServiceAccount",
	"StatefulSet",
]);

/**
 * One namespace throughout: of every object, of every service account that a binding names, of the Namespace itself,
 * and in the settings of the delegate's upgrader, which are a text within a ConfigMap.
 */
export function planNamespace(plan: Plan, delegate: Delegate, namespace: string): undefined {
	const before = plan.edits.length;
	const own = stringAt(delegate.object.map, "metadata", "namespace");
	const spaces = plan.file.objects.filter(({ kind }) => kind === "Namespace");
	for (const object of plan.file.objects) {
		const what = `${labelOf(object)}: namespace`;
		if (object.kind === "Namespace")
			moveNamespace(plan, object, { own, isOnly: spaces.length === 1, namespace });
		else if (NAMESPACED.has(object.kind) || nodeAt(object.map, "metadata", "namespace") !== null)
			setText(plan, { object, path: ["metadata", "namespace"], what }, namespace);
		moveSubjects(plan, object, namespace);
		if (object.kind === "ConfigMap") moveSettings(plan, object, namespace);
	}
	if (own !== null && own !== namespace && plan.edits.length > before)
		plan.notes.push({
			line: null,
			text: `Everything in the file moves from ${own} to ${namespace}: a service account and what uses it must lie in the same namespace.`,
		});
}

function moveNamespace(
	plan: Plan,
	object: KubeObject,
	{
		own,
		isOnly,
		namespace,
	}: { readonly own: string | null; readonly isOnly: boolean; readonly namespace: string },
): undefined {
	const name = stringAt(object.map, "metadata", "name");
	if (isOnly || name === own) {
		const what = `${labelOf(object)}: name`;
		setText(plan, { object, path: ["metadata", "name"], what }, namespace);
	} else if (name !== namespace)
		plan.notes.push({
			line: plan.file.lineOf(object.map.range[0]),
			text: `Namespace ${name ?? ""} stays as it is: nothing of the delegate lies in it any more.`,
		});
}

function moveSubjects(plan: Plan, object: KubeObject, namespace: string): undefined {
	if (object.kind !== "ClusterRoleBinding" && object.kind !== "RoleBinding") return;
	for (const [index, subject] of mapsOf(seqAt(object.map, "subjects"))) {
		if (stringAt(subject, "kind") !== "ServiceAccount") continue;
		const what = `${labelOf(object)}: namespace of the subject`;
		setText(plan, { object, path: ["subjects", index, "namespace"], what }, namespace);
	}
}

/** The upgrader reads which Deployment to renew from `namespace:` in a text of its ConfigMap. */
function moveSettings(plan: Plan, object: KubeObject, namespace: string): undefined {
	const data = mapAt(object.map, "data");
	for (const { key, value } of data?.items ?? []) {
		if (!isScalar(key) || !isScalar(value) || typeof key.value !== "string") continue;
		if (!/^[ \t]*namespace:/m.test(stringOf(value) ?? "")) continue;
		if (value.type === "BLOCK_LITERAL") moveSetting(plan, object, { key: key.value, node: value, namespace });
		else
			plan.notes.push({
				line: plan.file.lineOf(value.range[0]),
				text: `${labelOf(object)} may name a namespace in “${key.value}”. See that it is ${namespace}.`,
			});
	}
}

type Setting = { readonly key: string; readonly node: ScalarNode; readonly namespace: string };

const SETTING = /^([ \t]*namespace:[ \t]*)(["']?)([a-z0-9-]+)\2(?=[ \t]*(?:#.*)?\r?$)/gm;

function moveSetting(plan: Plan, object: KubeObject, { key, node, namespace }: Setting): undefined {
	const [from, to] = node.range;
	const what = `${labelOf(object)}: namespace in ${key}`;
	if (node.anchor !== undefined && plan.file.leanedOn.has(node.anchor))
		return refuse(plan, node, "anchor", `${what}: this text is used elsewhere by an alias.`);
	const value = String(node.value).replace(SETTING, `$1$2${namespace}$2`);
	for (const match of plan.file.text.slice(from, to).matchAll(SETTING)) {
		const [, lead = "", quote = "", name = ""] = match;
		if (name === namespace) continue;
		const start = from + match.index + lead.length + quote.length;
		push(
			plan,
			{ object, path: ["data", key], what },
			{ start, end: start + name.length, text: namespace, before: name, after: namespace, value },
		);
	}
}

/** Lines that still name where the file lay before: a person must judge them. */
export function mentionsOf(text: string, namespace: string): readonly number[] {
	const word = new RegExp(`(?<![\\w-])${namespace.replaceAll(/[^a-z0-9-]/g, "")}(?![\\w-])`);
	return text
		.split("\n")
		.flatMap((line, index) => (word.test(line.replace(/(^|\s)#.*/, "")) ? [index + 1] : []));
}
