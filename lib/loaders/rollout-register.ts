import "server-only";
import { notFound } from "next/navigation";
import { type AutoStoppingPage, autoStoppingReady } from "#lib/organizations/autostopping-ready.ts";
import { type RolloutPlanView, readRolloutPlan } from "./rollout-plan-view.ts";
import { headOf, type RolloutHead } from "./rollout-watch.ts";
import { loadRollout } from "./rollouts.ts";

export type RegisterPage = {
	readonly head: RolloutHead;
	readonly initial: RolloutPlanView;
	/** A key for Harness is stored; without one nothing can be planned. */
	readonly hasKey: boolean;
	/** As whoever made the token said. Milliseconds since 1970; null: not said. */
	readonly keyExpiresAt: number | null;
	readonly requestsPerMinute: number;
};

export async function loadRegister(id: string): Promise<RegisterPage> {
	const { ctx, rollout } = await loadRollout(id);
	const [initial, account, settings] = await Promise.all([
		readRolloutPlan(ctx, id),
		ctx.db.harnessAccounts.find(rollout.harnessAccountRef),
		ctx.db.settings.get(),
	]);
	return {
		head: headOf(rollout),
		initial,
		hasKey: account?.hasApiKey ?? false,
		keyExpiresAt: account?.apiKeyExpiresAt?.getTime() ?? null,
		requestsPerMinute: settings.harnessRequestsPerMinute,
	};
}

export type RolloutAutoStoppingPage = AutoStoppingPage & {
	readonly head: RolloutHead;
	readonly only: "ready" | "missing" | null;
	readonly isFirst: boolean;
};

const PAGE_SIZE = 50;
type Param = string | readonly string[] | undefined;

export async function loadAutoStopping(
	id: string,
	asked: { readonly only: Param; readonly after: Param },
): Promise<RolloutAutoStoppingPage> {
	const { ctx, rollout } = await loadRollout(id);
	const only = asked.only === "ready" || asked.only === "missing" ? asked.only : null;
	const after = typeof asked.after === "string" && /^[0-9]{12}$/.test(asked.after) ? asked.after : null;
	const page = await autoStoppingReady(ctx, {
		...{ rolloutId: id, limit: PAGE_SIZE },
		...(only !== null && { only }),
		...(after !== null && { after }),
	});
	if (!page.ok) notFound();
	return { ...page.value, head: headOf(rollout), only, isFirst: after === null };
}
