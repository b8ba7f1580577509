import type { RoleSession } from "#lib/aws/port.ts";
import type { HarnessSide } from "#lib/connectors/harness-side.ts";
import type { Context } from "#lib/context.ts";
import type { JsonValue } from "#lib/domain/check.ts";
import { nearMisses } from "#lib/domain/external-id.ts";
import { type TrustedPrincipal, whoCanAssume } from "#lib/domain/trust-policy/who-can-assume.ts";
import { type AssumeRoleDecision, decideAssumeRole } from "#lib/domain/trust-policy.ts";
import type { ConnectorFacts } from "./connector-facts.ts";
import { aws, passed, skipped, undecided, type Verdict } from "./verdict.ts";

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
	const judged = judgeTrustPolicy(trustPolicy, facts);
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

/** A principal that no policy of ours or Harness's names: what it may do, everybody may. */
const STRANGER_ACCOUNT_ID = "999999999999";
const SESSION_NAME = "harness-check";

type Case = { readonly who: string; readonly externalId: string; readonly decision: AssumeRoleDecision };

/** Pure: the verdict on a parsed trust policy. */
export function judgeTrustPolicy(policy: JsonValue, facts: ConnectorFacts): Verdict {
	const trusted = whoCanAssume(policy);
	if (trusted === null) {
		return verdict("unknown", "TRUST_POLICY_UNREADABLE", "The trust policy could not be read.", []);
	}
	if (facts.harness === null) {
		return verdict("unknown", "HARNESS_NOT_CONFIGURED", "Harness's AWS account is not known yet.", trusted);
	}
	const principals = harnessPrincipals(facts.harness, trusted);
	const wrong = wrongCases(policy, facts, facts.harness, principals);
	const admitted = wrong.filter(({ decision }) => decision.decision === "allowed");
	if (admitted.length > 0) {
		const [first] = admitted;
		const observed = `The trust policy lets in ${first?.who} with ${first?.externalId}.`;
		return verdict("failed", "TRUST_POLICY_ADMITS_OTHERS", observed, trusted, admitted);
	}
	const right = principals.map((principal) =>
		ask(policy, principal, "its external ID", facts.harness?.externalId),
	);
	const open = wrong.filter(({ decision }) => decision.decision === "unknown");
	if (open.length > 0) return undecidable(trusted, open);
	if (!right.some(({ decision }) => decision.decision === "allowed")) {
		if (right.some(({ decision }) => decision.decision === "unknown")) return undecidable(trusted, right);
		const observed = "The trust policy does not let Harness in with its external ID.";
		return verdict("failed", "TRUST_POLICY_REFUSES_HARNESS", observed, trusted, right);
	}
	return judgeOthers(facts, facts.harness, trusted);
}

function judgeOthers(
	facts: ConnectorFacts,
	harness: HarnessSide,
	trusted: readonly TrustedPrincipal[],
): Verdict {
	const known = new Set([harness.cluster.awsAccountId, facts.verifier?.accountId]);
	const others = trusted.filter(({ accountId }) => accountId === null || !known.has(accountId));
	if (others.length === 0) {
		const observed = "Harness is let in with its external ID only, and nobody else but Rolebridge is named.";
		return verdict("passed", null, observed, trusted);
	}
	const names = [...new Set(others.map(({ principal }) => principal))].slice(0, 5).join(", ");
	const observed = `Harness's entry is right. Others may assume the role too: ${names}.`;
	return verdict("warning", "TRUST_POLICY_EXTRA_PRINCIPALS", observed, trusted);
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
): readonly Case[] {
	const stranger = `arn:${facts.role.partition}:iam::${STRANGER_ACCOUNT_ID}:root`;
	return [
		...principals.flatMap((principal) => [
			ask(policy, principal, "no external ID", undefined),
			...nearMisses(harness.externalId).map((miss) =>
				ask(policy, principal, `a wrong external ID (${miss.kind})`, miss.externalId),
			),
		]),
		ask(policy, stranger, "no external ID", undefined),
		// Harness's external ID is no secret.
		ask(policy, stranger, "Harness's external ID", harness.externalId),
	];
}

function ask(policy: JsonValue, principalArn: string, words: string, externalId: string | undefined): Case {
	const decision = decideAssumeRole({ policy, principalArn, externalId, sessionName: SESSION_NAME });
	return { who: principalArn, externalId: words, decision };
}

function undecidable(trusted: readonly TrustedPrincipal[], cases: readonly Case[]): Verdict {
	const observed = "The trust policy depends on something that cannot be told from its text.";
	return verdict("unknown", "TRUST_POLICY_UNDECIDED", observed, trusted, cases);
}

function verdict(
	outcome: Verdict["outcome"],
	code: NonNullable<Verdict["code"]> | null,
	observed: string,
	trusted: readonly TrustedPrincipal[],
	cases: readonly Case[] = [],
): Verdict {
	const details = {
		whoCanAssume: trusted.map(
			(entry): JsonValue => ({
				kind: entry.kind,
				principal: entry.principal,
				accountId: entry.accountId,
				needs: entry.needs.map(({ operator, key, values }): JsonValue => ({ operator, key, values })),
			}),
		),
		cases: cases.map(
			({ who, externalId, decision }): JsonValue => ({ who, externalId, ...textOf(decision) }),
		),
	};
	return outcome === "passed" ? passed(observed, { details }) : { outcome, code, observed, details };
}

function textOf(decision: AssumeRoleDecision): { decision: string; reason: string } {
	return { decision: decision.decision, reason: decision.reason };
}
