import type { Aws } from "#lib/aws/port.ts";
import type { Db, Sql } from "#lib/db/port.ts";
import type { Harness } from "#lib/harness/port.ts";
import type { Logger } from "#lib/logger.ts";

/** Everything a verb may use. Made in one place, lib/server-context.ts; in tests by testContext(). */
export type Context = {
	readonly actor: Actor;
	readonly db: Db;
	readonly aws: Aws;
	readonly harness: Harness;
	readonly jobs: Jobs;
	readonly now: () => Date;
	readonly randomBytes: (length: number) => Uint8Array;
	readonly sha256Hex: (data: string | Uint8Array) => string;
	readonly log: Logger;
	readonly config: Config;
};

export type Actor = { readonly kind: "person" | "system"; readonly id: string; readonly name: string };

/** Settled by the environment at start; never by a request. */
export type Config = {
	readonly mode: "sandbox" | "live";
	/** Overrides the principal that GetCallerIdentity names (it loses a role's path). */
	readonly verifierPrincipalArn: string | null;
	/** Replaces the origin of AWS console links (sandbox). */
	readonly awsConsoleUrl: string | null;
	/** Our uploaded template, when the environment names it; it then goes before Settings. */
	readonly templateUrl: string | null;
};

/** Background work, by ids only. With `sql` the job joins the caller's transaction. */
export type Jobs = {
	/** At most one queued and one running per connector; asking again is harmless. */
	checkConnector(connectorId: string, options?: { sql?: Sql; startAfterSeconds?: number }): Promise<void>;
	checkVerifier(): Promise<void>;
	checkTemplate(): Promise<void>;
};
