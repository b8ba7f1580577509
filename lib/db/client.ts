import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client.ts";

export type Prisma = PrismaClient;
/** A client or an open transaction: what every repository works on. */
export type PrismaLike = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">;

export function createPrisma(connectionString: string, options: { maxConnections: number }): Prisma {
	const adapter = new PrismaPg({
		connectionString,
		max: options.maxConnections,
		connectionTimeoutMillis: 5_000,
		idle_in_transaction_session_timeout: 30_000,
		statement_timeout: 15_000,
	});
	return new PrismaClient({ adapter });
}
