import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { formatCursor, parseCursor } from "./cursor.ts";
import type { Answer, Input } from "./endpoints.ts";
import { rolloutAccountAnswer, rolloutAnswer, rolloutDetailAnswer } from "./rollout-answer.ts";

type List = "GET /api/v1/rollouts";

export async function listRollouts(
	ctx: Context,
	{ query: { limit, cursor } }: Input<List>,
): Promise<Result<Answer<List>>> {
	const after = cursor === undefined ? undefined : placeOf(cursor);
	if (after === null) return failed({ code: "INPUT_INVALID", field: "cursor" });
	const found = await ctx.db.rollouts.list({ ...(after && { after }), limit: limit + 1 });
	const page = found.slice(0, limit);
	const last = found.length > limit ? page.at(-1) : undefined;
	return ok({
		items: page.map((rollout) => rolloutAnswer(ctx, rollout)),
		next: last === undefined ? null : formatCursor([last.createdAt.toISOString(), last.id]),
	});
}

function placeOf(cursor: string) {
	const [at = "", id = ""] = parseCursor(cursor, 2) ?? [];
	const isWhole = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) && /^[a-z0-9]{1,40}$/.test(id);
	const createdAt = new Date(at);
	return isWhole && !Number.isNaN(createdAt.getTime()) ? { createdAt, id } : null;
}

type One = "GET /api/v1/rollouts/[id]";

export async function getRollout(ctx: Context, { params: { id } }: Input<One>): Promise<Result<Answer<One>>> {
	const rollout = await ctx.db.rollouts.find(id);
	return rollout === null
		? failed({ code: "ROLLOUT_NOT_FOUND" })
		: ok(await rolloutDetailAnswer(ctx, rollout));
}

type Accounts = "GET /api/v1/rollouts/[id]/accounts";

export async function listRolloutAccounts(
	ctx: Context,
	{ params: { id }, query }: Input<Accounts>,
): Promise<Result<Answer<Accounts>>> {
	const { limit, cursor, unit, stage, problem, q, left } = query;
	const after = accountPlace(cursor);
	if (after === null) return failed({ code: "INPUT_INVALID", field: "cursor" });
	if ((await ctx.db.rollouts.find(id)) === null) return failed({ code: "ROLLOUT_NOT_FOUND" });
	const filter = {
		...(unit !== undefined && { unitId: unit }),
		...(stage !== undefined && { stage }),
		...(problem !== undefined && { problem }),
		...(q !== undefined && { text: q }),
		...(left !== undefined && { hasLeft: left === "true" }),
	};
	const page = { ...(after !== "" && { after }), limit: limit + 1, now: ctx.now() };
	const found = await ctx.db.rollouts.accounts(id, filter, page);
	const rows = found.slice(0, limit);
	const last = found.length > limit ? rows.at(-1) : undefined;
	return ok({
		items: rows.map((row) => rolloutAccountAnswer(id, row)),
		next: last === undefined ? null : formatCursor([last.accountId]),
	});
}

/** Empty: from the beginning. Null: it was not made here. */
export function accountPlace(cursor: string | undefined): string | null {
	if (cursor === undefined) return "";
	const [accountId = ""] = parseCursor(cursor, 1) ?? [];
	return /^[0-9]{12}$/.test(accountId) ? accountId : null;
}

const PAGE = 100;
/** An installation has a handful of organizations; so many rollouts are looked through for them. */
const MOST_ROLLOUTS = 1_000;

type Organizations = "GET /api/v1/organizations";

/** Each as the newest reading saw it. */
export async function listOrganizations(ctx: Context): Promise<Result<Answer<Organizations>>> {
	const byId = Map.groupBy(await readRollouts(ctx), ({ organization }) => organization?.organizationId);
	return ok({
		items: [...byId].flatMap(([id, rollouts]) => {
			const [newest] = rollouts.toSorted((a, b) => Number(b.reconciledAt) - Number(a.reconciledAt));
			if (id === undefined || newest?.organization == null) return [];
			const { delegatedAdministratorIds, serviceControlPolicies, ...organization } = newest.organization;
			return {
				id,
				rootId: organization.rootId,
				managementAccountId: organization.managementAccountId,
				isStackSetsTrusted: organization.isStackSetsTrusted,
				delegatedAdministratorIds: delegatedAdministratorIds && [...delegatedAdministratorIds],
				serviceControlPolicies: serviceControlPolicies && [...serviceControlPolicies],
				rolloutIds: rollouts.map((rollout) => rollout.id),
				readAt: newest.reconciledAt?.toISOString() ?? null,
			};
		}),
	});
}

async function readRollouts({ db }: Context): Promise<readonly Rollout[]> {
	const found: Rollout[] = [];
	for (let after: Rollout | undefined; found.length < MOST_ROLLOUTS; ) {
		const page = await db.rollouts.list({ ...(after && { after }), limit: PAGE });
		found.push(...page);
		after = page.at(-1);
		if (page.length < PAGE) break;
	}
	return found;
}
