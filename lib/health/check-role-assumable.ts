import type { AwsAnswer, RoleSession } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import { decideRoleDenial, type RoleDenial } from "#lib/domain/waiting.ts";
import { powerlessSession, readingSession } from "./assume.ts";
import type { ConnectorFacts } from "./connector-facts.ts";
import { aws, passed, timed, undecided, type Verdict } from "./verdict.ts";

/** When the role answered before, and whether Harness says that it still does. */
export type RoleHistory = {
	readonly firstPassedAt: Date | null;
	readonly lastPassedAt: Date | null;
	readonly harnessPasses: boolean;
};

export type OpenedRole = { readonly result: CheckResult; readonly session: RoleSession | null };

/** Assumes the role with its external ID; the session comes along for the checks that read as the role. */
export async function checkRoleAssumable(
	ctx: Context,
	facts: ConnectorFacts,
	history: RoleHistory,
	signal: AbortSignal,
): Promise<OpenedRole> {
	let session: RoleSession | null = null;
	const result = await timed(ctx, "role-assumable", async () => {
		const answer = await ctx.aws.openRole(readingSession(facts, signal));
		const verdict = judge(ctx, facts, history, answer);
		if (answer.kind === "answered") {
			if (verdict.outcome === "passed") session = answer.value;
			else answer.value.close();
		}
		return verdict;
	});
	return { result, session };
}

/** The same question after the negative checks: denials in between prove nothing about a role that went away. */
export function checkRoleStillAssumable(
	ctx: Context,
	facts: ConnectorFacts,
	history: RoleHistory,
	signal: AbortSignal,
): Promise<CheckResult> {
	return timed(ctx, "role-assumable", async () =>
		judge(ctx, facts, history, await ctx.aws.probeRole(powerlessSession(facts, facts.externalId, signal))),
	);
}

type Assumed = AwsAnswer<{ readonly accountId: string; readonly assumedRoleArn: string }>;

function judge(ctx: Context, facts: ConnectorFacts, history: RoleHistory, answer: Assumed): Verdict {
	if (answer.kind === "answered") return judgeAccount(facts, answer);
	if (answer.kind === "failed") {
		if (answer.code === "REGION_DISABLED") {
			return {
				outcome: "failed",
				code: "REGION_DISABLED",
				observed: `AWS STS is switched off in ${answer.region} for this account.`,
				...aws(answer),
			};
		}
		return undecided("AWS gave no answer to AssumeRole that says anything about the role.", answer);
	}
	if (answer.code === "ORGANIZATION_DENY") {
		return {
			outcome: "failed",
			code: "ORGANIZATION_DENY",
			observed: "A policy of an AWS organization denies AssumeRole on this role.",
			...aws(answer),
		};
	}
	return { ...judgeDenial(ctx, facts, history), ...aws(answer) };
}

function judgeDenial(ctx: Context, facts: ConnectorFacts, history: RoleHistory): Verdict {
	if (history.harnessPasses) {
		return {
			outcome: "unknown",
			code: "ROLE_DOES_NOT_TRUST_US",
			observed: "Harness's own test passes, but the role does not let Rolebridge in.",
		};
	}
	const { launchedAt } = facts.connector;
	const { firstPassedAt, lastPassedAt } = history;
	const denial = decideRoleDenial({ now: ctx.now(), launchedAt, firstPassedAt, lastPassedAt });
	return { outcome: denial.outcome, code: denial.code, observed: denialSentence(denial) };
}

function denialSentence(denial: RoleDenial): string {
	switch (denial.code) {
		case "ROLE_PROPAGATING":
			return "The role does not answer yet.";
		case "ROLE_ACCESS_DENIED":
			return "AWS denied AssumeRole: the role is missing, does not trust Rolebridge, or asks for another external ID.";
		case "ROLE_STOPPED_WORKING":
			return `AWS denied AssumeRole. It worked until ${denial.workedUntil.toISOString()}.`;
		default:
			return denial satisfies never;
	}
}

function judgeAccount(facts: ConnectorFacts, answer: Extract<Assumed, { kind: "answered" }>): Verdict {
	const { accountId, assumedRoleArn } = answer.value;
	const details = { assumedRoleArn, accountId };
	const declared = facts.overview.awsAccountId;
	if (accountId !== declared) {
		return {
			outcome: "failed",
			code: "ROLE_WRONG_ACCOUNT",
			observed: `The role that answered is in account ${accountId}, not in ${declared}.`,
			...aws(answer),
			details,
		};
	}
	return passed(`AWS let us assume the role in account ${accountId} with its external ID.`, {
		...aws(answer),
		details,
	});
}
