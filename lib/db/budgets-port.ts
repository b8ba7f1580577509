import type { Budget, BudgetAsk, BudgetGrant, BudgetTerms } from "#lib/domain/budget.ts";

/**
 * The request budgets that all processes share, by the database's clock: `sts:<region>` and `harness:<account id>`,
 * which outside systems set, and those of our own callers.
 */
export type BudgetRepository = {
	/** Takes whole tokens at once for everybody; `rate` is the one in force, tokens a second. */
	take(key: string, ask: BudgetAsk): Promise<BudgetGrant & { readonly rate: number }>;
	/** The other side said "too much": half the rate, at most once a second. */
	lower(key: string, terms: BudgetTerms): Promise<void>;
	/** Every budget that an outside system sets, as it was left. */
	list(): Promise<readonly (Budget & { readonly key: string })[]>;
};
