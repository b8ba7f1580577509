import type { Context } from "#lib/context.ts";
import type { AccountId } from "#lib/domain/account-id.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { accountExternalId, type ExternalId } from "#lib/domain/external-id.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { powerlessSession } from "#lib/health/assume.ts";
import { type ConnectorFacts, connectorFacts, type SharedFacts } from "#lib/health/connector-facts.ts";

/** Two calls each: seconds, also where all of them keep their own. The rest follows with the next look. */
const MOST = 500;
const AT_ONCE = 20;

type TakeOver = {
	readonly rollout: Rollout;
	/** Nobody can look at the stack set: every tied account may be reached. */
	readonly isBlind: boolean;
	readonly signal: AbortSignal;
};

/**
 * An account that was connected before may have its role made anew by the stack set, which then asks for the external
 * ID that the account has in this rollout. Its connector goes over to that ID, and to the rollout, once AWS takes the
 * new one and refuses the old one; a role that still answers to its own ID is another's, and stays as it is. How many.
 */
export async function takeOverTied(ctx: Context, { rollout, isBlind, signal }: TakeOver): Promise<number> {
	const turn = ctx.now().toISOString();
	const tied = await ctx.db.rollouts.tiedElsewhere(rollout.id, { isBlind, turn, limit: MOST });
	if (tied.length === 0) return 0;
	const settings = await ctx.db.settings.get();
	// Then roles are asked with Harness's ID, and none of ours is in any trust policy.
	if (settings.verifierMode === "vendor") return 0;
	const harnessAccount = await ctx.db.harnessAccounts.find(rollout.harnessAccountRef);
	const shared = { settings, harnessAccount, verifier: null };
	let count = 0;
	for (let at = 0; at < tied.length && !signal.aborted; at += AT_ONCE) {
		const some = tied.slice(at, at + AT_ONCE);
		const done = await Promise.all(
			some.map((account) => takeOver(ctx, rollout, { ...account, shared, signal })),
		);
		count += done.filter(Boolean).length;
	}
	return count;
}

type Tied = {
	readonly connectorId: string;
	readonly accountId: AccountId;
	readonly shared: SharedFacts;
	readonly signal: AbortSignal;
};

async function takeOver(
	ctx: Context,
	rollout: Rollout,
	{ connectorId, accountId, shared, signal }: Tied,
): Promise<boolean> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null || connector.rolloutId === rollout.id) return false;
	const externalId = accountExternalId(rollout.verifierExternalId, accountId);
	// The rollout before this one left its external IDs to it.
	const isKept = connector.verifierExternalId === externalId;
	if (!isKept) {
		const facts = connectorFacts(connector, shared);
		if (!facts.ok || !(await isOfStackSet(ctx, facts.value, externalId, signal))) return false;
	}
	return save(ctx, rollout, connector, externalId);
}

/**
 * The new ID opens the role and the connector's own does not: only a template that bears this rollout's ID makes such
 * a role. Throttling, a time-out or an organization's deny say nothing; no session that is opened may do anything.
 */
async function isOfStackSet(
	ctx: Context,
	facts: ConnectorFacts,
	externalId: ExternalId,
	signal: AbortSignal,
): Promise<boolean> {
	const taken = await ctx.aws.probeRole(powerlessSession(facts, externalId, signal));
	if (taken.kind !== "answered" || taken.value.accountId !== facts.overview.awsAccountId) return false;
	const refused = await ctx.aws.probeRole(powerlessSession(facts, facts.externalId, signal));
	return refused.kind === "denied" && refused.code === "ROLE_ACCESS_DENIED";
}

/** False: somebody else saved meanwhile; the next look asks again. */
function save(
	ctx: Context,
	{ id: rolloutId }: Rollout,
	{ id, version, status, proof }: Connector,
	externalId: ExternalId,
): Promise<boolean> {
	return ctx.db.transaction(async (tx) => {
		const at = ctx.now();
		const change = { rolloutId, verifierExternalId: externalId, rotation: null };
		const saved = await tx.connectors.save(id, version, change);
		if (saved === null || typeof saved === "string") return false;
		await tx.changes.note(id, "rotation", null);
		const details = { version: saved.version, rolloutId };
		await tx.audit.append({ actor: ctx.actor, action: "connector.taken-over", subject: id, at, details });
		// The role trusts us by now, so that Harness's word is needed no more.
		if (status === "registered" && proof === "harness") await ctx.jobs.proveDirect(id, { sql: tx.sql });
		return true;
	});
}
