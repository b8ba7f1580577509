import { OutsideScope } from "#lib/db/outside-scope.ts";
import type { Db, DbTransaction } from "#lib/db/port.ts";
import type { ScopeGuard } from "#lib/db/scope-guard.ts";
import { auditSeen, changesSeen, checksSeen, dashboardSeen, evidenceSeen } from "#lib/db/seen-evidence.ts";
import { questionsSeen } from "#lib/db/seen-questions.ts";
import { rolloutPlansSeen, rolloutsSeen } from "#lib/db/seen-rollouts.ts";
import { harnessAccountsSeen, operationsSeen, windowsSeen } from "#lib/db/seen-work.ts";
import { isWithin } from "#lib/domain/access.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { Sight } from "#lib/domain/sight.ts";
import { memoryDashboard } from "./memory-dashboard.ts";
import type { MemoryStore } from "./memory-db.ts";
import { memoryImports } from "./memory-imports.ts";
import { memoryLaunchLinks } from "./memory-launch-links.ts";

type All = Omit<DbTransaction, "sql">;

/** As the real database shows itself to somebody who does not see everything; the rules are the same code. */
export function memorySeenBy(store: MemoryStore, all: All, sight: Sight): Db {
	const isSeen = ({ harnessAccountRef, overview, id }: Connector) =>
		isWithin(sight.scope, { harnessAccountRef, tags: overview?.tags ?? store.firstTags.get(id) ?? {} });
	const seen = () => new Map([...store.connectors].filter(([, connector]) => isSeen(connector)));
	const guard: ScopeGuard = {
		pick: async (ids) => ids.filter((id) => seen().has(id)),
		has: async (id) => seen().has(id),
		must: async (...ids) => {
			if (ids.some((id) => !seen().has(id))) throw new OutsideScope();
		},
	};
	const repositories: All = {
		...all,
		connectors: connectorsSeen(all.connectors, guard, isSeen),
		checks: checksSeen(all.checks, guard, sight),
		evidence: evidenceSeen(all.evidence, guard, sight),
		changes: changesSeen(all.changes, guard, sight),
		dashboard: dashboardSeen(
			memoryDashboard({
				get connectors() {
					return seen();
				},
				evidence: store.evidence,
			}),
			sight,
		),
		audit: auditSeen(all.audit, guard, sight),
		maintenanceWindows: windowsSeen(all.maintenanceWindows, sight.scope),
		operations: operationsSeen(all.operations, guard, sight),
		launchLinks: memoryLaunchLinks(store.launchLinks, (id) => seen().has(id)),
		rollouts: rolloutsSeen(all.rollouts, sight),
		rolloutPlans: rolloutPlansSeen(all.rolloutPlans, all.rollouts, sight),
		imports: {
			known: (ref, ids) => memoryImports(seen()).known(ref, ids),
			named: (ref, ids) => memoryImports(seen()).named(ref, ids),
		},
		harnessAccounts: harnessAccountsSeen(all.harnessAccounts, sight.scope),
		permissionQuestions: questionsSeen(all.permissionQuestions, guard, sight),
	};
	return {
		...repositories,
		seenBy: (other) => memorySeenBy(store, all, other),
		transaction: (run) => run({ ...repositories, sql: async () => [] }),
	};
}

function connectorsSeen(
	connectors: All["connectors"],
	guard: ScopeGuard,
	isSeen: (connector: Connector) => boolean,
): All["connectors"] {
	const ifSeen = async <T>(id: string, read: () => Promise<T>, otherwise: T): Promise<T> =>
		(await guard.has(id)) ? read() : otherwise;
	const kept = async (id: string) => {
		await guard.must(id);
	};
	return {
		...connectors,
		find: (id) => ifSeen(id, () => connectors.find(id), null),
		findByAccount: async (...account) => (await connectors.findByAccount(...account)).filter(isSeen),
		listPayers: async (ref, destination) => (await connectors.listPayers(ref, destination)).filter(isSeen),
		list: async (page) => {
			const found = await connectors.list(page);
			const ids = await guard.pick(found.map(({ id }) => id));
			return found.filter(({ id }) => ids.includes(id));
		},
		insert: async (draft) => {
			const made = await connectors.insert(draft);
			await kept(made.id);
			return made;
		},
		save: (id, version, change) =>
			ifSeen(
				id,
				async () => {
					const saved = await connectors.save(id, version, change);
					await kept(id);
					return saved;
				},
				null,
			),
		observe: async (id, facts) => {
			await guard.must(id);
			await connectors.observe(id, facts);
		},
		watchedAt: (id) => ifSeen(id, () => connectors.watchedAt(id), null),
		health: (id) => ifSeen(id, () => connectors.health(id), null),
		saveDraft: (id, step, values) => ifSeen(id, () => connectors.saveDraft(id, step, values), undefined),
		drafts: (id) => ifSeen(id, () => connectors.drafts(id), {}),
	};
}
