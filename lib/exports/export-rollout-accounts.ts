import type { Context } from "#lib/context.ts";
import type { RolloutAccountRow } from "#lib/db/rollouts-port.ts";
import { csvLine } from "#lib/domain/csv.ts";
import type { OrganizationUnit, Rollout } from "#lib/domain/rollout.ts";

/** So many accounts are in memory at once. */
const BATCH = 1_000;

const COLUMNS = [
	"account_id",
	"account_name",
	"organizational_unit",
	"state",
	"left_at",
	"wave",
	"stage",
	"stack_status",
	"stack_reason",
	"connector_id",
	"connector_name",
	"health",
	"problem",
	"problem_cause",
	"problem_words",
] as const;

/** Every account of a rollout as CSV, piece by piece as it is taken. */
export async function exportRolloutAccounts(
	ctx: Context,
	{ id }: Pick<Rollout, "id">,
): Promise<AsyncGenerator<string>> {
	const at = ctx.now();
	await ctx.db.audit.append({ actor: ctx.actor, action: "rollout.exported", subject: id, at, details: {} });
	const units = new Map((await ctx.db.rollouts.units(id)).map((unit) => [unit.id, unit]));
	return pieces(ctx, id, units);
}

async function* pieces(
	ctx: Context,
	id: string,
	units: ReadonlyMap<string, OrganizationUnit>,
): AsyncGenerator<string> {
	// The mark tells spreadsheets that this is UTF-8.
	yield `\uFEFF${csvLine(COLUMNS)}`;
	for (let after = ""; ; ) {
		const page = { limit: BATCH, now: ctx.now(), ...(after !== "" && { after }) };
		const rows = await ctx.db.rollouts.accounts(id, {}, page);
		if (rows.length > 0) yield rows.map((row) => csvLine(valuesOf(row, units))).join("");
		if (rows.length < BATCH) return;
		after = rows.at(-1)?.accountId ?? "";
	}
}

function valuesOf(row: RolloutAccountRow, units: ReadonlyMap<string, OrganizationUnit>) {
	const { instance, connector, problem } = row;
	return [
		row.accountId,
		row.name,
		row.unitId === null ? "" : (units.get(row.unitId)?.path ?? row.unitId),
		row.state,
		row.leftAt?.toISOString() ?? null,
		row.wave === null ? null : row.wave + 1,
		row.stage,
		instance?.status ?? null,
		instance?.reason ?? null,
		connector?.id ?? null,
		connector?.name ?? null,
		connector?.state ?? null,
		problem?.kind ?? null,
		problem?.cause ?? null,
		problem?.words ?? null,
	];
}
