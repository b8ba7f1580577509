import type { JsonValue } from "#lib/domain/check.ts";
import { type TrustedPrincipal, whoCanAssume } from "#lib/domain/trust-policy/who-can-assume.ts";
import type { ConnectorFacts } from "./connector-facts.ts";
import { askTrust, strangerOf, type TrustCase, trustVerdict } from "./trust-verdict.ts";
import type { Verdict } from "./verdict.ts";

type PlatformFacts = Pick<ConnectorFacts, "connector" | "role" | "verifier" | "externalId">;

/**
 * Pure: the verdict on the trust policy of a platform connector's role. Harness comes there as a delegate's or a user's
 * own principal, which is not known here: whether that entry is right cannot be told, and is said so. What can be told
 * is judged: our own entry, that nobody gets in by no external ID at all, and that the one given for Harness is known.
 */
export function judgePlatformTrust(policy: JsonValue, facts: PlatformFacts): Verdict {
	const trusted = whoCanAssume(policy);
	if (trusted === null)
		return trustVerdict("unknown", "TRUST_POLICY_UNREADABLE", "The trust policy could not be read.", []);
	const open = [
		askTrust(policy, strangerOf(facts.role.partition), "no external ID", undefined),
		...ourCases(policy, facts),
	];
	const admitted = open.find(({ decision }) => decision.decision === "allowed");
	if (admitted !== undefined) return openVerdict(admitted, facts, trusted);
	if (open.some(({ decision }) => decision.decision === "unknown")) {
		const observed =
			"Whether the trust policy lets in strangers depends on something that its text does not tell.";
		return trustVerdict("unknown", "TRUST_POLICY_UNDECIDED", observed, trusted, open);
	}
	const others = trusted.filter((entry) => !isOurs(entry, facts));
	const byGivenId = casesByGivenId(policy, facts, others);
	if (byGivenId?.every(({ decision }) => decision.decision === "denied")) {
		const observed = "Nobody but Rolebridge is let in by the external ID that was given for Harness.";
		return trustVerdict("warning", "TRUST_POLICY_EXTERNAL_ID_UNUSED", observed, trusted, byGivenId);
	}
	if (others.some(({ kind }) => kind === "anyone")) {
		const observed = "Any AWS account is let in that meets the conditions of an entry for everybody.";
		return trustVerdict("warning", "TRUST_POLICY_EXTRA_PRINCIPALS", observed, trusted, byGivenId ?? []);
	}
	return trustVerdict("passed", null, `No stranger is let in. ${harnessWords(others)}`, trusted);
}

function openVerdict(
	admitted: TrustCase,
	{ role }: PlatformFacts,
	trusted: readonly TrustedPrincipal[],
): Verdict {
	if (admitted.who === strangerOf(role.partition)) {
		const observed = "The trust policy lets in any AWS account, without an external ID.";
		return trustVerdict("failed", "TRUST_POLICY_OPEN", observed, trusted, [admitted]);
	}
	const observed = "The trust policy lets in Rolebridge without an external ID.";
	return trustVerdict("failed", "TRUST_POLICY_ADMITS_OTHERS", observed, trusted, [admitted]);
}

/** Our own principal without an ID: of ourselves we know who calls. */
function ourCases(policy: JsonValue, { verifier }: PlatformFacts): readonly TrustCase[] {
	const principalArn = verifier?.principalArn ?? null;
	return principalArn === null ? [] : [askTrust(policy, principalArn, "no external ID", undefined)];
}

function isOurs({ accountId, needs }: TrustedPrincipal, { verifier, externalId }: PlatformFacts): boolean {
	const isOurAccount = verifier?.accountId != null && accountId === verifier.accountId;
	return isOurAccount && needs.some(({ values }) => values.includes(externalId));
}

/** Everybody who may be Harness, each asked with the external ID that was given for it; null: none was given. */
function casesByGivenId(
	policy: JsonValue,
	{ connector, role }: PlatformFacts,
	others: readonly TrustedPrincipal[],
): readonly TrustCase[] | null {
	const given = connector.platform?.crossAccount?.externalId ?? "";
	if (given === "") return null;
	return others.flatMap(({ kind, principal, accountId }) => {
		const stranger = kind === "anyone" ? strangerOf(role.partition) : null;
		const named = kind === "user" || kind === "role" ? principal : null;
		const account = kind === "account" ? `arn:${role.partition}:iam::${accountId}:root` : null;
		const arn = stranger ?? named ?? account;
		return arn === null ? [] : [askTrust(policy, arn, "the external ID given for Harness", given)];
	});
}

const NAMED = 5;

function harnessWords(others: readonly TrustedPrincipal[]): string {
	const names = [...new Set(others.map(({ principal }) => principal))];
	if (names.length === 0) return "Nobody but Rolebridge is named.";
	const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
	return `Whether these are Harness's delegates, users or identity provider cannot be told from here: ${names.slice(0, NAMED).join(", ")}${more}.`;
}
