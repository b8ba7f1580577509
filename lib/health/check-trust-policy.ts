import type { RoleSession } from "#lib/aws/port.ts";
import type { HarnessSide } from "#lib/connectors/harness-side.ts";
import type { Context } from "#lib/context.ts";
import type { JsonValue } from "#lib/domain/check.ts";
import { hasHarnessSide } from "#lib/domain/destination.ts";
import { wordsOf } from "#lib/domain/destinations/words-of.ts";
import { nearMisses } from "#lib/domain/external-id.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { type TrustedPrincipal, whoCanAssume } from "#lib/domain/trust-policy/who-can-assume.ts";
import { judgePlatformTrust } from "./check-platform-trust.ts";
import type { ConnectorFacts } from "./connector-facts.ts";
import { askTrust, strangerOf, type TrustCase, trustVerdict } from "./trust-verdict.ts";
import { aws, skipped, undecided, type Verdict } from "./verdict.ts";

export type TrustPolicyFinding = {
	readonly verdict: Verdict;
	/** Of the policy as AWS returned it; null when it was not read. */
	readonly hash: string | null;
	readonly tags: Readonly<Record<string, string>> | null;
};

/** Reads the role's trust policy and decides for Harness's own entry, which no call of ours can reach. */
export async function checkTrustPolicy(
	ctx: Context,
	facts: ConnectorFacts,
	session: RoleSession,
	signal: AbortSignal,
): Promise<TrustPolicyFinding> {
	const answer = await session.getRole(facts.role.roleName, signal);
	if (answer.kind !== "answered") return { verdict: unreadable(facts, answer), hash: null, tags: null };
	const { trustPolicy, tags, arn } = answer.value;
	const hash = ctx.sha256Hex(JSON.stringify(trustPolicy));
	const changed = facts.connector.trustPolicyHash !== null && facts.connector.trustPolicyHash !== hash;
	const isPlatform = facts.connector.destination === "harness-platform";
	const judged = (isPlatform ? judgePlatformTrust : judgeTrustPolicy)(trustPolicy, facts);
	const details = { ...judged.details, policy: trustPolicy, sha256: hash, roleArn: arn, changed };
	const observed = changed ? `${judged.observed} The policy changed since the last check.` : judged.observed;
	return { verdict: { ...judged, ...aws(answer), observed, details }, hash, tags };
}

function unreadable(facts: ConnectorFacts, answer: Parameters<typeof undecided>[1]): Verdict {
	if (answer.kind !== "denied") return undecided("AWS gave no answer to GetRole.", answer);
	// In vendor mode the calls with the external ID prove the very entry that this check would read.
	if (facts.isVendorMode) return { ...skipped("The role may not be read, and need not be."), ...aws(answer) };
	return undecided("The role may not read its own trust policy.", answer, "TRUST_POLICY_UNREADABLE");
}

/** Pure: the verdict on a parsed trust policy. */
export function judgeTrustPolicy(policy: JsonValue, facts: ConnectorFacts): Verdict {
	const trusted = whoCanAssume(policy);
	if (trusted === null) {
		return trustVerdict("unknown", "TRUST_POLICY_UNREADABLE", "The trust policy could not be read.", []);
	}
	if (facts.harness === null) {
		return trustVerdict("unknown", ...unknownSide(facts), trusted);
	}
	const principals = harnessPrincipals(facts.harness, trusted);
	const wrong = wrongCases(policy, facts, facts.harness, principals);
	const admitted = wrong.filter(({ decision }) => decision.decision === "allowed");
	if (admitted.length > 0) {
		const [first] = admitted;
		const observed = `The trust policy lets in ${first?.who} with ${first?.externalId}.`;
		return trustVerdict("failed", "TRUST_POLICY_ADMITS_OTHERS", observed, trusted, admitted);
	}
	const right = principals.map((principal) =>
		askTrust(policy, principal, "its external ID", facts.harness?.externalId),
	);
	const open = wrong.filter(({ decision }) => decision.decision === "unknown");
	if (open.length > 0) return undecidable(trusted, open);
	if (!right.some(({ decision }) => decision.decision === "allowed")) {
		if (right.some(({ decision }) => decision.decision === "unknown")) return undecidable(trusted, right);
		const observed = `The trust policy does not let ${vendorOf(facts)} in with its external ID.`;
		return trustVerdict("failed", "TRUST_POLICY_REFUSES_HARNESS", observed, trusted, right);
	}
	return judgeOthers(facts, facts.harness, trusted);
}

function vendorOf({ connector }: ConnectorFacts): string {
	return wordsOf(connector.destination).product;
}

/** What is missing to know whom the role ought to let in. */
function unknownSide({ connector }: ConnectorFacts): readonly [FailureCode, string] {
	if (hasHarnessSide(connector)) return ["HARNESS_NOT_CONFIGURED", "Harness's AWS account is not known yet."];
	const { product } = wordsOf(connector.destination);
	return ["DESTINATION_EXTERNAL_ID_MISSING", `The external ID that ${product} gave out is not known here.`];
}

function judgeOthers(
	facts: ConnectorFacts,
	harness: HarnessSide,
	trusted: readonly TrustedPrincipal[],
): Verdict {
	const known = new Set([harness.cluster.awsAccountId, facts.verifier?.accountId]);
	const others = trusted.filter(({ accountId }) => accountId === null || !known.has(accountId));
	if (others.length === 0) {
		const observed = `${vendorOf(facts)} is let in with its external ID only, and nobody else but Rolebridge is named.`;
		return trustVerdict("passed", null, observed, trusted);
	}
	const names = [...new Set(others.map(({ principal }) => principal))].slice(0, 5).join(", ");
	const observed = `${vendorOf(facts)}'s entry is right. Others may assume the role too: ${names}.`;
	return trustVerdict("warning", "TRUST_POLICY_EXTRA_PRINCIPALS", observed, trusted);
}

/** Harness's account, and whatever the policy names inside it: some modules trust two users there. */
function harnessPrincipals(harness: HarnessSide, trusted: readonly TrustedPrincipal[]): readonly string[] {
	const named = trusted
		.filter(
			({ accountId, kind }) =>
				accountId === harness.cluster.awsAccountId && (kind === "user" || kind === "role"),
		)
		.map(({ principal }) => principal);
	return [...new Set([harness.cluster.principalArn, ...named])];
}

function wrongCases(
	policy: JsonValue,
	facts: ConnectorFacts,
	harness: HarnessSide,
	principals: readonly string[],
): readonly TrustCase[] {
	const stranger = strangerOf(facts.role.partition);
	return [
		...principals.flatMap((principal) => [
			askTrust(policy, principal, "no external ID", undefined),
			...nearMisses(harness.externalId).map((miss) =>
				askTrust(policy, principal, `a wrong external ID (${miss.kind})`, miss.externalId),
			),
		]),
		askTrust(policy, stranger, "no external ID", undefined),
		// The vendor's external ID is no secret.
		askTrust(policy, stranger, `${vendorOf(facts)}'s external ID`, harness.externalId),
	];
}

function undecidable(trusted: readonly TrustedPrincipal[], cases: readonly TrustCase[]): Verdict {
	const observed = "The trust policy depends on something that cannot be told from its text.";
	return trustVerdict("unknown", "TRUST_POLICY_UNDECIDED", observed, trusted, cases);
}
