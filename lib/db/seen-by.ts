// The repositories as somebody sees them who does not see everything. Every repository is named here: one that is
// added does not compile until it was decided what becomes of it. The system's own jobs see everything and do not
// come by here, so what only they do is refused.
import type { Sight } from "#lib/domain/sight.ts";
import type { InTransaction, PrismaLike } from "./client.ts";
import { connectorRepository } from "./connectors.ts";
import { dashboardRepository } from "./dashboard.ts";
import { importRepository } from "./imports.ts";
import { incidentDesk } from "./incident-desk.ts";
import { launchLinkRepository } from "./launch-links.ts";
import { OutsideScope } from "./outside-scope.ts";
import type { DbOperations } from "./port.ts";
import { scopeGuard } from "./scope-guard.ts";
import { auditSeen, changesSeen, checksSeen, dashboardSeen, evidenceSeen } from "./seen-evidence.ts";
import { questionsSeen } from "./seen-questions.ts";
import { rolloutPlansSeen, rolloutsSeen } from "./seen-rollouts.ts";
import { budgetsSeen, harnessAccountsSeen, operationsSeen, windowsSeen } from "./seen-work.ts";

type SeenBy = {
	readonly prisma: PrismaLike;
	readonly inTransaction: InTransaction;
	readonly sight: Sight;
};

export function repositoriesSeenBy(
	all: DbOperations,
	{ prisma, inTransaction, sight }: SeenBy,
): DbOperations {
	const { scope } = sight;
	const guard = scopeGuard(prisma, scope);
	return {
		connectors: connectorRepository(prisma, inTransaction, scope),
		checks: checksSeen(all.checks, guard, sight),
		evidence: evidenceSeen(all.evidence, guard, sight),
		changes: changesSeen(all.changes, guard, sight),
		dashboard: dashboardSeen(dashboardRepository(prisma, scope), sight),
		audit: auditSeen(all.audit, guard, sight),
		incidents: onlyThese<DbOperations["incidents"]>(incidentDesk(prisma, scope)),
		maintenanceWindows: windowsSeen(all.maintenanceWindows, scope),
		operations: operationsSeen(all.operations, guard, sight),
		imports: importRepository(prisma, scope),
		launchLinks: launchLinksSeen(prisma, sight),
		rollouts: rolloutsSeen(all.rollouts, sight),
		rolloutPlans: rolloutPlansSeen(all.rolloutPlans, all.rollouts, sight),
		harnessAccounts: harnessAccountsSeen(all.harnessAccounts, scope),
		permissionQuestions: questionsSeen(all.permissionQuestions, guard, sight),
		// The worker's own.
		schedule: onlyThese<DbOperations["schedule"]>({}),
		fleet: onlyThese<DbOperations["fleet"]>({}),
		harnessSweeps: onlyThese<DbOperations["harnessSweeps"]>({}),
		// Whether the chain is whole, whoever reads the log may know; what it links, they get by the log's own search.
		auditChain: onlyThese<DbOperations["auditChain"]>({
			head: all.auditChain.head,
			verification: all.auditChain.verification,
		}),
		auditStream: onlyThese<DbOperations["auditStream"]>({}),
		// Of the installation, not of any connector: who may read them, the table of abilities says.
		verifiers: all.verifiers,
		templateChecks: all.templateChecks,
		settings: all.settings,
		notificationChannels: all.notificationChannels,
		notificationDeliveries: all.notificationDeliveries,
		budgets: budgetsSeen(all.budgets, all.harnessAccounts, scope),
		people: all.people,
		waysIn: all.waysIn,
		invitations: all.invitations,
		apiKeys: all.apiKeys,
		idempotency: all.idempotency,
		signInSettings: all.signInSettings,
		sso: all.sso,
		trustChanges: all.trustChanges,
		trustNotices: all.trustNotices,
	};
}

/** What a link's holder brings is compared for them, never for somebody who is signed in. */
function launchLinksSeen(prisma: PrismaLike, { scope }: Sight): DbOperations["launchLinks"] {
	const { insert, find, ofConnector, openOf, ofRollout, openOfRollout, list, change } = launchLinkRepository(
		prisma,
		scope,
	);
	return onlyThese<DbOperations["launchLinks"]>({
		...{ insert, find, ofConnector, openOf, ofRollout, openOfRollout, list, change },
	});
}

/** Whatever else is called is refused: nobody but the worker has reason to. */
function onlyThese<T extends object>(these: Partial<T>): T {
	const refuse = async () => {
		throw new OutsideScope();
	};
	// Sound: a repository is only ever called, and each call has an answer.
	return new Proxy(these, { get: (target, name) => Reflect.get(target, name) ?? refuse }) as T;
}
