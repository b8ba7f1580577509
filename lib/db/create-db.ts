import type { SecretBox } from "#lib/crypto.ts";
import { auditRepository } from "./audit.ts";
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
import { importRepository } from "./imports.ts";
import { incidentRepository } from "./incidents.ts";
import { notificationChannelRepository, notificationDeliveryRepository } from "./notifications.ts";
import { operationRepository } from "./operations.ts";
import type { Db, DbTransaction } from "./port.ts";
import { scheduleRepository } from "./schedule.ts";
import { settingsRepository } from "./settings.ts";
import { templateCheckRepository } from "./template-checks.ts";
import { verifierRepository } from "./verifiers.ts";
import { maintenanceWindowRepository } from "./windows.ts";

export function createDb(prisma: Prisma, secrets: SecretBox): Db {
	return {
		...repositories(prisma, secrets, (run) => prisma.$transaction(run, { timeout: 15_000 })),
		transaction: (run) => prisma.$transaction((tx) => run(transactionOf(tx, secrets)), { timeout: 15_000 }),
	};
}

function transactionOf(tx: PrismaLike, secrets: SecretBox): DbTransaction {
	return {
		...repositories(tx, secrets, (run) => run(tx)),
		sql: (text, values) => tx.$queryRawUnsafe(text, ...values),
	};
}

function repositories(prisma: PrismaLike, secrets: SecretBox, inTransaction: InTransaction) {
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
		audit: auditRepository(prisma),
		incidents: incidentRepository(prisma),
		maintenanceWindows: maintenanceWindowRepository(prisma),
		notificationChannels: notificationChannelRepository(prisma, secrets),
		notificationDeliveries: notificationDeliveryRepository(prisma),
		budgets: budgetRepository(prisma),
		harnessSweeps: harnessSweepRepository(prisma),
		operations: operationRepository(prisma),
		imports: importRepository(prisma),
		changes: changeRepository(prisma),
		dashboard: dashboardRepository(prisma),
	};
}
