import type { CheckId, Outcome } from "./check.ts";
import { FEATURES, type Feature } from "./features.ts";
import { HARNESS_SIMULATED_ACTIONS } from "./harness-simulated-actions.ts";

/** One error of Harness's own connection test, with the summary of the test it belongs to. */
export type HarnessTestError = {
	readonly summary: string | null;
	readonly reason: string;
	readonly message: string;
};

/** What our own checks observed of the same connector, and when Harness ran its test. */
export type ProvenFacts = {
	readonly outcomes: Readonly<Partial<Record<CheckId, Outcome>>>;
	readonly features: readonly Feature[];
	readonly testedAt: Date;
};

export const VALIDATOR_FAULTS = [
	"REPORT_ON_LATER_PAGE",
	"MALFORMED_EKS_ACTION",
	"ASKS_FOR_MORE_THAN_NEEDED",
	"MONTH_START",
	"REPORT_TOO_NEW",
	"FILE_OVERLOOKED",
	"OWN_DATA_JOB",
	"TEST_BROKE",
] as const;
export type ValidatorFault = (typeof VALIDATOR_FAULTS)[number];

export type KnownFault = {
	readonly fault: ValidatorFault;
	/** `waiting`: passes by itself within a day. `warning`: stays, and needs nothing from anybody. */
	readonly outcome: "warning" | "waiting";
	/** One plain sentence for the row. */
	readonly explanation: string;
};

type Rule = (error: HarnessTestError, facts: ProvenFacts) => KnownFault | null;

/**
 * The known fault of Harness's validator that explains this error, or null: then it counts.
 * An error is only excused by proof: our own check of the same thing must have passed (or be waiting,
 * for a report that is too new). Harness's words are recognised by their fixed parts.
 * Source: the stages and defects of Harness's CEAWSConnectorValidator.
 *
 * @example knownValidatorFault({ summary: "CUR report setting is not found", … }, facts)?.fault
 */
export function knownValidatorFault(error: HarnessTestError, facts: ProvenFacts): KnownFault | null {
	for (const rule of RULES) {
		const known = rule(error, facts);
		if (known !== null) return known;
	}
	return null;
}

export type HarnessTestJudgement =
	| { readonly kind: "passed" }
	| {
			readonly kind: "known-faults";
			readonly outcome: "warning" | "waiting";
			readonly faults: readonly KnownFault[];
	  }
	| { readonly kind: "failed"; readonly unexplained: readonly HarnessTestError[] }
	| { readonly kind: "undecided" };

/**
 * Harness's stored test result, judged: excused only when every one of its errors is a known fault.
 *
 * @example judgeHarnessTest(record.status, facts).kind // "known-faults"
 */
export function judgeHarnessTest(
	status: {
		readonly status: "SUCCESS" | "FAILURE" | "PARTIAL" | "UNKNOWN" | "PENDING";
		readonly errorSummary: string | null;
		readonly errors: readonly { readonly reason: string; readonly message: string }[];
	},
	facts: ProvenFacts,
): HarnessTestJudgement {
	if (status.status === "SUCCESS") return { kind: "passed" };
	if (status.status === "PENDING" || status.status === "UNKNOWN") return { kind: "undecided" };
	const stated = status.errors.map(({ reason, message }) => ({
		reason,
		message,
		summary: status.errorSummary,
	}));
	const errors = stated.length > 0 ? stated : [{ summary: status.errorSummary, reason: "", message: "" }];
	const faults = errors.map((error) => knownValidatorFault(error, facts));
	const unexplained = errors.filter((_, index) => faults[index] === null);
	if (unexplained.length > 0) return { kind: "failed", unexplained };
	const known = faults.filter((fault) => fault !== null);
	return {
		kind: "known-faults",
		outcome: known.some((fault) => fault.outcome === "warning") ? "warning" : "waiting",
		faults: known.filter((fault, index) => known.findIndex((other) => other.fault === fault.fault) === index),
	};
}

/**
 * The chosen features that a passing test of Harness says nothing about: it never asks for Cloud Governance.
 *
 * @example featuresHarnessNeverChecks(["BILLING", "GOVERNANCE"]) // ["GOVERNANCE"]
 */
export function featuresHarnessNeverChecks(features: readonly Feature[]): readonly Feature[] {
	return features.filter((feature) => HARNESS_SIMULATED_ACTIONS[feature].length === 0);
}

const REPORT_NOT_FOUND = /CUR report setting is not found|Can't access cost and usage report:/;
const NO_RECENT_FILE = /No CUR file is found in last 24 hrs/;
const DATA_JOB = /Internal error with data processing/;
const BROKE = /^Unknown error occurred$/;
const DENIED_ACTION = /^Action: (\S+) not allowed on Resource: /;
const DAY_MS = 24 * 60 * 60 * 1000;

const reportOnLaterPage: Rule = (error, { outcomes }) => {
	if (!REPORT_NOT_FOUND.test(`${error.summary}\n${error.reason}`)) return null;
	if (outcomes["cost-report-found"] !== "passed") return null;
	return {
		fault: "REPORT_ON_LATER_PAGE",
		outcome: "warning",
		explanation:
			"Harness's test reads only the first five cost reports of an account, and may not know data exports. Our own check found the report.",
	};
};

const malformedEksAction: Rule = (error) => {
	if (DENIED_ACTION.exec(error.reason)?.[1] !== "eks:ListClusters'") return null;
	return {
		fault: "MALFORMED_EKS_ACTION",
		outcome: "warning",
		explanation: "Harness's test asks for an action that AWS does not have, so no role can be granted it.",
	};
};

const asksForMoreThanNeeded: Rule = (error, { outcomes, features }) => {
	const action = DENIED_ACTION.exec(error.reason)?.[1];
	if (action === undefined) return null;
	const asking = FEATURES.filter((feature) => features.includes(feature) && simulates(feature, action));
	const proven = asking.filter((feature) => outcomes[`permissions:${feature}`] === "passed");
	if (asking.length === 0 || proven.length < asking.length) return null;
	return {
		fault: "ASKS_FOR_MORE_THAN_NEEDED",
		outcome: "warning",
		explanation:
			"Harness's test asks for wider permissions than the chosen features need. Our own check found those they need.",
	};
};

function simulates(feature: Feature, action: string): boolean {
	const actions: readonly string[] = HARNESS_SIMULATED_ACTIONS[feature];
	return actions.includes(action);
}

const noRecentFile: Rule = (error, { outcomes, testedAt }) => {
	if (!NO_RECENT_FILE.test(error.reason)) return null;
	const delivered = outcomes["cost-report-delivered"];
	if (delivered === "waiting") {
		return {
			fault: "REPORT_TOO_NEW",
			outcome: "waiting",
			explanation:
				"AWS delivers the first file of a new cost report within 24 hours. Harness's test does not wait for it.",
		};
	}
	if (delivered !== "passed") return null;
	return isMonthStart(testedAt) ? MONTH_START : FILE_OVERLOOKED;
};

const MONTH_START: KnownFault = {
	fault: "MONTH_START",
	outcome: "waiting",
	explanation:
		"Harness's test looks only in the new month's folder, and AWS has not written there yet. Our own check found a recent file.",
};
const FILE_OVERLOOKED: KnownFault = {
	fault: "FILE_OVERLOOKED",
	outcome: "warning",
	explanation: "Harness's test overlooked the report's files. Our own check found and read a recent one.",
};

/** Harness takes the month from its server's local date: two days around the change are meant. */
function isMonthStart(at: Date): boolean {
	return (
		new Date(at.getTime() - 2 * DAY_MS).getUTCMonth() !== new Date(at.getTime() + DAY_MS / 2).getUTCMonth()
	);
}

const ownDataJob: Rule = (error, { outcomes }) => {
	if (!DATA_JOB.test(error.reason) || outcomes["cost-report-delivered"] !== "passed") return null;
	return {
		fault: "OWN_DATA_JOB",
		outcome: "warning",
		explanation:
			"Harness's own data job did not succeed in the last day. The cost report itself is there and readable.",
	};
};

/** Harness's test stopped at an error of its own and names nothing; it excuses itself only where all we asked holds. */
const testBroke: Rule = (error, { outcomes }) => {
	if (!BROKE.test(error.reason || (error.summary ?? ""))) return null;
	const isProven = outcomes["role-assumable"] === "passed" && outcomes["trust-policy"] === "passed";
	// Its own row from the time before is no evidence against it.
	const ownFailures = Object.entries(outcomes).filter(
		([checkId, outcome]) => checkId !== "harness-connector" && outcome === "failed",
	);
	if (!isProven || ownFailures.length > 0) return null;
	return {
		fault: "TEST_BROKE",
		outcome: "warning",
		explanation:
			"Harness's test broke off without naming a reason. Our own checks found nothing that it could have met.",
	};
};

const RULES: readonly Rule[] = [
	reportOnLaterPage,
	malformedEksAction,
	asksForMoreThanNeeded,
	noRecentFile,
	ownDataJob,
	testBroke,
];
