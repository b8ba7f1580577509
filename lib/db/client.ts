import { PrismaClient } from "./generated/client.ts";
import { type OnStatement, TimedPg } from "./timed-pg.ts";

export type Prisma = PrismaClient;
/** A client or an open transaction: what every repository works on. */
export type PrismaLike = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">;
/** Opens a transaction, or joins the one that is open. */
export type InTransaction = <T>(run: (tx: PrismaLike) => Promise<T>) => Promise<T>;

export type ClientOptions = {
	readonly maxConnections: number;
	readonly onStatement?: OnStatement;
};

export function createPrisma(connectionString: string, options: ClientOptions): Prisma {
	const config = {
		connectionString,
		max: options.maxConnections,
		connectionTimeoutMillis: 5_000,
		idle_in_transaction_session_timeout: 30_000,
		statement_timeout: 15_000,
		// Prisma reads every time as if the session were in UTC, whatever the server's own zone is.
		options: "-c TimeZone=UTC",
	};
	return new PrismaClient({ adapter: new TimedPg(config, options.onStatement ?? (() => {})) });
}
