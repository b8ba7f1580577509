import type { Aws } from "#lib/aws/port.ts";
import type { Signer } from "#lib/crypto.ts";
import type { Db, Sql } from "#lib/db/port.ts";
import type { Harness } from "#lib/harness/port.ts";
import type { Logger } from "#lib/logger.ts";
import type { Notify } from "#lib/notify/port.ts";

/** Everything a verb may use. Made in one place, lib/server-context.ts; in tests by testContext(). */
export type Context = {
	readonly actor: Actor;
	readonly db: Db;
	readonly aws: Aws;
	readonly harness: Harness;
	readonly jobs: Jobs;
	readonly notify: Notify;
	readonly breakers: Breakers;
	readonly now: () => Date;
	readonly randomBytes: (length: number) => Uint8Array;
	readonly sha256Hex: (data: string | Uint8Array) => string;
	readonly signer: Signer;
	readonly log: Logger;
	readonly config: Config;
};

/** How this process finds an outside system lately: `sts:<region>` or `harness:<account id>`. */
export type Breakers = { stateOf(system: string): "closed" | "open" | "half-open" };

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
	/** Where people reach this installation, for links in messages; null: it was not named. */
	readonly publicUrl: string | null;
};

/** Background work, by ids only. With `sql` the job joins the caller's transaction. */
export type Jobs = {
	/** At most one queued and one running per connector; asking again is harmless. */
	checkConnector(connectorId: string, options?: { sql?: Sql; startAfterSeconds?: number }): Promise<void>;
	checkVerifier(): Promise<void>;
	checkTemplate(): Promise<void>;
	/** Goes on with a bulk operation; at most one slice of it runs at a time. */
	runOperation(operationId: string, options?: { sql?: Sql; startAfterSeconds?: number }): Promise<void>;
	/** Sees how far a change of features or of the external ID has come, and takes the step that is proven. */
	advanceChanges(connectorId: string, options?: { sql?: Sql; startAfterSeconds?: number }): Promise<void>;
	/** Asks AWS whether an offboarded role refuses us by now, if it is time to ask. */
	proveRefusal(connectorId: string, options?: { sql?: Sql; startAfterSeconds?: number }): Promise<void>;
	/** Asks AWS whether a role of which only Harness could speak trusts us by now. */
	proveDirect(connectorId: string, options?: { sql?: Sql; startAfterSeconds?: number }): Promise<void>;
};
