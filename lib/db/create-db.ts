import type { SecretBox } from "#lib/crypto.ts";
import type { Sight } from "#lib/domain/sight.ts";
import { apiKeyRepository } from "./api-keys.ts";
import { auditRepository } from "./audit.ts";
import { addToChain, auditChainRepository } from "./audit-chain.ts";
import type { NewAuditEvent } from "./audit-port.ts";
import { auditStreamRepository } from "./audit-stream.ts";
import { budgetRepository } from "./budgets.ts";
import { changeRepository } from "./changes.ts";
import { checkRepository } from "./checks.ts";
import type { InTransaction, Prisma, PrismaLike } from "./client.ts";
import { connectorRepository } from "./connectors.ts";
import { dashboardRepository } from "./dashboard.ts";
import { evidenceRepository } from "./evidence.ts";
import { fleetRepository } from "./fleet.ts";
import { harnessAccountRepository } from "./harness-accounts.ts";
import { harnessSweepRepository } from "./harness-sweeps.ts";
import { idempotencyRepository } from "./idempotency.ts";
import { importRepository } from "./imports.ts";
import { incidentRepository } from "./incidents.ts";
import { invitationRepository } from "./invitations.ts";
import { launchLinkRepository } from "./launch-links.ts";
import { notificationChannelRepository, notificationDeliveryRepository } from "./notifications.ts";
import { operationRepository } from "./operations.ts";
import { peopleRepository } from "./people.ts";
import { permissionQuestionRepository } from "./permission-questions.ts";
import type { Db, DbOperations, DbTransaction } from "./port.ts";
import { rolloutPlanRepository } from "./rollout-plans.ts";
import { rolloutRepository } from "./rollouts.ts";
import { scheduleRepository } from "./schedule.ts";
import { repositoriesSeenBy } from "./seen-by.ts";
import { settingsRepository } from "./settings.ts";
import { signInSettingsRepository } from "./sign-in-settings.ts";
import { ssoRepository } from "./sso.ts";
import { templateCheckRepository } from "./template-checks.ts";
import { trustChangeRepository } from "./trust-changes.ts";
import { trustNoticeRepository } from "./trust-notices.ts";
import { verifierRepository } from "./verifiers.ts";
import { wayInRepository } from "./ways-in.ts";
import { maintenanceWindowRepository } from "./windows.ts";

/** `sight`: of somebody who does not see everything; null: everything. */
export function createDb(prisma: Prisma, secrets: SecretBox, sight: Sight | null = null): Db {
	const inTransaction: InTransaction = (run) => prisma.$transaction(run, { timeout: 15_000 });
	const append: Append = (event) => inTransaction((tx) => addToChain(tx, [event]));
	return {
		...seenRepositories(prisma, secrets, inTransaction, append, sight),
		seenBy: (other) => createDb(prisma, secrets, other),
		transaction: (run) =>
			inTransaction(async (tx) => {
				const events: NewAuditEvent[] = [];
				const value = await run(transactionOf(tx, secrets, events, sight));
				await addToChain(tx, events);
				return value;
			}),
	};
}

type Append = (event: NewAuditEvent) => Promise<void>;

function transactionOf(
	tx: PrismaLike,
	secrets: SecretBox,
	events: NewAuditEvent[],
	sight: Sight | null,
): DbTransaction {
	const append: Append = async (event) => void events.push(event);
	return {
		...seenRepositories(tx, secrets, (run) => run(tx), append, sight),
		sql: (text, values) => tx.$queryRawUnsafe(text, ...values),
	};
}

function seenRepositories(
	prisma: PrismaLike,
	secrets: SecretBox,
	inTransaction: InTransaction,
	append: Append,
	sight: Sight | null,
): DbOperations {
	const all = repositories(prisma, secrets, inTransaction, append);
	return sight === null ? all : repositoriesSeenBy(all, { prisma, inTransaction, sight });
}

function repositories(prisma: PrismaLike, secrets: SecretBox, inTransaction: InTransaction, append: Append) {
	return {
		connectors: connectorRepository(prisma, inTransaction),
		checks: checkRepository(prisma, inTransaction),
		evidence: evidenceRepository(prisma, inTransaction),
		schedule: scheduleRepository(prisma),
		fleet: fleetRepository(prisma, inTransaction),
		harnessAccounts: harnessAccountRepository(prisma, secrets),
		verifiers: verifierRepository(prisma),
		templateChecks: templateCheckRepository(prisma),
		settings: settingsRepository(prisma),
		audit: auditRepository(prisma, append),
		auditChain: auditChainRepository(prisma),
		auditStream: auditStreamRepository(prisma, secrets),
		incidents: incidentRepository(prisma),
		maintenanceWindows: maintenanceWindowRepository(prisma),
		notificationChannels: notificationChannelRepository(prisma, secrets),
		notificationDeliveries: notificationDeliveryRepository(prisma),
		budgets: budgetRepository(prisma),
		harnessSweeps: harnessSweepRepository(prisma),
		operations: operationRepository(prisma),
		imports: importRepository(prisma),
		launchLinks: launchLinkRepository(prisma),
		rollouts: rolloutRepository(prisma, inTransaction),
		rolloutPlans: rolloutPlanRepository(prisma),
		changes: changeRepository(prisma),
		dashboard: dashboardRepository(prisma),
		apiKeys: apiKeyRepository(prisma),
		idempotency: idempotencyRepository(prisma, secrets),
		people: peopleRepository(prisma),
		permissionQuestions: permissionQuestionRepository(prisma),
		waysIn: wayInRepository(prisma, secrets),
		signInSettings: signInSettingsRepository(prisma, secrets),
		sso: ssoRepository(prisma, secrets),
		invitations: invitationRepository(prisma),
		trustChanges: trustChangeRepository(prisma, secrets),
		trustNotices: trustNoticeRepository(prisma),
	};
}
