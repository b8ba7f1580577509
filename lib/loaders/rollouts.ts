import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { Context } from "#lib/context.ts";
import { firstOpenRolloutStep, type RolloutStep } from "#lib/domain/rollout/steps.ts";
import type { Coverage, Rollout } from "#lib/domain/rollout.ts";
import { serverContext } from "#lib/server-context.ts";
import { readCoverage } from "./rollout-standing.ts";
import { requireSignedIn } from "./signed-in.ts";

/** Each launched one is counted, so a page is short. */
const PAGE_SIZE = 20;

export type RolloutSummary = Pick<
	Rollout,
	"id" | "name" | "kind" | "status" | "managementAccountId" | "createdByName"
> & {
	readonly createdAt: number;
	readonly launchedAt: number | null;
	/** Null: nothing was launched, so nothing is expected. */
	readonly coverage: Coverage | null;
	/** AWS answered before, and did not the last time. */
	readonly isUnseen: boolean;
};
export type RolloutsPage = {
	readonly rollouts: readonly RolloutSummary[];
	readonly nextAfter: string | null;
	readonly now: number;
	/** One may begin another. */
	readonly mayBegin: boolean;
};

/** One page of all rollouts, newest first. */
export async function loadRollouts({ after }: { readonly after?: string }): Promise<RolloutsPage> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const position = after === undefined ? null : parsePosition(after);
	const listed = await ctx.db.rollouts.list({
		...(position !== null && { after: position }),
		limit: PAGE_SIZE + 1,
	});
	const page = listed.slice(0, PAGE_SIZE);
	const last = listed.length > PAGE_SIZE ? page.at(-1) : undefined;
	return {
		rollouts: await Promise.all(page.map((rollout) => summaryOf(ctx, rollout))),
		nextAfter: last === undefined ? null : `${last.createdAt.getTime()}.${last.id}`,
		now: ctx.now().getTime(),
		mayBegin: ctx.can("connector.connect"),
	};
}

async function summaryOf(ctx: Context, rollout: Rollout): Promise<RolloutSummary> {
	const { id, name, kind, status, managementAccountId, createdByName, createdAt, launchedAt } = rollout;
	const counted = launchedAt === null ? null : await readCoverage(ctx, rollout);
	return {
		...{ id, name, kind, status, managementAccountId, createdByName },
		createdAt: createdAt.getTime(),
		launchedAt: launchedAt?.getTime() ?? null,
		coverage: counted?.total ?? null,
		isUnseen: rollout.readerFoundAt !== null && rollout.reconcileFailure !== null,
	};
}

/** Null for anything that we did not write ourselves: then the first page is shown. */
function parsePosition(text: string): { readonly createdAt: Date; readonly id: string } | null {
	const [, at, id] = /^([0-9]{1,15})\.([a-z0-9]{20})$/.exec(text) ?? [];
	return at === undefined || id === undefined ? null : { createdAt: new Date(Number(at)), id };
}

/** A rollout that may be looked at; anything else is a page that does not exist. */
export const loadRollout = cache(async (id: string) => {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const rollout = await ctx.db.rollouts.find(id);
	if (rollout === null) notFound();
	return { ctx, rollout };
});

/** The step that somebody who comes back to a set-up goes on with; null: it has ended. */
export async function loadRolloutStart(id: string): Promise<RolloutStep | null> {
	const { rollout } = await loadRollout(id);
	return rollout.status === "ended" ? null : firstOpenRolloutStep(rollout);
}

/** For the page's title; whoever may not see the page learns nothing from it. */
export async function loadRolloutName(id: string): Promise<string> {
	const { rollout } = await loadRollout(id);
	return rollout.name || "Draft without a name";
}
