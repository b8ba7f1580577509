import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { DashboardFilter } from "#lib/domain/dashboard-query.ts";
import { EXPORT_MAKES, type ExportFormat } from "#lib/domain/exports/export-forms.ts";
import type { ExportPlan } from "#lib/domain/exports/export-plan.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { ROLLOUT_ACCOUNT_LIMIT } from "#lib/domain/rollout.ts";
import { planConnectors } from "./plan-connectors.ts";
import { planRolloutExport } from "./plan-rollout-export.ts";

/** What is taken away: connectors by their ids, whatever a filter finds, or a rollout. */
export type ExportSubject =
	| { readonly kind: "connectors"; readonly ids: readonly string[] }
	| { readonly kind: "filter"; readonly filter: DashboardFilter }
	| { readonly kind: "rollout"; readonly rolloutId: string };

/** So many connectors are read at once, in a few statements. */
const AT_ONCE = 200;
const BATCH = 1_000;

/**
 * The plan that an export of the subject is written from.
 *
 * @param limit only the first so many: to look at, not to use
 */
export async function planOfSubject(
	ctx: Context,
	subject: ExportSubject,
	{ format, limit }: { readonly format: ExportFormat; readonly limit?: number },
): Promise<Result<ExportPlan>> {
	const makesRoles = EXPORT_MAKES[format].roles;
	if (subject.kind === "rollout") {
		const rollout = await ctx.db.rollouts.find(subject.rolloutId);
		if (rollout === null) return failed({ code: "ROLLOUT_NOT_FOUND" });
		return planRolloutExport(ctx, { rollout, makesRoles, ...(limit !== undefined && { limit }) });
	}
	const ids = await idsOf(ctx, subject, limit ?? ROLLOUT_ACCOUNT_LIMIT + 1);
	if (ids.length > ROLLOUT_ACCOUNT_LIMIT) {
		const detail = `An export holds at most ${ROLLOUT_ACCOUNT_LIMIT.toLocaleString("en")} connectors. Narrow the filter.`;
		return failed({ code: "INPUT_INVALID", detail });
	}
	const connectors = await read(ctx, ids);
	const scope = subject.kind === "connectors" && subject.ids.length === 1 ? "connector" : "selection";
	const plan = await planConnectors(ctx, { connectors, scope, makes: EXPORT_MAKES[format] });
	if (!plan.ok) return plan;
	const isEmpty =
		makesRoles && !EXPORT_MAKES[format].connectors && !plan.value.accounts.some((one) => one.stack);
	return isEmpty && scope === "connector" ? failed({ code: "CONNECTOR_OF_STACK_SET" }) : plan;
}

async function idsOf(
	ctx: Context,
	subject: Extract<ExportSubject, { kind: "connectors" | "filter" }>,
	limit: number,
): Promise<readonly string[]> {
	if (subject.kind === "connectors") return [...new Set(subject.ids)].slice(0, limit);
	const ids: string[] = [];
	for (let after: string | null = null; ids.length < limit; ) {
		const options = { after, limit: Math.min(BATCH, limit - ids.length), now: ctx.now() };
		const found: readonly string[] = await ctx.db.dashboard.ids(subject.filter, options);
		ids.push(...found);
		after = found.at(-1) ?? null;
		if (found.length < options.limit) break;
	}
	return ids;
}

/** Whoever is gone meanwhile is missing. */
async function read(ctx: Context, ids: readonly string[]): Promise<readonly Connector[]> {
	const connectors: Connector[] = [];
	for (let at = 0; at < ids.length; at += AT_ONCE) {
		const some = ids.slice(at, at + AT_ONCE);
		const known = await ctx.db.evidence.load(some);
		connectors.push(...some.flatMap((id) => known.get(id)?.connector ?? []));
	}
	return connectors;
}

/** How the log names it. */
export function subjectWords(subject: ExportSubject): string {
	if (subject.kind === "rollout") return subject.rolloutId;
	return subject.kind === "connectors" && subject.ids.length === 1 ? (subject.ids[0] ?? "") : "connectors";
}
