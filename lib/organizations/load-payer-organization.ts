import type { RoleSession } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { SESSION_NAME_PREFIX, sessionPolicy } from "#lib/domain/permissions/session-policy.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { loadConnectorFacts } from "#lib/health/connector-facts.ts";
import { readOrganization } from "./read-organization.ts";
import { readPreconditions } from "./read-preconditions.ts";

/**
 * Before the launch: where the management account is connected here already, and its role lets us see more than the
 * checks need, its units and accounts are read, so that they can be chosen by name. A role that does not is no
 * failure of the rollout: its units are then typed.
 */
export async function loadPayerOrganization(
	ctx: Context,
	{ rolloutId, signal }: { readonly rolloutId: string; readonly signal: AbortSignal },
): Promise<Result<true>> {
	const rollout = await ctx.db.rollouts.find(rolloutId);
	if (rollout === null || rollout.status !== "draft") return failed({ code: "ROLLOUT_NOT_FOUND" });
	const payer = await payerOf(ctx, rollout);
	if (payer === null) return failed({ code: "CONNECTOR_NOT_FOUND" });
	const opened = await openPayer(ctx, payer, signal);
	if (!opened.ok) return opened;
	const session = opened.value;
	try {
		const read = await readOrganization(session.organization, rollout, signal);
		if (!read.ok) return read;
		const now = ctx.now();
		await ctx.db.rollouts.replaceUnits(rolloutId, read.value.units);
		await ctx.db.rollouts.seeAccounts(rolloutId, read.value.accounts, { at: now, isComplete: true });
		const organization = await readPreconditions(session.organization, rollout, read.value, { now, signal });
		await ctx.db.rollouts.observe(rolloutId, { organization });
		return ok(true);
	} finally {
		session.close();
	}
}

/** Proven by our own calls and in no quarantine: nothing is read through a role that lets others in. */
async function payerOf(ctx: Context, rollout: Rollout): Promise<Connector | null> {
	const { kind, managementAccountId, harnessAccountRef } = rollout;
	if (kind !== "organization" || managementAccountId === null) return null;
	const connectors = await ctx.db.connectors.findByAccount(harnessAccountRef, managementAccountId);
	for (const connector of connectors) {
		if (connector.status !== "registered" || connector.proof !== "direct" || connector.offboarding !== null)
			continue;
		const health = await ctx.db.connectors.health(connector.id);
		if (health !== null && health.state !== "quarantined") return connector;
	}
	return null;
}

async function openPayer(
	ctx: Context,
	connector: Connector,
	signal: AbortSignal,
): Promise<Result<RoleSession>> {
	const facts = await loadConnectorFacts(ctx, connector, null);
	if (!facts.ok) return facts;
	const { role, externalId } = facts.value;
	const answer = await ctx.aws.openRole({
		partition: role.partition,
		roleArn: role.arn,
		externalId,
		sessionName: `${SESSION_NAME_PREFIX}${connector.id}`.slice(0, 64),
		policy: sessionPolicy("organization"),
		signal,
	});
	if (answer.kind !== "answered") return failed({ code: answer.code, detail: answer.message });
	if (answer.value.accountId === role.accountId) return ok(answer.value);
	answer.value.close();
	return failed({ code: "ROLE_WRONG_ACCOUNT", detail: answer.value.accountId });
}
