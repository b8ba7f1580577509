import type { JsonValue } from "#lib/domain/check.ts";
import type { Partition } from "#lib/domain/partition.ts";
import type { TrustedPrincipal } from "#lib/domain/trust-policy/who-can-assume.ts";
import { type AssumeRoleDecision, decideAssumeRole } from "#lib/domain/trust-policy.ts";
import { passed, type Verdict } from "./verdict.ts";

/** A principal that no policy of ours or Harness's names: what it may do, everybody may. */
const STRANGER_ACCOUNT_ID = "999999999999";
const SESSION_NAME = "harness-check";

/** One question to a trust policy and its answer; `externalId` in words, never the ID itself. */
export type TrustCase = {
	readonly who: string;
	readonly externalId: string;
	readonly decision: AssumeRoleDecision;
};

export function strangerOf(partition: Partition): string {
	return `arn:${partition}:iam::${STRANGER_ACCOUNT_ID}:root`;
}

export function askTrust(
	policy: JsonValue,
	principalArn: string,
	words: string,
	externalId: string | undefined,
): TrustCase {
	const decision = decideAssumeRole({ policy, principalArn, externalId, sessionName: SESSION_NAME });
	return { who: principalArn, externalId: words, decision };
}

/** With the table of who can assume the role, and the cases that decided. */
export function trustVerdict(
	outcome: Verdict["outcome"],
	code: NonNullable<Verdict["code"]> | null,
	observed: string,
	trusted: readonly TrustedPrincipal[],
	cases: readonly TrustCase[] = [],
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
