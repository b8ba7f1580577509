import type { CheckRun } from "#lib/db/port.ts";
import {
	type CheckDetails,
	type CheckId,
	type CheckResult,
	type Outcome,
	TRUST_CHECKS,
} from "#lib/domain/check.ts";
import { checkTitle } from "#lib/domain/check-titles.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { hasHarnessSide } from "#lib/domain/destination.ts";
import { FAILURES, type FailureCode, type FailureText } from "#lib/domain/failures.ts";
import { decideHealth, mayRegister } from "#lib/domain/health.ts";
import { PROVISIONAL_DENIAL_SECONDS } from "#lib/domain/waiting.ts";
import { applicableChecks } from "#lib/health/applicable-checks.ts";
import { boundDetails } from "./bound-details.ts";

/** `queued` and `running` while a verification has not reached the check yet; `later`: only after Finish. */
export type RowState = Outcome | "running" | "queued" | "later";

export type CheckRow = {
	readonly checkId: CheckId;
	readonly title: string;
	readonly state: RowState;
	readonly code: FailureCode | null;
	/** Why, and what to do; null when there is nothing to do. */
	readonly explanation: FailureText | null;
	readonly observed: string | null;
	readonly details: CheckDetails;
	readonly requestId: string | null;
	readonly region: string | null;
	readonly durationMs: number | null;
	readonly checkedAt: number | null;
	/** When a waiting check is made again by itself; null: not known, or not waiting. */
	readonly againAt: number | null;
};

/** What "Finish" may do now, decided from the stored evidence as the server will decide it again. */
export type FinishView = {
	readonly kind: "running" | "quarantined" | "ready" | "waiting" | "failing";
	/** The four trust checks stand: what is open is about what the connection can do, not whether it is safe. */
	readonly isProven: boolean;
	/** The role may be one that trusts Harness and not us. */
	readonly mayRestOnHarness: boolean;
	/** The checks that did not pass, or not yet. */
	readonly open: readonly { readonly checkId: CheckId; readonly title: string; readonly observed: string }[];
};

export type ChecksView = {
	readonly now: number;
	readonly run: {
		readonly id: string;
		readonly state: CheckRun["state"];
		readonly requestedAt: number;
		readonly finishedAt: number | null;
	} | null;
	readonly isRunning: boolean;
	/** Evidence is missing, old, or waits for an answer: whoever looks should ask for a verification. */
	readonly isDue: boolean;
	readonly rows: readonly CheckRow[];
	readonly finish: FinishView;
	readonly status: Connector["status"];
	readonly proof: Connector["proof"];
	readonly version: number;
};

export type ChecksViewFacts = {
	readonly connector: Connector;
	readonly results: readonly CheckResult[];
	readonly run: CheckRun | null;
	readonly isVendorMode: boolean;
	/** Links use Harness's published template, which has no statement for us. */
	readonly usesHarnessTemplate: boolean;
	readonly now: Date;
};

/** Results older than this are made anew when the step is opened: the page speaks of "just now". */
const FRESH_MINUTES = 10;
/** Not sooner than the server would answer with a new verification. */
const ASK_AGAIN_SECONDS = 12;
/** A run that a killed worker left behind is over. */
const ABANDONED_SECONDS = 180;

export function checksView(facts: ChecksViewFacts): ChecksView {
	const { connector, run, now } = facts;
	const isRunning = isOpen(run, now);
	const rows = rowsOf(facts, isRunning);
	const isAwaited = !isRunning && isDue(facts, rows);
	return {
		now: now.getTime(),
		run: run && {
			id: run.id,
			state: run.state,
			requestedAt: run.requestedAt.getTime(),
			finishedAt: run.finishedAt?.getTime() ?? null,
		},
		isRunning,
		isDue: isAwaited,
		rows,
		finish: finishView(facts, rows, isRunning),
		status: connector.status,
		proof: connector.proof,
		version: connector.version,
	};
}

function isOpen(run: CheckRun | null, now: Date): boolean {
	if (run === null || (run.state !== "queued" && run.state !== "running")) return false;
	return now.getTime() - run.requestedAt.getTime() < ABANDONED_SECONDS * 1_000;
}

function rowsOf(facts: ChecksViewFacts, isRunning: boolean): readonly CheckRow[] {
	const known = new Map(facts.results.map((result) => [result.checkId, result]));
	const rows = applicableChecks(facts.connector).map((checkId) => {
		const result = known.get(checkId);
		if (facts.run !== null && isRunning && !isOf(result, facts.run)) {
			return emptyRow(facts, checkId, facts.run.state === "running" ? "running" : "queued");
		}
		return result === undefined ? emptyRow(facts, checkId, "queued") : rowOf(result, facts);
	});
	const isRegistered = rows.some(({ checkId }) => checkId === "harness-connector");
	return isRegistered || !hasHarnessSide(facts.connector)
		? rows
		: [...rows, emptyRow(facts, "harness-connector", "later")];
}

/** Whether the result was found by this run: a result bears the time of its end. */
function isOf(result: CheckResult | undefined, run: CheckRun): boolean {
	return result !== undefined && run.startedAt !== null && result.checkedAt >= run.startedAt;
}

function emptyRow({ connector }: ChecksViewFacts, checkId: CheckId, state: RowState): CheckRow {
	return {
		checkId,
		title: checkTitle(checkId, connector.destination),
		state,
		code: null,
		explanation: null,
		observed: null,
		details: {},
		requestId: null,
		region: null,
		durationMs: null,
		checkedAt: null,
		againAt: null,
	};
}

function rowOf(result: CheckResult, facts: ChecksViewFacts): CheckRow {
	const { checkId, outcome, code, observed, requestId, region, durationMs } = result;
	const againAt = askedAgainAt(result, facts);
	return {
		checkId,
		title: checkTitle(checkId, facts.connector.destination),
		state: outcome,
		code,
		explanation: code === null || outcome === "skipped" || outcome === "passed" ? null : FAILURES[code],
		observed,
		details: boundDetails(result.details),
		requestId,
		region,
		durationMs,
		checkedAt: result.checkedAt.getTime(),
		againAt: againAt !== null && againAt > facts.now.getTime() ? againAt : null,
	};
}

function askedAgainAt({ checkId, code }: CheckResult, { connector, run }: ChecksViewFacts): number | null {
	if (code === "EXTERNAL_ID_PROVISIONAL" && connector.roleFoundAt !== null)
		return connector.roleFoundAt.getTime() + (PROVISIONAL_DENIAL_SECONDS + 1) * 1_000;
	if (checkId === "role-assumable" && code === "ROLE_PROPAGATING" && run !== null)
		return run.requestedAt.getTime() + ASK_AGAIN_SECONDS * 1_000;
	return null;
}

function isDue({ run, now }: ChecksViewFacts, rows: readonly CheckRow[]): boolean {
	if (run === null) return true;
	const ageSeconds = (now.getTime() - run.requestedAt.getTime()) / 1_000;
	const role = rows.find(({ checkId }) => checkId === "role-assumable")?.state;
	// Every verification says something of the role: without it, what was known is about other facts. Harness's
	// own test becomes due with Finish, which may come sooner after a verification than the next is made.
	const isMissing = rows.some(
		({ checkId, state }) =>
			state === "queued" && (checkId === "role-assumable" || checkId === "harness-connector"),
	);
	// The role is still on its way; any other waiting check is made again by the worker, or takes hours.
	if (isMissing || role === "waiting") return ageSeconds > ASK_AGAIN_SECONDS;
	return ageSeconds > FRESH_MINUTES * 60;
}

function finishView(facts: ChecksViewFacts, rows: readonly CheckRow[], isRunning: boolean): FinishView {
	const { results, connector, now, isVendorMode, usesHarnessTemplate } = facts;
	const { proof, status } = connector;
	const about = { results, proof, now, isVendorMode };
	const health = decideHealth({ ...about, status, paused: false, requiresBilling: false });
	const isProven = proof === "direct" && mayRegister({ ...about, acceptedHarnessProof: false });
	const role = rows.find(({ checkId }) => checkId === "role-assumable");
	const isSilent =
		role?.code === "ROLE_ACCESS_DENIED" ||
		role?.code === "ROLE_DOES_NOT_TRUST_US" ||
		role?.state === "waiting";
	return {
		kind: finishKind(rows, { isRunning, isProven, isQuarantined: health.state === "quarantined" }),
		isProven,
		mayRestOnHarness:
			hasHarnessSide(connector) &&
			health.state !== "quarantined" &&
			!isProven &&
			(proof === "harness" || usesHarnessTemplate || isSilent),
		open: rows.filter(isOpenRow).map(({ checkId, title, observed }) => ({
			checkId,
			title,
			observed: observed ?? "Not checked yet.",
		})),
	};
}

function finishKind(
	rows: readonly CheckRow[],
	is: { readonly isRunning: boolean; readonly isProven: boolean; readonly isQuarantined: boolean },
): FinishView["kind"] {
	if (is.isQuarantined) return "quarantined";
	// Nothing is said of checks that nobody has made yet.
	if (is.isRunning || rows.some(({ state }) => state === "queued")) return "running";
	const hasFailed = rows.some(({ state }) => state === "failed");
	if (is.isProven) return hasFailed ? "failing" : "ready";
	const isWaiting = rows.some(({ checkId, state }) => isTrustCheck(checkId) && state === "waiting");
	return isWaiting && !hasFailed ? "waiting" : "failing";
}

/** What a person who finishes anyway must be told: trust checks without proof, and whatever failed. */
function isOpenRow({ checkId, state }: CheckRow): boolean {
	if (state === "later") return false;
	return state === "failed" || (isTrustCheck(checkId) && state !== "passed");
}

function isTrustCheck(checkId: CheckId): boolean {
	return TRUST_CHECKS.some((id) => id === checkId);
}
