import type { FailureCode } from "./failures.ts";

/** Tasks of the permission library (lib/domain/policy/library.ts) and what they are to reach. */
export type PermissionChoice = {
	readonly entries: readonly string[];
	readonly bucketNames: readonly string[];
	/** Accounts, 12 digits each. */
	readonly accountIds: readonly string[];
	readonly otherAccountId: string | null;
};

export type ProbeVerdict = "allowed" | "denied" | "unknown";
export type AnsweredProbe = {
	readonly action: string;
	readonly resource: string;
	readonly verdict: ProbeVerdict;
	/** Why, in a few words; empty where the verdict says it all. */
	readonly reason: string;
};

/** One task: allowed only where every action is; denied where any is. */
export type TaskAnswer = {
	readonly id: string;
	readonly title: string;
	readonly verdict: ProbeVerdict;
	readonly probes: readonly AnsweredProbe[];
};

/** "Has this role what it needs?", asked of AWS by the worker. */
export type PermissionQuestion = {
	readonly id: string;
	readonly connectorId: string;
	readonly choice: PermissionChoice;
	readonly state: "queued" | "running" | "done";
	/** Null until it is done, and where it could not be answered. */
	readonly answers: readonly TaskAnswer[] | null;
	/** Why it could not be answered. */
	readonly code: FailureCode | null;
	/** Who asked: an actor's id. */
	readonly requestedBy: string;
	readonly requestedAt: Date;
	readonly finishedAt: Date | null;
};

/**
 * What a task comes to.
 *
 * @example taskVerdict([{ verdict: "allowed", … }, { verdict: "denied", … }]) // "denied"
 */
export function taskVerdict(probes: readonly AnsweredProbe[]): ProbeVerdict {
	if (probes.some(({ verdict }) => verdict === "denied")) return "denied";
	const isAllowed = probes.length > 0 && probes.every(({ verdict }) => verdict === "allowed");
	return isAllowed ? "allowed" : "unknown";
}
