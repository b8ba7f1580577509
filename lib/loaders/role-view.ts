import type { CheckRun } from "#lib/db/port.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { FAILURES, type FailureCode, type FailureText } from "#lib/domain/failures.ts";
import { nextRoleQuestion, PROPAGATION_LIMIT_MINUTES } from "#lib/domain/waiting.ts";

/**
 * `waiting`: not there yet. `unknown`: AWS or our own side did not let us tell.
 * `skipped`: the role is not asked (proof `harness`).
 */
export type RoleState = "waiting" | "found" | "failed" | "unknown" | "skipped";

/** What is read live while the role step is open. Times in milliseconds since 1970, by the server's clock. */
export type RoleView = {
	readonly now: number;
	readonly found: boolean;
	readonly state: RoleState;
	readonly code: FailureCode | null;
	readonly explanation: FailureText | null;
	readonly observed: string | null;
	/** AWS's own words, for "Details". */
	readonly awsMessage: string | null;
	readonly requestId: string | null;
	readonly askedAt: number | null;
	/** When it is asked next; null: it is being asked now, or is not asked any more. */
	readonly nextAt: number | null;
	readonly isAsking: boolean;
	readonly launchedAt: number | null;
	/** Until then a refusal means "not there yet"; null while nothing was launched. */
	readonly patienceEndsAt: number | null;
	/** The link may be handed out now. */
	readonly launchReady: boolean;
	readonly launchCode: FailureCode | null;
};

export type RoleViewFacts = {
	readonly connector: Connector;
	/** The newest result of `role-assumable` about the role as it is set up now. */
	readonly result: CheckResult | undefined;
	/** The newest question, whether of this kind or of a full verification. */
	readonly run: CheckRun | null;
	/** Why no link may be handed out; null: it may. */
	readonly launchCode: FailureCode | null;
	readonly now: Date;
};

export function roleView({ connector, result, run, launchCode, now }: RoleViewFacts): RoleView {
	const { state, code } = roleState(connector, result);
	const isAsking = run !== null && (run.state === "queued" || run.state === "running");
	const { launchedAt } = connector;
	const isExplained = (state === "failed" || state === "unknown") && code !== null;
	return {
		now: now.getTime(),
		found: state === "found",
		state,
		code,
		explanation: isExplained ? FAILURES[code] : null,
		observed: result?.observed ?? null,
		awsMessage: textOf(result, "awsMessage"),
		requestId: result?.requestId ?? null,
		askedAt: result?.checkedAt.getTime() ?? null,
		nextAt: isAsking || state === "found" || state === "skipped" ? null : nextAt(connector, run, now),
		isAsking,
		launchedAt: launchedAt?.getTime() ?? null,
		patienceEndsAt: launchedAt === null ? null : launchedAt.getTime() + PROPAGATION_LIMIT_MINUTES * 60_000,
		launchReady: launchCode === null,
		launchCode,
	};
}

function roleState(
	connector: Connector,
	result: CheckResult | undefined,
): { readonly state: RoleState; readonly code: FailureCode | null } {
	if (result === undefined)
		return { state: connector.roleFoundAt === null ? "waiting" : "found", code: null };
	const { outcome, code } = result;
	if (outcome === "passed") return { state: "found", code: null };
	if (outcome === "skipped") return { state: "skipped", code };
	if (outcome === "waiting") return { state: "waiting", code };
	if (outcome !== "failed") return { state: "unknown", code };
	// Launched anew since: the refusal is of the time before, and patience begins again.
	const isOvertaken =
		code === "ROLE_ACCESS_DENIED" && connector.launchedAt !== null && connector.launchedAt > result.checkedAt;
	return isOvertaken ? { state: "waiting", code: "ROLE_PROPAGATING" } : { state: "failed", code };
}

function nextAt(connector: Connector, run: CheckRun | null, now: Date): number {
	const lastAsked = run?.startedAt ?? run?.requestedAt ?? null;
	if (lastAsked === null) return now.getTime();
	const watchStartedAt = connector.launchedAt ?? connector.updatedAt;
	return lastAsked.getTime() + nextRoleQuestion({ watchStartedAt, now: lastAsked }) * 1_000;
}

function textOf(result: CheckResult | undefined, key: string): string | null {
	const value = result?.details[key];
	return typeof value === "string" ? value.slice(0, 2_000) : null;
}
