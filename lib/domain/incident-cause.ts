import { FAILURE_CODES, FAILURES, type FailureCode } from "./failures.ts";
import type { BadState, TroubleKind } from "./incidents.ts";

/** What groups an incident with others that likely have the same reason: `<CODE>`, or `<CODE>@<where>`. */
export type CauseKey = string;

export type CauseFacts = {
	readonly state: BadState;
	readonly code: FailureCode | null;
	/** Of the call that failed; null: it had none. */
	readonly region: string | null;
	readonly harnessAccountRef: string;
	/** The version tag of the role; null: none, or never read. */
	readonly templateVersion: number | null;
};

const BY_REGION: readonly FailureCode[] = [
	"REGION_DISABLED",
	"AWS_UNAVAILABLE",
	"AWS_THROTTLED",
	"AWS_TIMEOUT",
];
/** What a newer or older template gives or lacks: the version is the likeliest thing in common. */
const BY_TEMPLATE: readonly FailureCode[] = [
	"PERMISSION_DENIED",
	"TEMPLATE_OUTDATED",
	"SIMULATION_DENIED",
	"TRUST_POLICY_REFUSES_HARNESS",
];

/**
 * The likeliest cause that an incident shares with others. Facts that cannot be the reason do not divide a group.
 *
 * @example likelyCause({ state: "failing", code: "REGION_DISABLED", region: "me-south-1", … }) // "REGION_DISABLED@me-south-1"
 */
export function likelyCause({
	state,
	code,
	region,
	harnessAccountRef,
	templateVersion,
}: CauseFacts): CauseKey {
	if (code === null) return `STATE@${state}`;
	if (code === "PERMISSION_DENIED_BY_ORGANIZATION") return "ORGANIZATION_DENY";
	if (BY_REGION.includes(code) && region !== null) return `${code}@${region}`;
	if (BY_TEMPLATE.includes(code) && templateVersion !== null) return `${code}@${templateVersion}`;
	return code.startsWith("HARNESS_") ? `${code}@${harnessAccountRef}` : code;
}

/** The cause of trouble that many connectors rest on: it shares it with nothing. */
export function troubleCause(kind: TroubleKind, subject: string, code: FailureCode): CauseKey {
	return `${code}@${kind}/${subject}`;
}

export type Cause = { readonly code: FailureCode | null; readonly where: string | null };

/** Takes a key apart; a code that is not known (an older release's) reads null. */
export function parseCause(key: CauseKey): Cause {
	const at = key.indexOf("@");
	const name = at < 0 ? key : key.slice(0, at);
	const code = FAILURE_CODES.find((known) => known === name) ?? null;
	return { code, where: at < 0 ? null : key.slice(at + 1) };
}

const TROUBLES = {
	verifier: (where: string, title: string) => `Rolebridge's own side in ${where}: ${lowerFirst(title)}`,
	harness: (_: string, title: string) => `Harness: ${lowerFirst(title)}`,
	sts: (where: string, title: string) => `AWS STS in ${where}: ${lowerFirst(title)}`,
	audit: (_: string, title: string) => title,
} as const satisfies Record<TroubleKind, (where: string, title: string) => string>;

const BY_STATE = {
	degraded: "Something optional fails",
	unknown: "No proof since its limit passed",
	failing: "The connection fails",
	quarantined: "The role accepts a missing or wrong external ID",
} as const satisfies Record<BadState, string>;

/**
 * A cause in words, without a full stop.
 *
 * @example causeWords("REGION_DISABLED@me-south-1") // "STS is switched off in me-south-1"
 */
export function causeWords(key: CauseKey): string {
	const { code, where } = parseCause(key);
	if (code === null) return isBadState(where) ? BY_STATE[where] : "Unknown cause";
	const { title } = FAILURES[code];
	if (where === null) return CODE_WORDS[code] ?? title;
	const trouble = troubleOf(where);
	if (trouble !== null) return TROUBLES[trouble.kind](trouble.subject, title);
	if (code === "REGION_DISABLED") return `STS is switched off in ${where}`;
	if (BY_REGION.includes(code)) return `${title} (${where})`;
	if (BY_TEMPLATE.includes(code)) return `${title} (roles of template version ${where})`;
	return CODE_WORDS[code] ?? title;
}

const CODE_WORDS: Partial<Record<FailureCode, string>> = {
	ORGANIZATION_DENY: "Denied by an organization policy",
	REGION_DISABLED: "STS is switched off in a region",
	EVIDENCE_EXPIRED: "No proof since its limit passed",
};

function troubleOf(where: string): { readonly kind: TroubleKind; readonly subject: string } | null {
	const slash = where.indexOf("/");
	const kind = where.slice(0, Math.max(slash, 0));
	if (kind !== "verifier" && kind !== "harness" && kind !== "sts" && kind !== "audit") return null;
	return { kind, subject: where.slice(slash + 1) };
}

function isBadState(text: string | null): text is BadState {
	return text !== null && Object.hasOwn(BY_STATE, text);
}

/** Keeps names that are written in capitals. */
function lowerFirst(text: string): string {
	return /^(AWS|Harness|Rolebridge|STS|IAM)/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
