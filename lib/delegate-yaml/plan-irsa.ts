import type { Delegate } from "./find-delegate.ts";
import { labelOf, type Plan, refuse } from "./plan.ts";
import { planNamespace } from "./plan-namespace.ts";
import { setText } from "./set-text.ts";
import { type KubeObject, mapAt, mapsOf, nodeAt, seqAt, stringAt } from "./yaml-file.ts";

export type IrsaChange = {
	readonly kind: "irsa";
	readonly serviceAccountName: string;
	readonly namespace: string;
};

/** Pod templates by kind: whom a workload runs as stands there. */
const POD_SPECS: Readonly<Record<string, readonly string[]>> = {
	Deployment: ["spec", "template", "spec"],
	StatefulSet: ["spec", "template", "spec"],
	DaemonSet: ["spec", "template", "spec"],
	ReplicaSet: ["spec", "template", "spec"],
	Job: ["spec", "template", "spec"],
	CronJob: ["spec", "jobTemplate", "spec", "template", "spec"],
	Pod: ["spec"],
};
const POD_SPEC = ["spec", "template", "spec"] as const;

/**
 * The delegate runs as the service account, the bindings that named the one it ran as name this one, everything lies in
 * one namespace, and RBAC objects are of the version that Kubernetes still takes.
 */
export function planIrsa(plan: Plan, delegate: Delegate, change: IrsaChange): undefined {
	const current = stringAt(delegate.object.map, ...POD_SPEC, "serviceAccountName") ?? "default";
	const others = otherAccounts(plan, delegate);
	for (const object of plan.file.objects) {
		raiseRbac(plan, object);
		renameSubjects(plan, object, { current, others, wanted: change.serviceAccountName });
	}
	planNamespace(plan, delegate, change.namespace);
	runAs(plan, delegate, change.serviceAccountName);
	noteBindings(plan, { current, others, wanted: change.serviceAccountName });
}

function raiseRbac(plan: Plan, object: KubeObject): undefined {
	if (/^rbac\.authorization\.k8s\.io\/v1(alpha|beta)1$/.test(object.apiVersion))
		setText(
			plan,
			{ object, path: ["apiVersion"], what: `${labelOf(object)}: API version` },
			"rbac.authorization.k8s.io/v1",
		);
}

type Accounts = {
	readonly current: string;
	readonly wanted: string;
	/** Whom other workloads of the file run as. */
	readonly others: ReadonlyMap<string, KubeObject>;
};

function renameSubjects(plan: Plan, object: KubeObject, accounts: Accounts): undefined {
	if (object.kind !== "ClusterRoleBinding" && object.kind !== "RoleBinding") return;
	const subjects = nodeAt(object.map, "subjects");
	if (subjects !== null && seqAt(object.map, "subjects") === null)
		return refuse(plan, subjects, "not-understood", `${labelOf(object)}: its subjects are no list.`);
	for (const [index, subject] of mapsOf(seqAt(object.map, "subjects"))) {
		if (stringAt(subject, "kind") !== "ServiceAccount") continue;
		if (!isDelegates(object.kind, stringAt(subject, "name"), accounts)) continue;
		const what = `${labelOf(object)}: name of the subject`;
		setText(plan, { object, path: ["subjects", index, "name"], what }, accounts.wanted);
	}
}

/** Whether a binding means the delegate: a cluster-wide one does unless it names whom another workload runs as. */
function isDelegates(kind: string, name: string | null, { current, others }: Accounts): boolean {
	if (name === null || name === current) return true;
	return kind === "ClusterRoleBinding" && !others.has(name);
}

function runAs(plan: Plan, { object }: Delegate, name: string): undefined {
	const what = `${labelOf(object)}: service account`;
	setText(plan, { object, path: [...POD_SPEC, "serviceAccountName"], what }, name, { atTop: true });
	// The old name of the same field; Kubernetes wants both to agree.
	if (nodeAt(object.map, ...POD_SPEC, "serviceAccount") !== null)
		setText(plan, { object, path: [...POD_SPEC, "serviceAccount"], what }, name);
}

function otherAccounts(plan: Plan, delegate: Delegate): ReadonlyMap<string, KubeObject> {
	return new Map(
		plan.file.objects.flatMap((object) => {
			const path = POD_SPECS[object.kind];
			const podSpec = path === undefined ? null : mapAt(object.map, ...path);
			if (podSpec === null || object === delegate.object) return [];
			return [[stringAt(podSpec, "serviceAccountName") ?? "default", object] as const];
		}),
	);
}

function noteBindings(plan: Plan, { current, wanted, others }: Accounts): undefined {
	const other = current === wanted ? undefined : others.get(current);
	if (other !== undefined)
		plan.notes.push({
			line: plan.file.lineOf(other.map.range[0]),
			text: `${labelOf(other)} still runs as ${current}, whom the bindings named before.`,
		});
	if (!plan.file.objects.some(({ kind }) => kind === "ClusterRoleBinding" || kind === "RoleBinding"))
		plan.notes.push({
			line: null,
			text: "The file binds no role: the delegate has no rights in the cluster by it.",
		});
}
