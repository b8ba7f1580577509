import type { SecretBox } from "#lib/crypto.ts";
import { auditRepository } from "./audit.ts";
import { checkRepository } from "./checks.ts";
import type { Prisma, PrismaLike } from "./client.ts";
import { connectorRepository } from "./connectors.ts";
import { harnessAccountRepository } from "./harness-accounts.ts";
import type { Db, DbTransaction } from "./port.ts";
import { settingsRepository } from "./settings.ts";
import { templateCheckRepository } from "./template-checks.ts";
import { verifierRepository } from "./verifiers.ts";

export function createDb(prisma: Prisma, secrets: SecretBox): Db {
	return {
		...repositories(prisma, secrets),
		transaction: (run) => prisma.$transaction((tx) => run(transactionOf(tx, secrets)), { timeout: 15_000 }),
	};
}

function transactionOf(tx: PrismaLike, secrets: SecretBox): DbTransaction {
	return {
		...repositories(tx, secrets),
		sql: (text, values) => tx.$queryRawUnsafe(text, ...values),
	};
}

function repositories(prisma: PrismaLike, secrets: SecretBox) {
	return {
		connectors: connectorRepository(prisma),
		checks: checkRepository(prisma),
		harnessAccounts: harnessAccountRepository(prisma, secrets),
		verifiers: verifierRepository(prisma),
		templateChecks: templateCheckRepository(prisma),
		settings: settingsRepository(prisma),
		audit: auditRepository(prisma),
	};
}
