import type { JsonValue } from "#lib/domain/check.ts";
import { type FederatedStanding, judgeFederated } from "#lib/domain/trust-policy/judge-federated.ts";
import { type TrustedPrincipal, whoCanAssume } from "#lib/domain/trust-policy/who-can-assume.ts";
import type { ConnectorFacts } from "./connector-facts.ts";
import { casesByGivenId, casesByWrongId } from "./open-for-given-id.ts";
import { askTrust, strangerOf, type TrustCase, trustVerdict } from "./trust-verdict.ts";
import type { Verdict } from "./verdict.ts";

type PlatformFacts = Pick<ConnectorFacts, "connector" | "role" | "verifier" | "externalId">;

type Question = {
	readonly policy: JsonValue;
	readonly facts: PlatformFacts;
	readonly trusted: readonly TrustedPrincipal[];
	/** Who is trusted beside us. */
	readonly others: readonly TrustedPrincipal[];
};

/**
 * Pure: the verdict on the trust policy of a platform connector's role. Harness comes there as a delegate's or a user's
 * own principal, which is not known here: whether that entry is right cannot be told, and is said so. What can be told
 * is judged: our own entry, that nobody gets in by no external ID at all or by a token that anybody can have, and that
 * the external ID given for Harness is known, and asked for exactly.
 */
export function judgePlatformTrust(policy: JsonValue, facts: PlatformFacts): Verdict {
	const trusted = whoCanAssume(policy);
	if (trusted === null)
		return trustVerdict("unknown", "TRUST_POLICY_UNREADABLE", "The trust policy could not be read.", []);
	const others = trusted.filter((entry) => !isOurs(entry, facts));
	const question = { policy, facts, trusted, others };
	return (
		strangersVerdict(question) ??
		federatedVerdict(question) ??
		givenIdVerdict(question) ??
		ownEntryVerdict(question) ??
		trustVerdict("passed", null, `No stranger is let in. ${harnessWords(others)}`, trusted)
	);
}

/** Null, here and below: nothing speaks against it. */
function strangersVerdict({ policy, facts, trusted }: Question): Verdict | null {
	const open = [
		askTrust(policy, strangerOf(facts.role.partition), "no external ID", undefined),
		...ourCases(policy, facts),
	];
	const admitted = open.find(isAllowed);
	if (admitted !== undefined) return openVerdict(admitted, facts, trusted);
	if (!open.some(isUndecided)) return null;
	const observed =
		"Whether the trust policy lets in strangers depends on something that its text does not tell.";
	return trustVerdict("unknown", "TRUST_POLICY_UNDECIDED", observed, trusted, open);
}

function federatedVerdict({ trusted }: Question): Verdict | null {
	const entries = judgeFederated(trusted);
	const named = (wanted: FederatedStanding) =>
		[
			...new Set(entries.filter(({ standing }) => standing === wanted).map(({ principal }) => principal)),
		].join(", ");
	const [open, unknown, wide] = [named("open"), named("unknown"), named("wide")];
	if (open !== "") {
		const observed = `Anybody who signs in at ${open} is let in: the entry does not say whose tokens it takes.`;
		return trustVerdict("failed", "TRUST_POLICY_OPEN", observed, trusted);
	}
	if (unknown !== "") {
		const observed = `Whether the entry for ${unknown} is limited to those meant cannot be told from its text.`;
		return trustVerdict("unknown", "TRUST_POLICY_UNDECIDED", observed, trusted);
	}
	if (wide === "") return null;
	const observed = `The entry for ${wide} does not say both for whom a token is made and whose it is.`;
	return trustVerdict("warning", "TRUST_POLICY_EXTRA_PRINCIPALS", observed, trusted);
}

function givenIdVerdict({ policy, facts, trusted, others }: Question): Verdict | null {
	const byGivenId = casesByGivenId(policy, facts, others);
	if (byGivenId?.every(({ decision }) => decision.decision === "denied")) {
		const observed = "Nobody but Rolebridge is let in by the external ID that was given for Harness.";
		return trustVerdict("warning", "TRUST_POLICY_EXTERNAL_ID_UNUSED", observed, trusted, byGivenId);
	}
	const wrong = casesByWrongId(policy, facts, others);
	const admitted = wrong.find(isAllowed);
	if (admitted !== undefined) {
		const observed = `${admitted.who} is let in by ${admitted.externalId}, though one was given for Harness.`;
		return trustVerdict("warning", "TRUST_POLICY_EXTERNAL_ID_LOOSE", observed, trusted, [admitted]);
	}
	if (wrong.some(isUndecided)) {
		const observed =
			"Whether the external ID given for Harness is asked for cannot be told from the policy's text.";
		return trustVerdict("unknown", "TRUST_POLICY_UNDECIDED", observed, trusted, wrong.filter(isUndecided));
	}
	if (!others.some(({ kind }) => kind === "anyone")) return null;
	const observed = "Any AWS account is let in that meets the conditions of an entry for everybody.";
	return trustVerdict("warning", "TRUST_POLICY_EXTRA_PRINCIPALS", observed, trusted, byGivenId ?? []);
}

/** Our ID is a secret of nobody's: whoever else of our account learns it is not to get in by it. */
function ownEntryVerdict({ policy, facts, trusted }: Question): Verdict | null {
	const { verifier, externalId, role } = facts;
	if (verifier?.accountId == null || verifier.principalArn === null) return null;
	const neighbour = `arn:${role.partition}:iam::${verifier.accountId}:role/${NEIGHBOUR}`;
	const asked = askTrust(policy, neighbour, "Rolebridge's external ID", externalId);
	if (asked.decision.decision === "denied") return null;
	if (isUndecided(asked)) {
		const observed =
			"Whether others of Rolebridge's account are let in cannot be told from the policy's text.";
		return trustVerdict("unknown", "TRUST_POLICY_UNDECIDED", observed, trusted, [asked]);
	}
	const observed = "The entry for Rolebridge takes any principal of its account, not its own role alone.";
	return trustVerdict("warning", "TRUST_POLICY_EXTRA_PRINCIPALS", observed, trusted, [asked]);
}

/** A name that no role of ours bears. */
const NEIGHBOUR = "rolebridge-neighbour-that-is-not-there";

function isAllowed({ decision }: TrustCase): boolean {
	return decision.decision === "allowed";
}

function isUndecided({ decision }: TrustCase): boolean {
	return decision.decision === "unknown";
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

const NAMED = 5;

function harnessWords(others: readonly TrustedPrincipal[]): string {
	const names = [...new Set(others.map(({ principal }) => principal))];
	if (names.length === 0) return "Nobody but Rolebridge is named.";
	const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
	return `Whether these are Harness's delegates, users or identity provider cannot be told from here: ${names.slice(0, NAMED).join(", ")}${more}.`;
}
