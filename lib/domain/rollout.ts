import type { AccountId } from "./account-id.ts";
import type { CostReport, RoleOptions } from "./connector.ts";
import type { ExternalId } from "./external-id.ts";
import type { FailureCode } from "./failures.ts";
import type { Requirements } from "./features.ts";
import type { Partition } from "./partition.ts";

/** `organization`: AWS Organizations knows the accounts. `list`: a person named them. */
export type RolloutKind = "organization" | "list";
/** `launched`: somebody went to AWS, so accounts are looked for. `ended`: nothing is looked for any more. */
export type RolloutStatus = "draft" | "launched" | "ended";

/** How many accounts one rollout may hold. */
export const ROLLOUT_ACCOUNT_LIMIT = 10_000;

/** Patterns with `{accountId}`, `{accountName}` and `{ou}`; what they give is cleaned as Harness takes it. */
export type Naming = { readonly connectorName: string; readonly identifier: string };

/** As Harness's document names them. */
export const DEFAULT_NAMING: Naming = {
	connectorName: "AWSConnector-{accountId}",
	identifier: "AWSConnector_{accountId}",
};

/** Step 2. */
export type RolloutFeatures = {
	/** Of every account but the payer and the exceptions. */
	readonly member: Requirements;
	/** The first that matches decides. */
	readonly exceptions: readonly FeatureException[];
	/** The management account's own connector, with the cost report; null: it gets none here. */
	readonly payer: PayerFeatures | null;
};
export type FeatureException = {
	readonly match:
		| { readonly kind: "unit"; readonly unitId: string }
		| { readonly kind: "tag"; readonly key: string; readonly value: string };
	readonly requirements: Requirements;
};
export type PayerFeatures = {
	readonly requirements: Requirements;
	/** Null: it has none, or none is wanted. */
	readonly costReport: Extract<CostReport, { kind: "own" }> | null;
};

/**
 * `stack`: one stack of our template makes the stack set. `console`: by hand, as Harness's document has it.
 * `terraform`, `cli`: by files. `existing`: a stack set that is there is updated.
 */
export const LAUNCH_WAYS = ["stack", "console", "terraform", "cli", "existing"] as const;
export type LaunchWay = (typeof LAUNCH_WAYS)[number];

/** Step 3. */
export type RolloutLaunch = {
	readonly way: LaunchWay;
	/** IAM is global: one region is enough. */
	readonly region: string;
	readonly stackName: string;
	readonly stackSetName: string;
	/** Roots (`r-…`) and organizational units (`ou-…`) wave by wave; at least one wave with at least one. */
	readonly waves: readonly (readonly string[])[];
	/** How many waves have begun; the first does with the launch. */
	readonly wavesBegun: number;
	/** The next wave may begin while no greater share of the last one's accounts fails; 0 to 100. */
	readonly stopAtFailingPercent: number;
	/** Of CloudFormation's operation; 100: one bad account stops nobody. */
	readonly failureTolerancePercent: number;
	readonly maxConcurrentPercent: number;
	/** Null: the stack set is administered from the management account. */
	readonly delegatedAdministratorId: AccountId | null;
	readonly role: Pick<RoleOptions, "roleName" | "rolePath" | "permissionsBoundaryArn">;
};

export const DEFAULT_ROLLOUT_LAUNCH: RolloutLaunch = {
	way: "stack",
	region: "us-east-1",
	stackName: "harness-ccm-organization",
	stackSetName: "harness-ce-iam-stackset",
	waves: [],
	wavesBegun: 0,
	stopAtFailingPercent: 5,
	failureTolerancePercent: 100,
	maxConcurrentPercent: 25,
	delegatedAdministratorId: null,
	role: { roleName: "HarnessCERole", rolePath: "/", permissionsBoundaryArn: "" },
};

/** The role by which we read the organization, in the account that administers the stack set. */
export const ORGANIZATION_READER_ROLE_NAME = "RolebridgeOrganizationReader";

/** A stored rollout. Steps that were not saved yet are null. */
export type Rollout = {
	readonly id: string;
	/** Counts up with every save; a save that names an older one is refused. */
	readonly version: number;
	readonly kind: RolloutKind;
	readonly status: RolloutStatus;
	readonly harnessAccountRef: string;
	readonly partition: Partition;
	readonly name: string;
	/** Null: not said yet, or of kind `list`. */
	readonly managementAccountId: AccountId | null;
	readonly naming: Naming;
	readonly features: RolloutFeatures | null;
	readonly launch: RolloutLaunch | null;
	/** Random, made once by this server. An account's own is `accountExternalId(this, accountId)`. */
	readonly verifierExternalId: ExternalId;
	readonly launchedAt: Date | null;
	readonly endedAt: Date | null;
	/** When the organization reader role first answered. */
	readonly readerFoundAt: Date | null;
	/** What AWS said last; null: never, or of kind `list`. */
	readonly organization: SeenOrganization | null;
	readonly stackSet: SeenStackSet | null;
	/** When AWS was last looked at with success. */
	readonly reconciledAt: Date | null;
	/** Why the last look did not succeed; null: it did. */
	readonly reconcileFailure: { readonly code: FailureCode; readonly detail: string } | null;
	readonly createdByName: string;
	readonly createdAt: Date;
	readonly updatedAt: Date;
};

/** AWS Organizations' facts that decide about a rollout. Null: it could not be told. */
export type SeenOrganization = {
	readonly organizationId: string;
	readonly rootId: string;
	readonly managementAccountId: string;
	/** `member.org.stacksets.cloudformation.amazonaws.com` is a trusted service. */
	readonly isStackSetsTrusted: boolean | null;
	readonly delegatedAdministratorIds: readonly string[] | null;
	/** Names of service control policies on the root and the chosen units, AWS's own full-access policy left out. */
	readonly serviceControlPolicies: readonly string[] | null;
};

export type SeenStackSet = {
	readonly name: string;
	/** ACTIVE or DELETED. */
	readonly status: string;
	readonly isAutoDeploymentOn: boolean | null;
	readonly isManagedExecutionOn: boolean | null;
	/** The newest operation. */
	readonly operation: {
		readonly id: string;
		/** CREATE, UPDATE, DELETE, DETECT_DRIFT. */
		readonly action: string;
		/** QUEUED, RUNNING, SUCCEEDED, FAILED, STOPPING, STOPPED. */
		readonly status: string;
		readonly reason: string | null;
		/** ISO 8601. */
		readonly startedAt: string | null;
	} | null;
};

/** Organizations' `State`; `UNKNOWN` where it said none: never taken for inactive. */
export const ACCOUNT_STATES = [
	"PENDING_ACTIVATION",
	"ACTIVE",
	"SUSPENDED",
	"PENDING_CLOSURE",
	"CLOSED",
	"UNKNOWN",
] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

export type OrganizationUnit = {
	/** `r-…` or `ou-…`. */
	readonly id: string;
	readonly parentId: string | null;
	readonly name: string;
	/** Names from the root down, joined by " / ". */
	readonly path: string;
};

/** An account of a rollout, as stored. */
export type RolloutAccount = {
	readonly accountId: AccountId;
	readonly name: string;
	readonly unitId: string | null;
	readonly tags: Readonly<Record<string, string>>;
	readonly state: AccountState;
	readonly isManagement: boolean;
	/** The wave that covers it, from 0; null: none does. */
	readonly wave: number | null;
	readonly firstSeenAt: Date;
	readonly lastSeenAt: Date;
	readonly leftAt: Date | null;
	readonly instance: StackInstance | null;
	readonly connectorId: string | null;
	/** Why no connector could be made for it. */
	readonly enrolCode: FailureCode | null;
};

export type StackInstance = {
	/** CURRENT, OUTDATED or INOPERABLE. */
	readonly status: string;
	/** PENDING, RUNNING, SUCCEEDED, FAILED, CANCELLED, INOPERABLE, SKIPPED_SUSPENDED_ACCOUNT …; null: AWS did not say. */
	readonly detail: string | null;
	/** AWS's own words. */
	readonly reason: string | null;
	readonly seenAt: Date;
};

export type RolloutChangeKind = "joined" | "left" | "returned" | "moved" | "state-changed";
export type RolloutChange = {
	readonly accountId: string;
	readonly kind: RolloutChangeKind;
	readonly details: Readonly<Record<string, string>>;
	readonly at: Date;
};

/** What registering would do with one account in Harness. */
export const PLAN_ACTIONS = ["create", "update", "adopt", "unchanged", "blocked"] as const;
export type PlanAction = (typeof PLAN_ACTIONS)[number];
/** Why that, and nothing else. */
export const PLAN_REASONS = [
	"new",
	"differs",
	"already-there",
	"same",
	"not-deployed",
	"role-not-found",
	"not-proven",
	"quarantined",
	"identifier-taken",
	"account-left",
	"account-not-active",
	"no-connector",
] as const;
export type PlanReason = (typeof PLAN_REASONS)[number];
export type FieldChange = { readonly path: string; readonly from: string; readonly to: string };
export type PlanRow = {
	readonly accountId: string;
	readonly connectorId: string | null;
	readonly action: PlanAction;
	readonly reason: PlanReason;
	readonly name: string;
	readonly identifier: string;
	/** Field by field, of `update` and `adopt`. */
	readonly changes: readonly FieldChange[];
};
export type PlanCounts = Readonly<Record<PlanAction, number>>;
export type RolloutPlan = {
	readonly id: string;
	readonly rolloutId: string;
	readonly state: "queued" | "ready" | "failed";
	readonly failure: { readonly code: FailureCode; readonly detail: string } | null;
	readonly counts: PlanCounts;
	/** The newest operation that applied it, or tried again what had failed; null: none yet. */
	readonly operationId: string | null;
	readonly actorName: string;
	readonly createdAt: Date;
	readonly finishedAt: Date | null;
};

/** Where an account stands, from the first to the last. Each holds all that come after it. */
export const COVERAGE_STAGES = [
	"expected",
	"deployed",
	"answering",
	"verified",
	"registered",
	"healthy",
] as const;
export type CoverageStage = (typeof COVERAGE_STAGES)[number];
export type Coverage = Readonly<Record<CoverageStage, number>>;
