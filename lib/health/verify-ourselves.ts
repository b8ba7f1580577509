import type { Aws, AwsAnswer } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { VerifierStatus } from "#lib/db/port.ts";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { formatRoleArn, parseRoleArn, roleArnOfAssumedRole } from "#lib/domain/arn.ts";
import { CANARY_EXTERNAL_ID } from "#lib/domain/canary.ts";
import { parseExternalId } from "#lib/domain/external-id.ts";
import type { Partition } from "#lib/domain/partition.ts";
import { SESSION_NAME_PREFIX, sessionPolicy } from "#lib/domain/permissions/session-policy.ts";
import { askHarnessAboutItself } from "./ask-harness-about-itself.ts";
import { tellVerifierState } from "./gate.ts";
import { aws, checkResult, passed, type Verdict } from "./verdict.ts";

/** Partitions that Harness serves. */
const PARTITIONS: readonly Partition[] = ["aws", "aws-us-gov"];

/** Our own side first: who we are to AWS, whether we may assume at all, and whether Harness takes our key. */
export async function verifyOurselves(
	ctx: Context,
	input: { readonly partition?: Partition; readonly signal?: AbortSignal } = {},
): Promise<readonly VerifierStatus[]> {
	const partitions = input.partition === undefined ? PARTITIONS : [input.partition];
	return await Promise.all(partitions.map((partition) => verifyOne(ctx, partition, input.signal)));
}

type Identity = Awaited<ReturnType<Aws["callerIdentity"]>>;

async function verifyOne(
	ctx: Context,
	partition: Partition,
	signal: AbortSignal = AbortSignal.timeout(60_000),
): Promise<VerifierStatus> {
	const startedAt = ctx.now();
	const [identity, harness] = await Promise.all([
		ctx.aws.callerIdentity({ partition, signal }),
		askHarnessAboutItself(ctx, partition, signal),
	]);
	const accountId = identity.kind === "answered" ? identity.value.accountId : null;
	const principalArn = identity.kind === "answered" ? principalArnOf(ctx, partition, identity.value) : null;
	const own = await judge(ctx, partition, identity, principalArn, signal);
	// Harness's key is part of our side, but AWS can be judged without it.
	const verdict =
		own.outcome === "passed" && harness !== null ? { ...own, ...harness, details: own.details } : own;
	const result = checkResult("verifier-self", verdict, startedAt, ctx.now());
	const status = { partition, accountId, principalArn, result };
	const before = await ctx.db.verifiers.find(partition);
	await ctx.db.verifiers.save(status);
	await tellVerifierState(ctx, status, before);
	return status;
}

async function judge(
	ctx: Context,
	partition: Partition,
	identity: Identity,
	principalArn: string | null,
	signal: AbortSignal,
): Promise<Verdict> {
	if (identity.kind !== "answered") return judgeNoIdentity(identity);
	const { accountId } = identity.value;
	const canary = await askCanary(ctx, partition, accountId, signal);
	if (canary !== null && canary.outcome !== "passed") return canary;
	const known = `AWS knows us as ${principalArn ?? identity.value.arn}.`;
	const observed = canary === null ? known : `${known} The canary role lets us in.`;
	const details = { arn: identity.value.arn, canary: canary === null ? "not set" : "answers" };
	return passed(observed, { ...aws(identity), details });
}

function judgeNoIdentity(refusal: Exclude<Identity, { kind: "answered" }>): Verdict {
	const { code } = refusal;
	if (code === "VERIFIER_NO_CREDENTIALS_FOR_PARTITION") {
		return { outcome: "skipped", code, observed: "There are no AWS credentials for this partition." };
	}
	const isOurs = code.startsWith("VERIFIER_");
	const observed = isOurs ? "AWS does not take our own credentials." : "AWS does not answer us.";
	return { outcome: isOurs ? "failed" : "unknown", code, observed, ...aws(refusal) };
}

/** A role in our own account: if even that one refuses us, no customer's role is to blame. */
async function askCanary(
	ctx: Context,
	partition: Partition,
	ownAccountId: string,
	signal: AbortSignal,
): Promise<Verdict | null> {
	const { canaryRoleArn } = await ctx.db.settings.get();
	const role = parseRoleArn(canaryRoleArn);
	const externalId = parseExternalId(CANARY_EXTERNAL_ID);
	if (!role.ok || !externalId.ok || role.value.partition !== partition) return null;
	if (role.value.accountId !== ownAccountId) {
		const observed = `The canary role is in account ${role.value.accountId}, and we are in ${ownAccountId}.`;
		return { outcome: "failed", code: "CANARY_FAILED", observed };
	}
	const answer: AwsAnswer<unknown> = await ctx.aws.probeRole({
		partition,
		roleArn: role.value.arn,
		externalId: externalId.value,
		sessionName: `${SESSION_NAME_PREFIX}canary`,
		policy: sessionPolicy("denied"),
		signal,
	});
	if (answer.kind === "answered") return passed("The canary role lets us in.");
	if (answer.kind === "denied") {
		return {
			outcome: "failed",
			code: "CANARY_FAILED",
			observed: "Our own canary role denies us.",
			...aws(answer),
		};
	}
	const outcome = answer.code === "VERIFIER_NOT_ALLOWED" ? "failed" : "unknown";
	return { outcome, code: answer.code, observed: "We could not assume our own canary role.", ...aws(answer) };
}

/** The ARN that trust policies name. GetCallerIdentity loses a role's path; then the setting says it. */
function principalArnOf(
	ctx: Context,
	partition: Partition,
	identity: { accountId: string; arn: string },
): string {
	const configured = ctx.config.verifierPrincipalArn;
	if (configured?.startsWith(`arn:${partition}:`)) return configured;
	const session = roleArnOfAssumedRole(identity.arn);
	const accountId = parseAccountId(identity.accountId);
	if (session === null || !accountId.ok) return identity.arn;
	return formatRoleArn({ partition, accountId: accountId.value, path: "/", roleName: session.roleName });
}
