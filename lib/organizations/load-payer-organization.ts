import type { RoleSession } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { DbTransaction } from "#lib/db/port.ts";
import type { SeenAccount } from "#lib/db/rollouts-port.ts";
import { parseAccountId } from "#lib/domain/account-id.ts";
import type { Connector } from "#lib/domain/connector.ts";
import {
	SESSION_NAME_PREFIX,
	type SessionPurpose,
	sessionPolicy,
} from "#lib/domain/permissions/session-policy.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { isRegistrable } from "#lib/domain/rollout/plan-rollout.ts";
import { ROLLOUT_ACCOUNT_LIMIT, type Rollout } from "#lib/domain/rollout.ts";
import { loadConnectorFacts } from "#lib/health/connector-facts.ts";
import { accountStateOf, readOrganization, refused } from "./read-organization.ts";
import { readPreconditions } from "./read-preconditions.ts";

/**
 * Before the launch: where the management account is connected here already, its units and accounts are read through
 * its role, so that they can be chosen by name. Our own template's guard lets our sessions list the accounts and no
 * more: then their names are read, and units are typed.
 */
export async function loadPayerOrganization(
	ctx: Context,
	{ rolloutId, signal }: { readonly rolloutId: string; readonly signal: AbortSignal },
): Promise<Result<true>> {
	const rollout = await ctx.db.rollouts.find(rolloutId);
	if (rollout === null || rollout.status !== "draft") return failed({ code: "ROLLOUT_NOT_FOUND" });
	const payer = await payerOf(ctx, rollout);
	if (payer === null) return failed({ code: "CONNECTOR_NOT_FOUND" });
	const whole = await throughPayer(ctx, payer, "organization", signal, (session) =>
		storeOrganization(ctx, session, rollout, signal),
	);
	if (whole.ok || whole.failure.code !== "PERMISSION_DENIED") return whole;
	return throughPayer(ctx, payer, "checks", signal, (session) => storeNames(ctx, session, rollout, signal));
}

async function throughPayer(
	ctx: Context,
	payer: Connector,
	purpose: SessionPurpose,
	signal: AbortSignal,
	read: (session: RoleSession) => Promise<Result<true>>,
): Promise<Result<true>> {
	const opened = await openPayer(ctx, payer, purpose, signal);
	if (!opened.ok) return opened;
	try {
		return await read(opened.value);
	} finally {
		opened.value.close();
	}
}

async function storeOrganization(
	ctx: Context,
	session: RoleSession,
	rollout: Rollout,
	signal: AbortSignal,
): Promise<Result<true>> {
	const read = await readOrganization(session.organization, rollout, signal);
	if (!read.ok) return read;
	const now = ctx.now();
	const organization = await readPreconditions(session.organization, rollout, read.value, { now, signal });
	return storeUnchanged(ctx, rollout, async ({ rollouts }) => {
		await rollouts.replaceUnits(rollout.id, read.value.units);
		await rollouts.seeAccounts(rollout.id, read.value.accounts, { at: now, isComplete: true });
		await rollouts.observe(rollout.id, { organization });
	});
}

/** AWS was read meanwhile: what it said of one management account is not stored for another. */
async function storeUnchanged(
	ctx: Context,
	{ id, managementAccountId }: Rollout,
	store: (tx: DbTransaction) => Promise<void>,
): Promise<Result<true>> {
	return ctx.db.transaction(async (tx) => {
		if (!(await tx.rollouts.holdDraft(id, managementAccountId)))
			return failed({ code: "ROLLOUT_CHANGED_MEANWHILE" });
		await store(tx);
		return ok(true);
	});
}

/** Who is in the organization, and nothing of where: no unit and no wave is known of anybody. */
async function storeNames(
	ctx: Context,
	session: RoleSession,
	rollout: Rollout,
	signal: AbortSignal,
): Promise<Result<true>> {
	const answer = await session.organizationAccounts(signal);
	if (answer.kind !== "answered") return refused(answer);
	if (answer.value.length > ROLLOUT_ACCOUNT_LIMIT) return failed({ code: "ORGANIZATION_TOO_LARGE" });
	const accounts = answer.value.flatMap(({ accountId, name, state }): readonly SeenAccount[] => {
		const parsed = parseAccountId(accountId);
		if (!parsed.ok) return [];
		const isManagement = accountId === rollout.managementAccountId;
		const unknown = { unitId: null, tags: null, wave: null };
		return [{ ...unknown, accountId: parsed.value, name, state: accountStateOf(state), isManagement }];
	});
	return storeUnchanged(ctx, rollout, async ({ rollouts }) => {
		await rollouts.seeAccounts(rollout.id, accounts, { at: ctx.now(), isComplete: true });
	});
}

/**
 * Watched, and proven by our own calls of late: nothing is read through a role that lets others in, or of which nobody
 * knows by now.
 */
async function payerOf(ctx: Context, rollout: Rollout): Promise<Connector | null> {
	const { kind, managementAccountId, harnessAccountRef } = rollout;
	if (kind !== "organization" || managementAccountId === null) return null;
	const isVendorMode = (await ctx.db.settings.get()).verifierMode === "vendor";
	const connectors = await ctx.db.connectors.findByAccount(harnessAccountRef, managementAccountId);
	for (const connector of connectors) {
		const { destination, status, proof, offboarding, pausedAt } = connector;
		if (destination !== "harness-ccm") continue;
		if (status !== "registered" || proof !== "direct" || offboarding !== null || pausedAt !== null) continue;
		const results = await ctx.db.checks.latest(connector.id);
		if (isRegistrable({ connector, results, now: ctx.now(), isVendorMode })) return connector;
	}
	return null;
}

async function openPayer(
	ctx: Context,
	connector: Connector,
	purpose: SessionPurpose,
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
		policy: sessionPolicy(purpose),
		signal,
	});
	if (answer.kind !== "answered") return failed({ code: answer.code, detail: answer.message });
	if (answer.value.accountId === role.accountId) return ok(answer.value);
	answer.value.close();
	return failed({ code: "ROLE_WRONG_ACCOUNT", detail: answer.value.accountId });
}
