import type { Ability } from "#lib/auth/abilities.ts";
import type { Oidc } from "#lib/auth/oidc-port.ts";
import type { ResetLinks } from "#lib/auth/reset-links-port.ts";
import type { Aws } from "#lib/aws/port.ts";
import type { Signer } from "#lib/crypto.ts";
import type { Db, Sql } from "#lib/db/port.ts";
import type { Role, Scope } from "#lib/domain/access.ts";
import type { Harness } from "#lib/harness/port.ts";
import type { Logger } from "#lib/logger.ts";
import type { Notify } from "#lib/notify/port.ts";

/** Everything a verb may use. Made in one place, lib/server-context.ts; in tests by testContext(). */
export type Context = {
	readonly actor: Actor;
	/** Whether the actor may; what is done on many connectors or later asks again. */
	readonly can: (ability: Ability) => boolean;
	/** The same for somebody else, with their sight: a job that goes on with what they began. */
	readonly actingAs: (actor: Actor) => Context;
	readonly db: Db;
	readonly aws: Aws;
	readonly harness: Harness;
	readonly jobs: Jobs;
	readonly notify: Notify;
	readonly oidc: Oidc;
	readonly resetLinks: ResetLinks;
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

/** Who acts, and what bounds them. */
export type Actor = {
	readonly kind: "person" | "key" | "launch-link" | "system";
	readonly id: string;
	readonly name: string;
	/** Null: none. The system needs none; a launch link may do what its one request says, and nothing else. */
	readonly role: Role | null;
	readonly scope: Scope;
	/** Of the request under way, for the audit log. */
	readonly address: string | null;
	readonly requestId: string | null;
};

/** Settled by the environment at start; never by a request. */
export type Config = {
	readonly mode: "sandbox" | "live";
	/** Overrides the principal that GetCallerIdentity names (it loses a role's path). */
	readonly verifierPrincipalArn: string | null;
	/** Replaces the origin of AWS console links (sandbox). */
	readonly awsConsoleUrl: string | null;
	/** Our uploaded template, when the environment names it; it then goes before Settings. */
	readonly templateUrl: string | null;
	/** The same of the template for whole organizations. */
	readonly organizationTemplateUrl: string | null;
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
	/** Mails every administrator what was changed about whom we trust; asking again mails nobody twice. */
	tellAdministrators(noticeId: string, options?: { sql?: Sql }): Promise<void>;
	/** Looks at AWS for a rollout now, if nobody does. */
	reconcileRollout(rolloutId: string, options?: { sql?: Sql; startAfterSeconds?: number }): Promise<void>;
	/** Works out what registering would do; its rows are stored. */
	planRollout(planId: string, options?: { sql?: Sql }): Promise<void>;
	/** Asks IAM whether a role has what was chosen in the permission library. */
	answerPermissionQuestion(questionId: string, options?: { sql?: Sql }): Promise<void>;
	/** Asks S3 whether the bucket of a report's stack exists by now. */
	seeReportBucket(connectorId: string, options?: { sql?: Sql }): Promise<void>;
	/** Asks AWS whether a role of which only Harness could speak trusts us by now. */
	proveDirect(connectorId: string, options?: { sql?: Sql; startAfterSeconds?: number }): Promise<void>;
};
