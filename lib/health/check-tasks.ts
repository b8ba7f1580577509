import type { RoleSession } from "#lib/aws/port.ts";
import { type SimulationProbe, simulationProbes } from "#lib/domain/policy/entry-probes.ts";
import { findEntry } from "#lib/domain/policy/library.ts";
import type { LibraryEntry } from "#lib/domain/policy/library-types.ts";
import { judgePermissions } from "./check-permissions.ts";
import type { ConnectorFacts } from "./connector-facts.ts";
import { judgeAction, type Simulated, simulateProbes } from "./simulate-probes.ts";
import type { Verdict } from "./verdict.ts";

/** Whether anything was chosen in the permission library for this connector. */
export function hasTasks({ connector }: Pick<ConnectorFacts, "connector">): boolean {
	const { destination, platform } = connector;
	return destination === "harness-platform" && (platform?.tasks.length ?? 0) > 0;
}

/**
 * Asks IAM, as the role, whether it is allowed what its tasks need. The tasks name no bucket here, so what may be held
 * to some is not asked; repositories are those of the role's own account. What was left out is named, and keeps the
 * verdict from being passed.
 */
export async function checkTasks(
	facts: ConnectorFacts,
	session: RoleSession,
	signal: AbortSignal,
): Promise<Verdict> {
	const tasks = facts.connector.platform?.tasks ?? [];
	const entries = tasks.flatMap((id) => findEntry(id) ?? []);
	const probes = withoutTwins(entries.flatMap((entry) => simulationProbes(entry, whereOf(facts))));
	if (probes.length === 0) {
		const observed = "Nothing of these tasks can be asked for without the name of a bucket or an account.";
		const details = { tasks: [...tasks], notAsked: leftOut(entries, []) };
		return { outcome: "unknown", code: "PERMISSION_UNDECIDED", observed, details };
	}
	const requestedRegion = facts.connector.platform?.region;
	const of = { roleArn: facts.role.arn, ...(requestedRegion !== undefined && { requestedRegion }) };
	const answer = await simulateProbes(session, of, probes, signal);
	const told = answer.kind === "answered" ? probes.filter((probe) => isTold(answer.value, probe)) : probes;
	const asked = told.map(({ action, resource }) => ({ action, resource }));
	const verdict = judgePermissions(asked, answer, "TASK_PERMISSION_DENIED");
	return inPart(verdict, tasks, leftOut(entries, told));
}

/** What is needed under a condition alone, and not allowed without, was no question: no simulation is told it. */
function isTold(simulated: Simulated, probe: SimulationProbe): boolean {
	return !probe.isConditional || judgeAction(simulated(probe), true).kind !== "open";
}

/** Of each task the actions that were not asked about, in words; none: it was asked wholly. */
function leftOut(entries: readonly LibraryEntry[], asked: readonly SimulationProbe[]): string[] {
	const known = new Set(asked.map(({ action }) => action));
	return entries.flatMap(({ title, statements, probes }) => {
		const needed = statements.flatMap(({ Action }) =>
			Action.flatMap((written) => probes[written] ?? [written]),
		);
		const actions = [...new Set(needed)].filter((action) => !known.has(action));
		return actions.length === 0 ? [] : [`${title} (${actions.join(", ")})`];
	});
}

function inPart(verdict: Verdict, tasks: readonly string[], notAsked: readonly string[]): Verdict {
	const details = { ...verdict.details, tasks: [...tasks], notAsked: [...notAsked] };
	if (notAsked.length === 0) return { ...verdict, details };
	const rest = `Asked in part: what takes a bucket or a condition that is not named here was left out: ${notAsked.join("; ")}. Name the buckets beside the tasks to have it asked.`;
	const observed = `${verdict.observed} ${rest}`;
	if (verdict.outcome !== "passed") return { ...verdict, observed, details };
	return { ...verdict, outcome: "warning", code: "PERMISSION_UNDECIDED", observed, details };
}

function whereOf({ role, connector }: ConnectorFacts) {
	const { partition, accountId } = role;
	const { region, taskBuckets = [] } = connector.platform ?? {};
	const bucketNames = taskBuckets.length > 0 ? taskBuckets : null;
	return { partition, region, bucketNames, accountIds: [accountId], otherAccountId: null };
}

/** Needed without its condition by one of them, a twin is asked without. */
function withoutTwins(probes: readonly SimulationProbe[]): readonly SimulationProbe[] {
	const byCondition = probes.toSorted((a, b) => Number(b.isConditional) - Number(a.isConditional));
	return [...new Map(byCondition.map((probe) => [`${probe.action} ${probe.resource}`, probe])).values()];
}
