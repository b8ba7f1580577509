import "server-only";
import { harnessTerms, refill, stsTerms } from "#lib/domain/budget.ts";
import { serverContext } from "#lib/server-context.ts";
import { requireSignedIn } from "./signed-in.ts";

/** One shared budget as it stands now. */
export type BudgetLine = {
	readonly system: "sts" | "harness";
	/** The region, or the Harness account. */
	readonly subject: string;
	/** Requests that may be made now: a second of STS, a minute of Harness. */
	readonly requests: number;
	/** The other side complained, and the full rate is not back yet. */
	readonly isLowered: boolean;
};

export type LimitsPage = {
	readonly stsRequestsPerSecond: number;
	readonly harnessRequestsPerMinute: number;
	readonly resultRetentionDays: number;
	readonly ownerTag: string;
	readonly version: number;
	readonly budgets: readonly BudgetLine[];
};

export async function loadLimits(): Promise<LimitsPage> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const [settings, stored] = await Promise.all([ctx.db.settings.get(), ctx.db.budgets.list()]);
	const { stsRequestsPerSecond, harnessRequestsPerMinute, resultRetentionDays, ownerTag, version } = settings;
	const ofOthers = stored.filter(({ key }) => /^(sts|harness):/.test(key));
	const budgets = ofOthers.map((budget): BudgetLine => {
		const system = budget.key.startsWith("sts:") ? "sts" : "harness";
		const terms = system === "sts" ? stsTerms(stsRequestsPerSecond) : harnessTerms(harnessRequestsPerMinute);
		const { rate } = refill(budget, terms, ctx.now().getTime());
		const subject = budget.key.slice(budget.key.indexOf(":") + 1);
		const full = system === "sts" ? stsRequestsPerSecond : harnessRequestsPerMinute;
		const share = rate / terms.base;
		return { system, subject, requests: Math.round(full * share), isLowered: share < 0.99 };
	});
	return { stsRequestsPerSecond, harnessRequestsPerMinute, resultRetentionDays, ownerTag, version, budgets };
}
