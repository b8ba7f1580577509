// What people do to many connectors or to none, as somebody sees it who is limited.
import { isUnlimited, type Scope } from "#lib/domain/access.ts";
import { concernsScope, isSelectorWithin } from "#lib/domain/scope-rules.ts";
import type { Sight } from "#lib/domain/sight.ts";
import type { BudgetRepository } from "./budgets-port.ts";
import type { OperationRepository } from "./operations-port.ts";
import { OutsideScope } from "./outside-scope.ts";
import type { HarnessAccountRepository } from "./port.ts";
import type { ScopeGuard } from "./scope-guard.ts";
import type { MaintenanceWindowRepository } from "./windows-port.ts";

/** Only what they started themselves; of connectors that are out of their sight by now only the id is left. */
export function operationsSeen(
	operations: OperationRepository,
	guard: ScopeGuard,
	{ actorId, scope }: Sight,
): OperationRepository {
	if (isUnlimited(scope)) return operations;
	const find = async (id: string) => {
		const operation = await operations.find(id);
		return operation?.actor.id === actorId ? operation : null;
	};
	const own = async (id: string) => {
		const operation = await find(id);
		if (operation === null) throw new OutsideScope();
		return operation;
	};
	return {
		insert: async (operation) => {
			if (operation.actor.id !== actorId) throw new OutsideScope();
			await operations.insert(operation);
		},
		addItems: async (id, subjects) => {
			// What is adopted is no connector yet, and a plan names accounts: each is looked at when its turn comes.
			const { kind } = await own(id);
			const areConnectors = kind !== "adopt" && kind !== "register";
			await operations.addItems(id, areConnectors ? await guard.pick(subjects) : subjects);
		},
		find,
		list: (page) => operations.list({ ...page, actorId }),
		counts: async (id) => operations.counts((await own(id)).id),
		failedItems: async (id, page) => {
			const items = await operations.failedItems((await own(id)).id, page);
			const seen = new Set(await guard.pick(items.map(({ subject }) => subject)));
			return items.map((item) => (seen.has(item.subject) ? item : { ...item, name: null }));
		},
		finishRest: async (id, outcome) => operations.finishRest((await own(id)).id, outcome),
		setState: async (id, state, at) => operations.setState((await own(id)).id, state, at),
		nextItems: refuse,
		finishItems: refuse,
		makeDue: refuse,
		unscheduledItems: refuse,
		finishVerified: refuse,
		unfinished: refuse,
	};
}

/** A window that may cover others' connectors is shown only where it covers all, and is nobody's who is limited. */
export function windowsSeen(windows: MaintenanceWindowRepository, scope: Scope): MaintenanceWindowRepository {
	return {
		current: async (now) =>
			(await windows.current(now)).filter(({ selector }) => concernsScope(scope, selector)),
		insert: async (window) => {
			if (!isSelectorWithin(scope, window.selector)) throw new OutsideScope();
			await windows.insert(window);
		},
		end: async (id, at) => {
			const window = (await windows.current(at)).find((known) => known.id === id);
			if (window === undefined || !isSelectorWithin(scope, window.selector)) return null;
			return windows.end(id, at);
		},
	};
}

export function harnessAccountsSeen(
	accounts: HarnessAccountRepository,
	{ harnessAccountRefs }: Scope,
): HarnessAccountRepository {
	if (harnessAccountRefs.length === 0) return accounts;
	const isWithin = (ref: string) => harnessAccountRefs.includes(ref);
	const must = (ref: string) => {
		if (!isWithin(ref)) throw new OutsideScope();
	};
	return {
		find: async (ref) => (isWithin(ref) ? accounts.find(ref) : null),
		first: async () => {
			for (const ref of [...harnessAccountRefs].sort()) {
				const account = await accounts.find(ref);
				if (account !== null) return account;
			}
			return null;
		},
		apiKey: async (ref) => (isWithin(ref) ? accounts.apiKey(ref) : null),
		save: async (account) => {
			must(account.ref);
			return accounts.save(account);
		},
		observe: async (ref, facts) => {
			must(ref);
			await accounts.observe(ref, facts);
		},
	};
}

/** The budgets of other Harness accounts would name them. */
export function budgetsSeen(
	budgets: BudgetRepository,
	accounts: HarnessAccountRepository,
	{ harnessAccountRefs }: Scope,
): BudgetRepository {
	if (harnessAccountRefs.length === 0) return budgets;
	return {
		...budgets,
		list: async () => {
			const [all, ...known] = await Promise.all([
				budgets.list(),
				...harnessAccountRefs.map((ref) => accounts.find(ref)),
			]);
			const keys = known.map((account) => `harness:${account?.accountId}`);
			return all.filter(({ key }) => !key.startsWith("harness:") || keys.includes(key));
		},
	};
}

async function refuse(): Promise<never> {
	throw new OutsideScope();
}
