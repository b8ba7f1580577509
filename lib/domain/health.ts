import { type CheckId, type CheckResult, type Outcome, TRUST_CHECKS } from "./check.ts";
import type { ConnectorStatus, Proof } from "./connector.ts";
import type { FailureCode } from "./failures.ts";

export const HEALTH_STATES = [
	"healthy",
	"degraded",
	"failing",
	"quarantined",
	"pending",
	"reported",
	"paused",
	"unknown",
] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

const HOURS = 60;

/** After so many minutes a check's result proves nothing any more. */
export const HEALTH_LIMITS_MINUTES = {
	"role-assumable": 3 * HOURS,
	"external-id-required": 24 * HOURS,
	"external-id-exact": 24 * HOURS,
	"trust-policy": 24 * HOURS,
	"verifier-self": 24 * HOURS,
	permissions: 24 * HOURS,
	"cost-report-found": 24 * HOURS,
	"cost-report-settings": 24 * HOURS,
	"cost-report-delivered": 24 * HOURS,
	"cost-report-covers-account": 24 * HOURS,
	regions: 24 * HOURS,
	"template-current": 24 * HOURS,
	"harness-connector": 24 * HOURS,
} as const satisfies Record<Exclude<CheckId, `permissions:${string}`> | "permissions", number>;

export type HealthFacts = {
	/** Latest results; where a check occurs twice the newer one counts. */
	readonly results: readonly CheckResult[];
	readonly proof: Proof;
	readonly status: ConnectorStatus;
	readonly paused: boolean;
	/** The connector has BILLING and a report of its own. */
	readonly requiresBilling: boolean;
	readonly now: Date;
	/** Vendor mode: the calls prove Harness's entry themselves, so `trust-policy` may be skipped. */
	readonly isVendorMode?: boolean;
	/** What was decided last, to carry `since` on. */
	readonly previous?: { readonly state: HealthState; readonly since: Date } | null;
};
export type HealthReason = {
	readonly checkId: CheckId;
	readonly outcome: Outcome;
	readonly code: FailureCode | null;
};
export type Health = {
	readonly state: HealthState;
	/** When this state began: the previous decision's time while the state is the same. */
	readonly since: Date;
	/** The checks that made this state; empty when healthy or paused. */
	readonly reasons: readonly HealthReason[];
	/** Until then the state holds without a new check; readers treat a later one as unknown. Null: it does not expire. */
	readonly validUntil: Date | null;
};

/** How long after its time a result still counts, in minutes. */
export function healthLimitMinutes(checkId: CheckId): number {
	return checkId.startsWith("permissions:")
		? HEALTH_LIMITS_MINUTES.permissions
		: HEALTH_LIMITS_MINUTES[nonPermissionId(checkId)];
}

/**
 * Until when a result counts: its limit after its time. What was read just now may rest on something found before, such
 * as Harness's own last test, whose time its details then name as `countsFrom` (ISO 8601); then the limit runs from there.
 *
 * @example evidenceUntil({ checkId: "regions", checkedAt, details: {} }) // 24 hours after checkedAt
 */
export function evidenceUntil({
	checkId,
	checkedAt,
	details: { countsFrom },
}: Pick<CheckResult, "checkId" | "checkedAt" | "details">): Date {
	const source = typeof countsFrom === "string" ? Date.parse(countsFrom) : Number.NaN;
	const from = Number.isFinite(source) ? Math.min(source, checkedAt.getTime()) : checkedAt.getTime();
	return new Date(from + healthLimitMinutes(checkId) * MINUTE_MS);
}

/** Sound: called only when the id does not begin with `permissions:`. */
function nonPermissionId(checkId: CheckId): keyof typeof HEALTH_LIMITS_MINUTES {
	return checkId as keyof typeof HEALTH_LIMITS_MINUTES;
}

export type MayRegister = {
	readonly results: readonly CheckResult[];
	readonly proof: Proof;
	/** The person said that Harness's word is enough. */
	readonly acceptedHarnessProof: boolean;
	readonly now: Date;
	readonly isVendorMode?: boolean;
};

/**
 * A connector's health from its evidence and the evidence's age. The first state of the precedence
 * table that applies wins; evidence past its limit counts as unknown, except that a quarantine
 * stays until a newer result ends it. Proof `harness` never yields more than `reported`.
 *
 * @example decideHealth({ results: [], proof: "direct", status: "registered", … }).state // "unknown"
 */
export function decideHealth(facts: HealthFacts): Health {
	const verdict = decideState(weigh(facts.results, facts.now), facts);
	const { previous } = facts;
	const since = previous?.state === verdict.state ? previous.since : facts.now;
	return { ...verdict, since };
}

/**
 * Whether Finish may register the connector in Harness: the four trust checks passed within their
 * limits, or a person accepted Harness's word and nothing speaks for a quarantine.
 */
export function mayRegister(facts: MayRegister): boolean {
	const evidence = weigh(facts.results, facts.now);
	if (quarantineReasons(evidence).length > 0) return false;
	if (facts.proof === "harness") return facts.acceptedHarnessProof;
	return TRUST_CHECKS.every((checkId) => {
		const outcome = evidence.get(checkId)?.outcome;
		return outcome === "passed" || (facts.isVendorMode === true && isVendorSkip(checkId, outcome));
	});
}

/** A result as it counts now. */
type Evidence = HealthReason & {
	readonly expiresAt: Date;
	readonly isExpired: boolean;
	readonly failedOnce: boolean;
};
type EvidenceById = ReadonlyMap<CheckId, Evidence>;
type Verdict = Omit<Health, "since">;

const MINUTE_MS = 60_000;
/** Clocks of two processes may differ; a result from further ahead is no evidence. */
const CLOCK_SKEW_MS = 5 * MINUTE_MS;
const QUARANTINE_CHECKS = ["external-id-required", "external-id-exact", "trust-policy"] as const;

function weigh(results: readonly CheckResult[], now: Date): EvidenceById {
	const newest = new Map<CheckId, CheckResult>();
	for (const result of results) {
		const known = newest.get(result.checkId);
		if (known === undefined || known.checkedAt <= result.checkedAt) newest.set(result.checkId, result);
	}
	return new Map(Array.from(newest, ([checkId, result]) => [checkId, weighOne(result, now)]));
}

function weighOne(result: CheckResult, now: Date): Evidence {
	const { checkId, outcome, code, checkedAt } = result;
	const expiresAt = evidenceUntil(result);
	const isFuture = checkedAt.getTime() > now.getTime() + CLOCK_SKEW_MS;
	const isExpired = outcome !== "skipped" && (isFuture || expiresAt.getTime() < now.getTime());
	return {
		checkId,
		outcome: isExpired ? "unknown" : outcome,
		code: isExpired ? "EVIDENCE_EXPIRED" : code,
		expiresAt,
		isExpired,
		failedOnce: outcome === "failed",
	};
}

function decideState(evidence: EvidenceById, facts: HealthFacts): Verdict {
	const isDirect = facts.proof === "direct";
	const quarantine = quarantineReasons(evidence);
	if (facts.status !== "offboarded" && quarantine.length > 0) return verdict("quarantined", quarantine, []);
	if (facts.paused || facts.status === "offboarded") return verdict("paused", [], []);
	const failing = failingEvidence(evidence, facts);
	if (failing.length > 0) return verdict("failing", failing, [latest(failing)]);
	const undecided = isDirect ? undecidedReasons(evidence, facts) : [];
	if (undecided.length > 0) return verdict("unknown", undecided, []);
	const waiting = pick(evidence, [...TRUST_CHECKS, "cost-report-delivered"]).filter(is("waiting"));
	const counted = [...evidence.values()].filter((item) => item.outcome !== "skipped" && !item.isExpired);
	if (facts.status === "draft" || waiting.length > 0) return verdict("pending", waiting, counted);
	const harness = evidence.get("harness-connector");
	if (!isDirect && harness?.outcome === "passed") return verdict("reported", [], [harness]);
	if (!isDirect && harness?.outcome === "waiting") return verdict("pending", [harness], [harness]);
	if (
		!isDirect &&
		(harness === undefined || harness.outcome === "unknown" || harness.outcome === "skipped")
	) {
		return verdict("unknown", [missing("harness-connector", harness)], []);
	}
	const imperfect = [...evidence.values()].filter((item) => !isGood(item, facts));
	return verdict(imperfect.length > 0 ? "degraded" : "healthy", imperfect, counted);
}

function quarantineReasons(evidence: EvidenceById): readonly Evidence[] {
	return pick(evidence, QUARANTINE_CHECKS).filter((item) => item.failedOnce);
}

function failingEvidence(evidence: EvidenceById, facts: HealthFacts): readonly Evidence[] {
	// The regions fail of a platform connector alone: Harness can do nothing there without listing them.
	const ids: CheckId[] = ["role-assumable", "regions"];
	if (facts.status === "registered") ids.push("harness-connector");
	if (facts.requiresBilling) ids.push("cost-report-found");
	return pick(evidence, ids).filter(is("failed"));
}

/** Trust checks without a verdict. A draft that was not checked yet is pending, not unknown. */
function undecidedReasons(evidence: EvidenceById, facts: HealthFacts): readonly HealthReason[] {
	const roleWorks = evidence.get("role-assumable")?.outcome === "passed";
	return TRUST_CHECKS.flatMap((checkId): readonly HealthReason[] => {
		const item = evidence.get(checkId);
		if (item === undefined) return facts.status === "draft" ? [] : [missing(checkId)];
		if (item.outcome === "unknown") return [item];
		const isUnexplainedSkip =
			item.outcome === "skipped" &&
			(roleWorks || checkId === "role-assumable") &&
			!isAllowedSkip(item, facts);
		return isUnexplainedSkip ? [missing(checkId, item)] : [];
	});
}

/** Skipped counts for nothing, but a trust check must have passed. */
function isGood(item: Evidence, facts: HealthFacts): boolean {
	if (item.outcome === "passed") return true;
	const isTrustCheck = TRUST_CHECKS.some((checkId) => checkId === item.checkId);
	return item.outcome === "skipped" && !(isTrustCheck && facts.proof === "direct");
}

function isAllowedSkip(item: Evidence, facts: HealthFacts): boolean {
	return facts.isVendorMode === true && isVendorSkip(item.checkId, item.outcome);
}

function isVendorSkip(checkId: CheckId, outcome: Outcome | undefined): boolean {
	return checkId === "trust-policy" && outcome === "skipped";
}

function pick(evidence: EvidenceById, ids: readonly CheckId[]): readonly Evidence[] {
	return ids.flatMap((id) => evidence.get(id) ?? []);
}

function is(outcome: Outcome): (item: Evidence) => boolean {
	return (item) => item.outcome === outcome;
}

function missing(checkId: CheckId, item?: HealthReason): HealthReason {
	return { checkId, outcome: item?.outcome ?? "unknown", code: item?.code ?? "EVIDENCE_MISSING" };
}

function latest(items: readonly Evidence[]): { readonly expiresAt: Date } {
	return { expiresAt: new Date(Math.max(...items.map((item) => item.expiresAt.getTime()))) };
}

function verdict(
	state: HealthState,
	because: readonly HealthReason[],
	restsOn: readonly { readonly expiresAt: Date }[],
): Verdict {
	const reasons = because.map(({ checkId, outcome, code }) => ({ checkId, outcome, code }));
	const expiry = Math.min(...restsOn.map((item) => item.expiresAt.getTime()));
	return { state, reasons, validUntil: Number.isFinite(expiry) ? new Date(expiry) : null };
}
