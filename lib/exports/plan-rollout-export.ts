import { harnessSide } from "#lib/connectors/harness-side.ts";
import { templateRefusal } from "#lib/connectors/launch.ts";
import { organizationTemplateInForce } from "#lib/connectors/organization-template-in-force.ts";
import { templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import type { RolloutAccountRow } from "#lib/db/rollouts-port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { ExportAccount, ExportPlan } from "#lib/domain/exports/export-plan.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { unitChain } from "#lib/domain/rollout/waves.ts";
import { type PlanAction, type PlanRow, ROLLOUT_ACCOUNT_LIMIT, type Rollout } from "#lib/domain/rollout.ts";
import { HARNESS_TEMPLATE_PARAMETERS, TEMPLATE_PARAMETERS } from "#lib/domain/template-parameters.ts";
import { exportHarness, planConnector } from "./plan-connectors.ts";
import { planStackSet, type RolloutFacts } from "./plan-stack-set.ts";
import { readingOnce } from "./reading-once.ts";
import { rolloutTrust } from "./rollout-trust.ts";
import { ruledAccount } from "./ruled-account.ts";

export type PlanRolloutExport = {
	readonly rollout: Rollout;
	/** The form makes roles: its template must be one that CloudFormation knows. */
	readonly makesRoles: boolean;
	/** Only the first so many accounts: to look at, not to use. */
	readonly limit?: number;
};

const PAGE = 1_000;
/** So many connectors are read at once, in a few statements. */
const BATCH = 200;
/** Accounts that left are told of, too; no more are held in memory than these. */
const MOST_ROWS = 2 * ROLLOUT_ACCOUNT_LIMIT;

/** What an export of a rollout is written from: its stack set, and every account as it is planned or stands. */
export async function planRolloutExport(
	context: Context,
	{ rollout, makesRoles, limit = MOST_ROWS + 1 }: PlanRolloutExport,
): Promise<Result<ExportPlan>> {
	const ctx = readingOnce(context);
	const facts = await readFacts(ctx, rollout, makesRoles);
	if (!facts.ok) return facts;
	const { harness, units } = facts.value;
	const rows = await readAccounts(ctx, rollout.id, limit);
	const standing = rows.filter(({ leftAt }) => leftAt === null).length;
	if (rows.length > MOST_ROWS || standing > ROLLOUT_ACCOUNT_LIMIT) {
		const detail = `An export holds at most ${ROLLOUT_ACCOUNT_LIMIT.toLocaleString("en")} accounts.`;
		return failed({ code: "INPUT_INVALID", detail });
	}
	const planned = await planAccounts(ctx, facts.value, rows);
	if (!planned.ok) return planned;
	const members = rows.map((row) => ({ ...row, chain: unitChain(units, row.unitId) }));
	return ok({
		title: rollout.name,
		scope: "rollout",
		harness,
		naming: rollout.naming,
		stackSet: rollout.kind === "organization" ? planStackSet(facts.value, members) : null,
		platform: [],
		...planned.value,
	});
}

async function readFacts(ctx: Context, rollout: Rollout, makesRoles: boolean): Promise<Result<RolloutFacts>> {
	const { features, launch, partition } = rollout;
	if (features === null || launch === null) return failed({ code: "ROLLOUT_INCOMPLETE" });
	const account = await ctx.db.harnessAccounts.find(rollout.harnessAccountRef);
	const side = harnessSide(account, partition);
	if (!side.ok) return side;
	if (account === null) return failed({ code: "HARNESS_NOT_CONFIGURED" });
	const trust = await rolloutTrust(ctx, rollout, side.value);
	if (!trust.ok && makesRoles) return trust;
	const template = await templateInForce(ctx, partition);
	const refusal = makesRoles
		? await templateRefusal(ctx, rollout, template, TEMPLATE_NAMES[template.source])
		: null;
	if (refusal !== null) return failed({ code: refusal });
	const units = new Map((await ctx.db.rollouts.units(rollout.id)).map((unit) => [unit.id, unit]));
	const nobody = { harness: side.value.cluster, externalId: side.value.externalId, verifier: null };
	return ok({
		...{ rollout, features, launch, template, units, makesRoles },
		harness: exportHarness(account, side.value),
		harnessExternalId: side.value.externalId,
		input: {
			trust: trust.ok ? trust.value : nobody,
			source: template.source,
			...{ features, role: launch.role },
		},
		organizationTemplate: await organizationTemplateInForce(ctx, partition),
	});
}

/** A stack set is given all of them. */
const TEMPLATE_NAMES = { ours: TEMPLATE_PARAMETERS, harness: HARNESS_TEMPLATE_PARAMETERS } as const;

/** By account id. */
async function readAccounts(
	ctx: Context,
	rolloutId: string,
	limit: number,
): Promise<readonly RolloutAccountRow[]> {
	const rows: RolloutAccountRow[] = [];
	for (let after = ""; rows.length < limit; ) {
		const page = {
			...(after !== "" && { after }),
			limit: Math.min(PAGE, limit - rows.length),
			now: ctx.now(),
		};
		const found = await ctx.db.rollouts.accounts(rolloutId, {}, page);
		rows.push(...found);
		after = found.at(-1)?.accountId ?? "";
		if (found.length < page.limit) break;
	}
	return rows;
}

async function planAccounts(
	ctx: Context,
	facts: RolloutFacts,
	rows: readonly RolloutAccountRow[],
): Promise<Result<Pick<ExportPlan, "accounts" | "left">>> {
	const accounts: ExportAccount[] = [];
	const left: { accountId: string; why: string }[] = [];
	const identifierOf = await identifiersInHarness(ctx, facts.rollout.id, rows.length);
	for (let at = 0; at < rows.length; at += BATCH) {
		const some = rows.slice(at, at + BATCH);
		const ids = some.flatMap(({ connector }) => (connector === null ? [] : [connector.id]));
		const known = await ctx.db.evidence.load(ids);
		const planned = await Promise.all(
			some.map(async (row) => {
				const stored = known.get(row.connector?.id ?? "")?.connector ?? null;
				return planAccount(ctx, facts, { row, stored, existing: await identifierOf(row.accountId) });
			}),
		);
		for (const [index, each] of planned.entries()) {
			if (!each.ok) return each;
			if (typeof each.value !== "string") accounts.push(each.value);
			else left.push({ accountId: some[index]?.accountId ?? "", why: each.value });
		}
	}
	return ok({ accounts, left });
}

/** Those of fewer accounts are looked up one by one. */
const FEW = 100;
const THERE = ["adopt", "update", "unchanged"] as const satisfies readonly PlanAction[];

/** Under which identifier the newest plan found an account in Harness; null: it did not, or there is no plan. */
async function identifiersInHarness(
	ctx: Context,
	rolloutId: string,
	count: number,
): Promise<(accountId: string) => Promise<string | null>> {
	const plan = await ctx.db.rolloutPlans.latest(rolloutId);
	if (plan === null || plan.state !== "ready") return async () => null;
	const isThere = (row: PlanRow | null) => row !== null && THERE.some((action) => action === row.action);
	if (count < FEW) {
		return async (accountId) => {
			const row = await ctx.db.rolloutPlans.row(plan.id, accountId);
			return isThere(row) ? (row?.identifier ?? null) : null;
		};
	}
	const found = new Map<string, string>();
	for (let after = ""; ; ) {
		const rows = await ctx.db.rolloutPlans.rows(plan.id, { ...(after !== "" && { after }), limit: PAGE });
		for (const row of rows) if (isThere(row)) found.set(row.accountId, row.identifier);
		after = rows.at(-1)?.accountId ?? "";
		if (rows.length < PAGE) return async (accountId) => found.get(accountId) ?? null;
	}
}

const GONE: Readonly<Partial<Record<RolloutAccountRow["state"], string>>> = {
	SUSPENDED: "it is suspended",
	PENDING_CLOSURE: "it is being closed",
	CLOSED: "it is closed",
};

type Account = {
	readonly row: RolloutAccountRow;
	readonly stored: Connector | null;
	/** Its identifier in Harness, as the newest plan found it; null: it did not. */
	readonly existing: string | null;
};

/** The account, or why it is left out. */
async function planAccount(
	ctx: Context,
	facts: RolloutFacts,
	{ row, stored, existing }: Account,
): Promise<Result<ExportAccount | string>> {
	const why = leftOut(facts, row);
	if (why !== null) return ok(why);
	const own = ruledAccount(ctx, facts, row, existing);
	if (stored === null || stored.status === "offboarded") return ok(own ?? NO_FEATURES);
	const planned = await planConnector(ctx, stored, false);
	if (!planned.ok) return planned.failure.code === "CONNECTOR_INCOMPLETE" ? ok(own ?? NO_FEATURES) : planned;
	const isOfStackSet = facts.rollout.kind === "organization" && !row.isManagement;
	const { connector, existsInHarness } = planned.value;
	return ok({
		...planned.value,
		// An identifier never changes in Harness: one that is adopted keeps it.
		connector:
			existsInHarness === null && existing !== null ? { ...connector, identifier: existing } : connector,
		accountName: row.name,
		isManagement: row.isManagement,
		stack: own === null || (isOfStackSet && stored.roleFoundAt !== null) ? null : own.stack,
		existsInHarness: existsInHarness ?? existing,
	});
}

const NO_FEATURES = "no feature was chosen for it";

function leftOut({ rollout, features, launch }: RolloutFacts, row: RolloutAccountRow): string | null {
	if (row.leftAt !== null) return "it left the organization";
	const gone = GONE[row.state];
	if (gone !== undefined) return gone;
	if (row.isManagement)
		return features.payer === null ? "the management account gets no connector here" : null;
	if (rollout.kind !== "organization" || row.connector !== null) return null;
	if (row.wave === null) return "no unit of the stack set covers it";
	return row.wave >= Math.max(launch.wavesBegun, 1) ? "its wave has not begun" : null;
}
