import type { AwsAnswer, RoleSession } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { AccountId } from "#lib/domain/account-id.ts";
import { formatRoleArn, type RoleArn } from "#lib/domain/arn.ts";
import { accountExternalId, type ExternalId, nearMisses } from "#lib/domain/external-id.ts";
import { SESSION_NAME_PREFIX, sessionPolicy } from "#lib/domain/permissions/session-policy.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { ORGANIZATION_READER_ROLE_NAME, type Rollout } from "#lib/domain/rollout.ts";
import { nearMissInTurn } from "#lib/domain/schedule.ts";

type Reader = {
	readonly rollout: Rollout;
	readonly accountId: AccountId;
	readonly roleArn: RoleArn;
	readonly externalId: ExternalId;
};

/** Where the stack set is administered, and where our reader role therefore is; null: it was not said. */
function administratorOf({ launch, managementAccountId }: Rollout): AccountId | null {
	return launch?.delegatedAdministratorId ?? managementAccountId;
}

/**
 * A session of the organization reader role, once it has refused us without its external ID and with a wrong one. A
 * role that lets others in is not used, whatever it would show. The caller closes the session.
 */
export async function openReader(
	ctx: Context,
	rollout: Rollout,
	signal: AbortSignal,
): Promise<Result<RoleSession>> {
	const accountId = administratorOf(rollout);
	if (accountId === null) return failed({ code: "ROLLOUT_INCOMPLETE" });
	const { partition } = rollout;
	const reader: Reader = {
		rollout,
		accountId,
		roleArn: formatRoleArn({ partition, accountId, path: "/", roleName: ORGANIZATION_READER_ROLE_NAME }),
		externalId: accountExternalId(rollout.verifierExternalId, accountId),
	};
	const opened = await ctx.aws.openRole({
		...request(reader, reader.externalId, signal),
		policy: sessionPolicy("organization"),
	});
	if (opened.kind !== "answered") return failed(whyNot(opened));
	const session = opened.value;
	const weakness = await weaknessOf(ctx, reader, signal);
	if (weakness === null && session.accountId === accountId) return ok(session);
	session.close();
	return weakness ?? failed({ code: "ROLE_WRONG_ACCOUNT", detail: session.accountId });
}

/** The right ID works; these must not. Null: AWS denied each of them. */
async function weaknessOf(
	ctx: Context,
	reader: Reader,
	signal: AbortSignal,
): Promise<Extract<Result<never>, { ok: false }> | null> {
	for (const externalId of wrongIds(ctx, reader)) {
		const answer = await ctx.aws.probeRole({
			...request(reader, externalId, signal),
			policy: sessionPolicy("denied"),
		});
		if (answer.kind === "answered") {
			const detail = externalId === null ? "without an external ID" : "with a wrong external ID";
			return failed({ code: "ORGANIZATION_READER_NOT_STRICT", detail: `It let us in ${detail}.` });
		}
		// Only a plain denial says that the role asks for its ID.
		if (answer.code !== "ROLE_ACCESS_DENIED") return failed({ code: answer.code, detail: answer.message });
	}
	return null;
}

/** None at all, and near misses: each of them the first time, from then on the one whose turn it is. */
function wrongIds(ctx: Context, { rollout, externalId }: Reader): readonly (ExternalId | null)[] {
	const misses = nearMisses(externalId);
	if (rollout.readerFoundAt === null) return [null, ...misses.map((miss) => miss.externalId)];
	return [null, nearMissInTurn(misses, externalId, ctx.now())?.externalId ?? null];
}

function whyNot(answer: Exclude<AwsAnswer<unknown>, { kind: "answered" }>) {
	const isMissing = answer.code === "ROLE_ACCESS_DENIED";
	return {
		code: isMissing ? ("ORGANIZATION_READER_NOT_FOUND" as const) : answer.code,
		detail: answer.message,
	};
}

function request({ rollout, roleArn }: Reader, externalId: ExternalId | null, signal: AbortSignal) {
	const sessionName = `${SESSION_NAME_PREFIX}${rollout.id}`.slice(0, 64);
	return { partition: rollout.partition, roleArn, externalId, sessionName, signal };
}
