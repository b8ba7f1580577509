import type { RoleArn } from "#lib/domain/arn.ts";
import type { CheckId, CheckResult, JsonValue } from "#lib/domain/check.ts";
import type {
	Connector,
	CostReport,
	ExternalIdRotation,
	Offboarding,
	Overview,
	PendingRequirements,
	Proof,
	RefusalAnswer,
	ReportStack,
	RoleOptions,
} from "#lib/domain/connector.ts";
import type { ExternalId } from "#lib/domain/external-id.ts";
import type { Requirements } from "#lib/domain/features.ts";
import type { HealthState } from "#lib/domain/health.ts";
import type { Partition } from "#lib/domain/partition.ts";
import type { PlatformSettings } from "#lib/domain/platform/platform-settings.ts";
import type { Sight } from "#lib/domain/sight.ts";
import type { ApiKeyRepository } from "./api-keys-port.ts";
import type { AuditChainRepository, AuditRepository, AuditStreamRepository } from "./audit-port.ts";
import type { BudgetRepository } from "./budgets-port.ts";
import type { ChangeRepository } from "./changes-port.ts";
import type { DashboardRepository } from "./dashboard-port.ts";
import type { EvidenceRepository } from "./evidence-port.ts";
import type { FleetRepository } from "./fleet-port.ts";
import type { HarnessSweepRepository } from "./harness-sweeps-port.ts";
import type { IdempotencyRepository } from "./idempotency-port.ts";
import type { ImportRepository } from "./imports-port.ts";
import type { IncidentRepository } from "./incidents-port.ts";
import type { InvitationRepository } from "./invitations-port.ts";
import type { LaunchLinkRepository } from "./launch-links-port.ts";
import type { NotificationChannelRepository, NotificationDeliveryRepository } from "./notifications-port.ts";
import type { OperationRepository } from "./operations-port.ts";
import type { PeopleRepository } from "./people-port.ts";
import type { PermissionQuestionRepository } from "./permission-questions-port.ts";
import type { RolloutPlanRepository, RolloutRepository } from "./rollouts-port.ts";
import type { ScheduleRepository } from "./schedule-port.ts";
import type { SignInSettingsRepository } from "./sign-in-settings-port.ts";
import type { SsoRepository } from "./sso-port.ts";
import type { TrustChangeRepository, TrustNoticeRepository } from "./trust-changes-port.ts";
import type { WayInRepository } from "./ways-in-port.ts";
import type { MaintenanceWindowRepository } from "./windows-port.ts";

/** The database as verbs see it. Prisma stops behind this file. */
export type Db = DbOperations & {
	/** Everything inside is committed together, or not at all. */
	transaction<T>(run: (tx: DbTransaction) => Promise<T>): Promise<T>;
	/** The same for somebody who does not see everything: what they may not see is not there. */
	seenBy(sight: Sight): Db;
};

export type DbTransaction = DbOperations & {
	/** Neutral SQL for what must join this transaction without knowing Prisma (jobs.enqueue). */
	readonly sql: Sql;
};

export type Sql = (text: string, values: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

export type DbOperations = {
	readonly connectors: ConnectorRepository;
	readonly checks: CheckRepository;
	readonly evidence: EvidenceRepository;
	readonly schedule: ScheduleRepository;
	readonly fleet: FleetRepository;
	readonly harnessAccounts: HarnessAccountRepository;
	readonly verifiers: VerifierRepository;
	readonly templateChecks: TemplateCheckRepository;
	readonly settings: SettingsRepository;
	readonly audit: AuditRepository;
	readonly auditChain: AuditChainRepository;
	readonly auditStream: AuditStreamRepository;
	readonly incidents: IncidentRepository;
	readonly maintenanceWindows: MaintenanceWindowRepository;
	readonly notificationChannels: NotificationChannelRepository;
	readonly notificationDeliveries: NotificationDeliveryRepository;
	readonly budgets: BudgetRepository;
	readonly harnessSweeps: HarnessSweepRepository;
	readonly operations: OperationRepository;
	readonly imports: ImportRepository;
	readonly launchLinks: LaunchLinkRepository;
	readonly rollouts: RolloutRepository;
	readonly rolloutPlans: RolloutPlanRepository;
	readonly changes: ChangeRepository;
	readonly dashboard: DashboardRepository;
	readonly apiKeys: ApiKeyRepository;
	readonly idempotency: IdempotencyRepository;
	readonly people: PeopleRepository;
	readonly permissionQuestions: PermissionQuestionRepository;
	readonly waysIn: WayInRepository;
	readonly signInSettings: SignInSettingsRepository;
	readonly sso: SsoRepository;
	readonly invitations: InvitationRepository;
	readonly trustChanges: TrustChangeRepository;
	readonly trustNotices: TrustNoticeRepository;
};

export type ConnectorRepository = {
	find(id: string): Promise<Connector | null>;
	/** Live connectors (not offboarded) of this Harness account and AWS account, drafts included, of every destination. */
	findByAccount(harnessAccountRef: string, awsAccountId: string): Promise<readonly Connector[]>;
	/** Newest first; `after` is the last id of the page before. */
	list(page: { after?: string; limit: number; now: Date }): Promise<readonly ConnectorSummary[]>;
	/** Connectors with an own cost report, registered. */
	listPayers(harnessAccountRef: string, destination: Connector["destination"]): Promise<readonly Connector[]>;
	insert(draft: NewConnector): Promise<Connector>;
	/**
	 * Saves what is given when `version` is still the stored one; null when somebody else saved first.
	 * A taken account, role or identifier comes back as the name of the broken rule.
	 */
	save(id: string, version: number, change: ConnectorChange): Promise<Connector | null | UniqueViolation>;
	/** Facts that the worker finds; never bumps `version`, so that no open form is disturbed. */
	observe(id: string, facts: ObservedFacts): Promise<void>;
	watchedAt(id: string): Promise<Date | null>;
	/** What was decided last; null: never. */
	health(id: string): Promise<{ readonly state: HealthState; readonly since: Date } | null>;
	/** What was typed into a step and not yet saved; bounded by the caller. */
	saveDraft(id: string, step: string, values: JsonValue | null): Promise<void>;
	drafts(id: string): Promise<Readonly<Record<string, JsonValue>>>;
	/** Drafts in which nothing was ever saved. */
	deleteEmptyDrafts(olderThan: Date): Promise<number>;
};

export type UniqueViolation = "account" | "role" | "identifier";
export type NewConnector = Pick<
	Connector,
	"id" | "harnessAccountRef" | "requiresAutoStopping" | "verifierExternalId"
> & {
	/** `harness-ccm` where nothing is said. */
	readonly destination?: Connector["destination"];
	/** Borne from the start; none where nothing is said. */
	readonly tags?: Readonly<Record<string, string>>;
};
export type ConnectorChange = {
	readonly overview?: Overview;
	readonly platform?: PlatformSettings | null;
	readonly destinationExternalId?: ExternalId | null;
	readonly reportStack?: ReportStack | null;
	readonly costReport?: CostReport | null;
	readonly requirements?: Requirements | null;
	readonly role?: RoleOptions;
	readonly pastedRoleArn?: RoleArn | null;
	readonly proof?: Proof;
	readonly status?: Connector["status"];
	readonly registeredAt?: Date;
	readonly harnessLastModifiedAt?: Date | null;
	readonly pausedAt?: Date | null;
	readonly pendingRequirements?: PendingRequirements | null;
	/** Only a commit changes it: the pending ID becomes the one in use. */
	readonly verifierExternalId?: ExternalId;
	readonly rotation?: ExternalIdRotation | null;
	readonly declinedTemplateVersion?: number | null;
	readonly offboarding?: Offboarding | null;
	/** Its role was found to be of this rollout's stack set. */
	readonly rolloutId?: string;
};
export type ObservedFacts = {
	/** What was last seen of the bucket that the cost report's stack makes. */
	readonly reportStack?: ReportStack;
	readonly launchedAt?: Date;
	readonly roleFoundAt?: Date;
	readonly trustPolicyHash?: string;
	readonly templateVersion?: number | null;
	/** Whether an offboarded role still lets us in: when AWS was asked, and what it answered. */
	readonly refusalAskedAt?: Date;
	readonly refusalAnswer?: RefusalAnswer;
	/** Somebody has the role step open: the role is asked for until a little after this time. */
	readonly watchedAt?: Date;
};
export type ConnectorSummary = {
	readonly id: string;
	readonly name: string | null;
	readonly awsAccountId: string | null;
	readonly status: Connector["status"];
	readonly proof: Proof;
	readonly hasCostReport: boolean;
	/** Already `unknown` when the evidence is past its limit. */
	readonly health: HealthState;
	readonly healthSince: Date | null;
	readonly lastProofAt: Date | null;
	readonly updatedAt: Date;
};

/** One asked-for verification of a connector: the operation a nudge answers with. */
export type CheckRun = {
	readonly id: string;
	readonly connectorId: string;
	/** `role`: only whether the role answers yet. `full`: every check. */
	readonly kind: "role" | "full";
	readonly state: "queued" | "running" | "done" | "crashed";
	readonly requestedAt: Date;
	readonly startedAt: Date | null;
	readonly finishedAt: Date | null;
};

export type CheckRepository = {
	/** The newest result of each check about the connector as it is now: evidence of other facts is left out. */
	latest(connectorId: string): Promise<readonly CheckResult[]>;
	/** Newest first; `before`: only older ones, for the next page. */
	history(
		connectorId: string,
		checkId: CheckId,
		limit: number,
		before?: Date,
	): Promise<readonly CheckResult[]>;
	/** When the check first and last passed: for "was working until" and the provisional minute. */
	passedTimes(connectorId: string, checkId: CheckId): Promise<{ first: Date | null; last: Date | null }>;
	record(connectorId: string, runId: string, results: readonly CheckResult[]): Promise<void>;
	requestRun(run: Pick<CheckRun, "id" | "connectorId" | "kind" | "requestedAt">): Promise<CheckRun>;
	latestRun(connectorId: string, kind: CheckRun["kind"]): Promise<CheckRun | null>;
	openRuns(connectorId: string): Promise<readonly CheckRun[]>;
	findRun(id: string): Promise<CheckRun | null>;
	/** `connectorVersion`: of the connector that the run looks at; its results are evidence for no other facts. */
	startRun(id: string, at: Date, connectorVersion: number): Promise<void>;
	finishRun(id: string, state: "done" | "crashed", at: Date): Promise<void>;
};

export type HarnessAccount = {
	readonly ref: string;
	readonly accountId: string;
	/** Host only, e.g. https://app.harness.io; the adapter adds the gateway paths. */
	readonly baseUrl: string;
	readonly hasApiKey: boolean;
	/** As whoever made the token said; null: not said, or it does not expire. */
	readonly apiKeyExpiresAt: Date | null;
	/** From Harness's awsaccountconnectiondetail; null until it was asked. */
	readonly connection: HarnessConnection | null;
	readonly govConnection: HarnessConnection | null;
	readonly checkedAt: Date | null;
	readonly version: number;
};
export type HarnessConnection = { readonly harnessAwsAccountId: string; readonly externalId: ExternalId };

export type HarnessAccountRepository = {
	find(ref: string): Promise<HarnessAccount | null>;
	first(): Promise<HarnessAccount | null>;
	/** The decrypted key: for the Harness adapter only. */
	apiKey(ref: string): Promise<string | null>;
	save(
		account: Pick<HarnessAccount, "ref" | "accountId" | "baseUrl"> & {
			apiKey?: string;
			apiKeyExpiresAt?: Date | null;
		},
	): Promise<HarnessAccount>;
	observe(
		ref: string,
		facts: Partial<Pick<HarnessAccount, "connection" | "govConnection" | "checkedAt">>,
	): Promise<void>;
};

/** Our own side in one partition: who we are to AWS, and whether that works. */
export type VerifierStatus = {
	readonly partition: Partition;
	readonly accountId: string | null;
	readonly principalArn: string | null;
	readonly result: CheckResult;
};
export type VerifierRepository = {
	find(partition: Partition): Promise<VerifierStatus | null>;
	save(status: VerifierStatus): Promise<void>;
};

/** What CloudFormation said of a template URL before a link to it was handed out. */
export type TemplateCheck = {
	readonly url: string;
	readonly partition: Partition;
	readonly result: CheckResult;
	readonly parameters: readonly string[];
	/** Hex SHA-256 of the body, where we may read it. */
	readonly sha256: string | null;
};
export type TemplateCheckRepository = {
	find(url: string, partition: Partition): Promise<TemplateCheck | null>;
	save(check: TemplateCheck): Promise<void>;
};

export type Settings = {
	/** `operator`: roles trust us in a statement of our own. `vendor`: we run as the principal roles trust for Harness. */
	readonly verifierMode: "operator" | "vendor";
	readonly templateSource: "ours" | "harness";
	/** S3 URL of our uploaded template; empty while none is uploaded. */
	readonly templateUrl: string;
	readonly templateSha256: string;
	/** The same of the template for whole organizations. */
	readonly organizationTemplateUrl: string;
	readonly organizationTemplateSha256: string;
	readonly defaultRegion: string;
	readonly optInRegions: readonly string[];
	readonly canaryRoleArn: string;
	/** For each region and all workers together; AWS's own quota is 600. */
	readonly stsRequestsPerSecond: number;
	readonly harnessRequestsPerMinute: number;
	readonly resultRetentionDays: number;
	/** The connector tag whose value names its owner. */
	readonly ownerTag: string;
	/** Changes of trust need a second administrator's approval. */
	readonly fourEyes: boolean;
	/** Changes of trust need a second factor; null: in live mode, and of whoever has one. */
	readonly secondFactorRequired: boolean | null;
	readonly version: number;
};
export type SettingsRepository = {
	get(): Promise<Settings>;
	/** Null when somebody else saved first. */
	save(version: number, settings: Omit<Settings, "version">): Promise<Settings | null>;
};

/** Who did it, and from where: an Actor is one. */
export type AuditActor = {
	readonly kind: "person" | "key" | "launch-link" | "system";
	readonly id: string;
	readonly name: string;
	readonly address: string | null;
	readonly requestId: string | null;
};
export type AuditOutcome = "done" | "refused" | "failed";
export type AuditEvent = {
	readonly id: string;
	readonly actor: string;
	readonly action: string;
	readonly at: Date;
};
