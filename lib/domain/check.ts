import type { FailureCode } from "./failures.ts";
import type { Feature } from "./features.ts";

/** `waiting`: not expected to work yet. `unknown`: could not tell; never shown as passed. */
export type Outcome = "passed" | "failed" | "warning" | "waiting" | "unknown" | "skipped";

/** The four checks that prove a connection; all else is about what it can do. */
export const TRUST_CHECKS = [
	"role-assumable",
	"external-id-required",
	"external-id-exact",
	"trust-policy",
] as const;

export type CheckId =
	| (typeof TRUST_CHECKS)[number]
	| "verifier-self"
	| `permissions:${Feature}`
	/** Of a platform connector: what was chosen in the permission library. */
	| "permissions:LIBRARY"
	| "cost-report-found"
	| "cost-report-settings"
	| "cost-report-delivered"
	| "cost-report-covers-account"
	| "regions"
	| "template-current"
	| "harness-connector";

/** One verification with its outcome: a piece of evidence. */
export type CheckResult = {
	readonly checkId: CheckId;
	readonly outcome: Outcome;
	/** Why it did not pass; null when it passed, or was skipped without a failure. */
	readonly code: FailureCode | null;
	/** One plain sentence: what was observed. Never holds a credential. */
	readonly observed: string;
	/** Facts behind the sentence, for the row's details: JSON, bounded, no credentials. */
	readonly details: CheckDetails;
	/** The AWS request id of the deciding call, for a support case. */
	readonly requestId: string | null;
	readonly region: string | null;
	readonly durationMs: number;
	readonly checkedAt: Date;
};

export type CheckDetails = { readonly [key: string]: JsonValue };
export type JsonValue =
	| string
	| number
	| boolean
	| null
	| readonly JsonValue[]
	| { readonly [key: string]: JsonValue };
