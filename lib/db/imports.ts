import { EVERYWHERE, type Scope } from "#lib/domain/access.ts";
import { HARNESS_DESTINATIONS } from "#lib/domain/destination.ts";
import type { KnownConnector } from "#lib/domain/import-connector.ts";
import type { PrismaLike } from "./client.ts";
import type { ImportRepository } from "./imports-port.ts";
import { scopeSql } from "./scope-sql.ts";

export function importRepository(prisma: PrismaLike, scope: Scope = EVERYWHERE): ImportRepository {
	return {
		known: (ref, awsAccountIds) => prisma.$queryRaw<KnownConnector[]>`
			SELECT id, name, identifier, aws_account_id AS "awsAccountId" FROM connector
			WHERE harness_account_ref = ${ref} AND status <> 'offboarded' AND destination = 'harness-ccm'
				AND aws_account_id = ANY(${[...awsAccountIds]}::text[]) AND ${scopeSql(scope)}`,
		named: (ref, identifiers) => prisma.$queryRaw<KnownConnector[]>`
			SELECT id, name, identifier, aws_account_id AS "awsAccountId" FROM connector
			WHERE harness_account_ref = ${ref} AND status <> 'offboarded'
				AND destination = ANY(${[...HARNESS_DESTINATIONS]}::text[]) AND org_id IS NULL AND identifier = ANY(${[...identifiers]}::text[]) AND ${scopeSql(scope)}`,
	};
}
