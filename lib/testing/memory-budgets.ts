import type { BudgetRepository } from "#lib/db/budgets-port.ts";
import { type Budget, isOutsideBudget, lowerBudget, openBudget, takeTokens } from "#lib/domain/budget.ts";

/** The shared budgets as one map, by the rules of lib/domain/budget.ts. */
export function memoryBudgets(now: () => Date): BudgetRepository {
	const budgets = new Map<string, Budget>();
	return {
		take: async (key, ask) => {
			const at = now().getTime();
			const { budget, grant } = takeTokens(budgets.get(key) ?? openBudget(ask, at), ask, at);
			budgets.set(key, budget);
			return { ...grant, rate: budget.rate };
		},
		lower: async (key, terms) => {
			const known = budgets.get(key);
			if (known !== undefined) budgets.set(key, lowerBudget(known, terms, now().getTime()));
		},
		list: async () =>
			[...budgets].filter(([key]) => isOutsideBudget(key)).map(([key, budget]) => ({ key, ...budget })),
	};
}
