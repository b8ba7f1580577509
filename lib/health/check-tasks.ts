import type { RoleSession } from "#lib/aws/port.ts";
import type { Probe } from "#lib/domain/permissions.ts";
import { probesOf } from "#lib/domain/policy/entry-probes.ts";
import { findEntry } from "#lib/domain/policy/library.ts";
import type { LibraryEntry } from "#lib/domain/policy/library-types.ts";
import { judgePermissions, simulateProbes } from "./check-permissions.ts";
import type { ConnectorFacts } from "./connector-facts.ts";
import type { Verdict } from "./verdict.ts";

/** Whether anything was chosen in the permission library for this connector. */
export function hasTasks({ connector }: Pick<ConnectorFacts, "connector">): boolean {
	const { destination, platform } = connector;
	return destination === "harness-platform" && (platform?.tasks.length ?? 0) > 0;
}

/**
 * Asks IAM, as the role, whether it is allowed what its tasks need. The tasks name no bucket here, so what may be held
 * to some is not asked; repositories are those of the role's own account.
 */
export async function checkTasks(
	facts: ConnectorFacts,
	session: RoleSession,
	signal: AbortSignal,
): Promise<Verdict> {
	const tasks = facts.connector.platform?.tasks ?? [];
	const asked = tasks.map((id) => ({ id, probes: probesOfTask(id, facts) }));
	const probes = withoutTwins(asked.flatMap((task) => task.probes));
	const notAsked = asked.filter((task) => task.probes.length === 0).map(({ id }) => titleOf(id));
	const details = { tasks: [...tasks], notAsked };
	if (probes.length === 0) {
		const observed = "Nothing of these tasks can be asked for without the name of a bucket or an account.";
		return { outcome: "unknown", code: "PERMISSION_UNDECIDED", observed, details };
	}
	const answers = await simulateProbes(facts, session, probes, signal, facts.connector.platform?.region);
	const verdict = judgePermissions(probes, answers, "TASK_PERMISSION_DENIED");
	const rest =
		notAsked.length === 0 ? "" : ` Not asked, since no bucket is named here: ${notAsked.join(", ")}.`;
	return { ...verdict, observed: `${verdict.observed}${rest}`, details: { ...verdict.details, ...details } };
}

function probesOfTask(id: string, facts: ConnectorFacts): readonly Probe[] {
	const entry = findEntry(id);
	if (entry === null) return [];
	const conditional = conditionalActions(entry);
	return probesOf(entry, whereOf(facts)).filter(({ action }) => !conditional.has(action));
}

/** What the task needs under a condition alone: a simulation without that context would always be denied. */
function conditionalActions({ statements, probes }: LibraryEntry): ReadonlySet<string> {
	const actionsOf = (those: typeof statements) =>
		new Set(those.flatMap(({ Action }) => Action.flatMap((written) => probes[written] ?? [written])));
	const always = actionsOf(statements.filter(({ Condition }) => Condition === undefined));
	const under = actionsOf(statements.filter(({ Condition }) => Condition !== undefined));
	return new Set([...under].filter((action) => !always.has(action)));
}

function titleOf(id: string): string {
	return findEntry(id)?.title ?? id;
}

function whereOf({ role }: ConnectorFacts) {
	const { partition, accountId } = role;
	return { partition, bucketNames: null, accountIds: [accountId], otherAccountId: null };
}

function withoutTwins(probes: readonly Probe[]): readonly Probe[] {
	return [...new Map(probes.map((probe) => [`${probe.action} ${probe.resource}`, probe])).values()];
}
