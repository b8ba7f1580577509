// Rollouts as somebody sees them who is limited: those of their Harness accounts. Whoever is limited to tags sees none,
// for a rollout is of accounts whatever their connectors bear. Without the ability to review trust nobody reads what
// AWS and Harness said word for word.
import { isUnlimited, type Scope } from "#lib/domain/access.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import {
	accountWithoutTrust,
	planRowWithoutTrust,
	planWithoutTrust,
	problemWithoutTrust,
	rolloutWithoutTrust,
} from "#lib/domain/shown-rollout.ts";
import type { Sight } from "#lib/domain/sight.ts";
import { OutsideScope } from "./outside-scope.ts";
import type { RolloutPlanRepository, RolloutRepository } from "./rollouts-port.ts";

const NOTHING = { expected: 0, deployed: 0, answering: 0, verified: 0, registered: 0, healthy: 0 };
const NO_PROGRESS = { expected: 0, deployed: 0, verified: 0, failing: 0 };
const PAGE = 100;

export function rolloutsSeen(all: RolloutRepository, { scope, seesTrust }: Sight): RolloutRepository {
	const rollouts = seesTrust ? all : rolloutsWithoutTrust(all);
	if (isUnlimited(scope)) return rollouts;
	const find = async (id: string) => {
		const rollout = await rollouts.find(id);
		return rollout !== null && isSeen(rollout, scope) ? rollout : null;
	};
	const has = async (id: string) => (await find(id)) !== null;
	const must = async (id: string) => {
		if (!(await has(id))) throw new OutsideScope();
	};
	return {
		insert: async (rollout) => {
			if (!isSeen(rollout, scope)) throw new OutsideScope();
			return rollouts.insert(rollout);
		},
		find,
		list: (page) => listSeen(rollouts, scope, page),
		save: async (id, ...edit) => ((await has(id)) ? rollouts.save(id, ...edit) : null),
		observe: async (id, facts) => {
			await must(id);
			await rollouts.observe(id, facts);
		},
		holdDraft: async (id, managementAccountId) =>
			(await has(id)) && rollouts.holdDraft(id, managementAccountId),
		saveDraft: async (id, ...draft) => {
			if (await has(id)) await rollouts.saveDraft(id, ...draft);
		},
		drafts: async (id) => ((await has(id)) ? rollouts.drafts(id) : {}),
		delete: async (id) => (await has(id)) && rollouts.delete(id),
		// The worker's own.
		claimDue: refuse,
		release: refuse,
		countUnread: refuse,
		makeDue: async (id, at) => {
			await must(id);
			await rollouts.makeDue(id, at);
		},
		replaceUnits: async (id, units) => {
			await must(id);
			await rollouts.replaceUnits(id, units);
		},
		units: async (id) => ((await has(id)) ? rollouts.units(id) : []),
		seeAccounts: async (id, ...seen) => {
			await must(id);
			return rollouts.seeAccounts(id, ...seen);
		},
		seeInstances: refuse,
		untagged: refuse,
		setTags: refuse,
		account: async (id, accountId) => ((await has(id)) ? rollouts.account(id, accountId) : null),
		draftsToSettle: refuse,
		tiedElsewhere: refuse,
		uncovered: refuse,
		predecessor: async (id) => ((await has(id)) ? rollouts.predecessor(id) : null),
		swapExternalIds: async (id, otherId) => {
			await must(id);
			await must(otherId);
			await rollouts.swapExternalIds(id, otherId);
		},
		unenrolled: async (id, page) => ((await has(id)) ? rollouts.unenrolled(id, page) : []),
		setWaves: async (id, waveOf) => {
			await must(id);
			await rollouts.setWaves(id, waveOf);
		},
		changes: async (id, page) => ((await has(id)) ? rollouts.changes(id, page) : []),
		enrol: async (id, connectors) => {
			await must(id);
			return rollouts.enrol(id, connectors);
		},
		accounts: async (id, ...which) => ((await has(id)) ? rollouts.accounts(id, ...which) : []),
		countAccounts: async (id, ...which) => ((await has(id)) ? rollouts.countAccounts(id, ...which) : 0),
		coverage: async (id, now) =>
			(await has(id)) ? rollouts.coverage(id, now) : { total: NOTHING, units: [] },
		waveProgress: async (id, ...which) =>
			(await has(id)) ? rollouts.waveProgress(id, ...which) : NO_PROGRESS,
		problems: async (id, now) => ((await has(id)) ? rollouts.problems(id, now) : []),
	};
}

function rolloutsWithoutTrust(rollouts: RolloutRepository): RolloutRepository {
	const shown = (rollout: Rollout | null) => rollout && rolloutWithoutTrust(rollout);
	return {
		...rollouts,
		insert: async (rollout) => rolloutWithoutTrust(await rollouts.insert(rollout)),
		find: async (id) => shown(await rollouts.find(id)),
		list: async (page) => (await rollouts.list(page)).map(rolloutWithoutTrust),
		save: async (...edit) => shown(await rollouts.save(...edit)),
		account: async (...which) => {
			const account = await rollouts.account(...which);
			return account && accountWithoutTrust(account);
		},
		unenrolled: async (...page) => (await rollouts.unenrolled(...page)).map(accountWithoutTrust),
		accounts: async (...which) =>
			(await rollouts.accounts(...which)).map((row) => ({
				...accountWithoutTrust(row),
				problem: row.problem && problemWithoutTrust(row.problem),
				connector: row.connector && { ...row.connector, stateObserved: null },
			})),
		problems: async (...which) =>
			(await rollouts.problems(...which)).map((group) => ({
				...group,
				problem: problemWithoutTrust(group.problem),
			})),
	};
}

function plansWithoutTrust(plans: RolloutPlanRepository): RolloutPlanRepository {
	const shown = async (plan: ReturnType<RolloutPlanRepository["find"]>) => {
		const found = await plan;
		return found && planWithoutTrust(found);
	};
	return {
		...plans,
		find: (id) => shown(plans.find(id)),
		latest: (rolloutId) => shown(plans.latest(rolloutId)),
		rows: async (...page) => (await plans.rows(...page)).map(planRowWithoutTrust),
		row: async (...which) => {
			const row = await plans.row(...which);
			return row && planRowWithoutTrust(row);
		},
	};
}

export function rolloutPlansSeen(
	all: RolloutPlanRepository,
	rollouts: RolloutRepository,
	{ scope, seesTrust }: Sight,
): RolloutPlanRepository {
	const plans = seesTrust ? all : plansWithoutTrust(all);
	if (isUnlimited(scope)) return plans;
	const sees = async (rolloutId: string) => {
		const rollout = await rollouts.find(rolloutId);
		return rollout !== null && isSeen(rollout, scope);
	};
	const find = async (id: string) => {
		const plan = await plans.find(id);
		return plan !== null && (await sees(plan.rolloutId)) ? plan : null;
	};
	return {
		insert: async (plan) => {
			if (!(await sees(plan.rolloutId))) throw new OutsideScope();
			await plans.insert(plan);
		},
		find,
		latest: async (rolloutId) => ((await sees(rolloutId)) ? plans.latest(rolloutId) : null),
		// The worker's own.
		addRows: refuse,
		finish: refuse,
		rows: async (planId, page) => ((await find(planId)) === null ? [] : plans.rows(planId, page)),
		row: async (planId, accountId) => ((await find(planId)) === null ? null : plans.row(planId, accountId)),
		setOperation: async (planId, operationId, before) => {
			if ((await find(planId)) === null) throw new OutsideScope();
			return plans.setOperation(planId, operationId, before);
		},
		prune: async (rolloutId, ...which) => {
			if (!(await sees(rolloutId))) throw new OutsideScope();
			await plans.prune(rolloutId, ...which);
		},
	};
}

function isSeen({ harnessAccountRef }: Pick<Rollout, "harnessAccountRef">, scope: Scope): boolean {
	const { harnessAccountRefs, tags } = scope;
	return (
		tags.length === 0 && (harnessAccountRefs.length === 0 || harnessAccountRefs.includes(harnessAccountRef))
	);
}

async function listSeen(
	rollouts: RolloutRepository,
	scope: Scope,
	{ after, limit }: Parameters<RolloutRepository["list"]>[0],
): Promise<readonly Rollout[]> {
	const seen: Rollout[] = [];
	if (scope.tags.length > 0) return seen;
	for (let from = after; seen.length < limit; ) {
		const page = await rollouts.list({ ...(from && { after: from }), limit: PAGE });
		seen.push(...page.filter((rollout) => isSeen(rollout, scope)));
		const last = page.at(-1);
		if (last === undefined || page.length < PAGE) break;
		from = last;
	}
	return seen.slice(0, limit);
}

async function refuse(): Promise<never> {
	throw new OutsideScope();
}
