import type { RoleArn } from "#lib/domain/arn.ts";
import type { JsonValue } from "#lib/domain/check.ts";
import type { ExternalId } from "#lib/domain/external-id.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { Partition } from "#lib/domain/partition.ts";

/** An AWS call's outcome. `denied` is a fact about the other side, not an error of ours. */
export type AwsAnswer<T> =
	| {
			readonly kind: "answered";
			readonly value: T;
			readonly requestId: string | null;
			readonly region: string;
	  }
	| AwsRefusal;
export type AwsRefusal = {
	/** `denied`: AccessDenied. `failed`: anything else, already mapped to a code. */
	readonly kind: "denied" | "failed";
	readonly code: FailureCode;
	/** AWS's own error code, e.g. NoSuchBucket; null when no answer came. */
	readonly awsCode: string | null;
	/** AWS's own words, for "Details". */
	readonly message: string;
	readonly requestId: string | null;
	readonly region: string;
};

type Call = { readonly partition: Partition; readonly signal?: AbortSignal };

export type AssumeRole = Call & {
	readonly roleArn: RoleArn;
	readonly externalId: ExternalId | null;
	readonly sessionName: string;
	/** Inline session policy: the session can do no more than this. */
	readonly policy: JsonValue;
	/** Regional endpoint; default: the partition's first. */
	readonly region?: string;
};

export type Aws = {
	callerIdentity(call: Call): Promise<AwsAnswer<{ accountId: string; arn: string }>>;
	/** Assumes and drops the credentials unread: for the negative checks. */
	probeRole(call: AssumeRole): Promise<AwsAnswer<{ assumedRoleArn: string; accountId: string }>>;
	/** Assumes the role and keeps its credentials inside: for reading as the role. */
	openRole(call: AssumeRole): Promise<AwsAnswer<RoleSession>>;
	/** CloudFormation's view of a template URL, with our own credentials. */
	templateSummary(
		call: Call & { templateUrl: string; region: string },
	): Promise<AwsAnswer<{ parameters: readonly string[] }>>;
	/** The template's bytes, where we may read them. `region` is the bucket's. */
	readTemplate(call: Call & { templateUrl: string; region: string }): Promise<AwsAnswer<Uint8Array>>;
	/**
	 * Whether a bucket of this name exists, asked with our own credentials. `exists` says nothing about whose it is:
	 * a refusal and another region are signs of a bucket, too.
	 */
	headBucket(call: Call & { bucket: string; region: string }): Promise<AwsAnswer<"exists" | "none">>;
	/** Closes idle connections; for the end of the process. */
	close(): void;
};

/** A session inside a customer's account. Its credentials never leave lib/aws. */
export type RoleSession = {
	readonly accountId: string;
	readonly assumedRoleArn: string;
	getRole(roleName: string, signal?: AbortSignal): Promise<AwsAnswer<RoleFacts>>;
	/** All pages; actions must be concrete. */
	simulate(
		call: {
			roleArn: RoleArn;
			actions: readonly string[];
			resources: readonly string[];
			/** The region that the requests would go to; without it, what is limited by region cannot be told. */
			requestedRegion?: string;
			/** Further condition keys that the requests would carry, one value each. */
			context?: Readonly<Record<string, string>>;
		},
		signal?: AbortSignal,
	): Promise<AwsAnswer<readonly SimulatedAction[]>>;
	/** The role's policies as documents by name: inline ones and attached ones' default versions. */
	rolePolicies(roleName: string, signal?: AbortSignal): Promise<AwsAnswer<readonly NamedPolicy[]>>;
	reportDefinitions(signal?: AbortSignal): Promise<AwsAnswer<readonly ReportDefinition[]>>;
	/** Every export's name, and the one asked for in full. */
	dataExport(name: string, signal?: AbortSignal): Promise<AwsAnswer<DataExportSearch>>;
	/** Newest object under the prefix; null when there is none. */
	newestObject(
		call: { bucket: string; region: string; prefix: string; suffix: string },
		signal?: AbortSignal,
	): Promise<AwsAnswer<{ key: string; lastModified: Date; sizeBytes: number } | null>>;
	/** Reads one byte: the real proof of bucket policy and encryption key. */
	readOneByte(
		call: { bucket: string; region: string; key: string },
		signal?: AbortSignal,
	): Promise<AwsAnswer<true>>;
	/** AWS Organizations and the stack set, read as the organization reader role. */
	readonly organization: OrganizationReader;
	organizationAccounts(
		signal?: AbortSignal,
	): Promise<AwsAnswer<readonly { accountId: string; name: string; state: string | null }[]>>;
	regions(signal?: AbortSignal): Promise<AwsAnswer<readonly { region: string; optInStatus: string }[]>>;
	/** Forgets the credentials; every later call fails. */
	close(): void;
};

/** Every call reads all pages. */
export type OrganizationReader = {
	describe(signal?: AbortSignal): Promise<AwsAnswer<{ organizationId: string; managementAccountId: string }>>;
	roots(signal?: AbortSignal): Promise<AwsAnswer<readonly { id: string; name: string }[]>>;
	/** Every unit below a root, with its parent. */
	units(
		rootId: string,
		signal?: AbortSignal,
	): Promise<AwsAnswer<readonly { id: string; parentId: string; name: string }[]>>;
	/** Accounts directly in a root or unit. */
	accountsIn(
		parentId: string,
		signal?: AbortSignal,
	): Promise<AwsAnswer<readonly { accountId: string; name: string; state: string | null }[]>>;
	accountTags(accountId: string, signal?: AbortSignal): Promise<AwsAnswer<Readonly<Record<string, string>>>>;
	/** Principals of services with trusted access, e.g. `member.org.stacksets.cloudformation.amazonaws.com`. */
	trustedServices(signal?: AbortSignal): Promise<AwsAnswer<readonly string[]>>;
	/** Of CloudFormation stack sets. */
	delegatedAdministrators(signal?: AbortSignal): Promise<AwsAnswer<readonly string[]>>;
	serviceControlPolicies(targetId: string, signal?: AbortSignal): Promise<AwsAnswer<readonly string[]>>;
	stackSet(call: StackSetCall, signal?: AbortSignal): Promise<AwsAnswer<StackSetFacts>>;
	stackInstances(call: StackSetCall, signal?: AbortSignal): Promise<AwsAnswer<readonly StackInstanceFacts[]>>;
	/** The newest, with its status; null: there was none. */
	newestOperation(
		call: StackSetCall,
		signal?: AbortSignal,
	): Promise<AwsAnswer<StackSetOperationFacts | null>>;
};
export type StackSetCall = {
	readonly stackSetName: string;
	readonly region: string;
	/** Passed as CallAs=DELEGATED_ADMIN. */
	readonly isDelegatedAdministrator: boolean;
};
export type StackSetFacts = {
	readonly name: string;
	readonly id: string;
	readonly status: string;
	readonly permissionModel: string;
	readonly isAutoDeploymentOn: boolean | null;
	readonly isManagedExecutionOn: boolean | null;
	readonly parameters: Readonly<Record<string, string>>;
	readonly unitIds: readonly string[];
};
export type StackInstanceFacts = {
	readonly accountId: string;
	readonly region: string;
	readonly unitId: string | null;
	readonly status: string;
	readonly detail: string | null;
	readonly reason: string | null;
	readonly stackId: string | null;
};
export type StackSetOperationFacts = {
	readonly id: string;
	readonly action: string;
	readonly status: string;
	readonly reason: string | null;
	readonly startedAt: Date | null;
	readonly endedAt: Date | null;
};

export type RoleFacts = {
	readonly arn: string;
	/** Parsed; null when it was not JSON. */
	readonly trustPolicy: JsonValue;
	readonly tags: Readonly<Record<string, string>>;
	readonly createdAt: Date | null;
	readonly permissionsBoundaryArn: string | null;
};
export type SimulatedAction = {
	readonly action: string;
	readonly resource: string;
	readonly decision: "allowed" | "explicitDeny" | "implicitDeny";
	/** False: an organization's policy denies it. Null: AWS did not say. */
	readonly allowedByOrganization: boolean | null;
	/** Condition keys that a policy asks for and the simulation was not told; absent: none. */
	readonly missingContext?: readonly string[];
};
export type NamedPolicy = {
	readonly name: string;
	readonly arn: string | null;
	readonly document: JsonValue;
};
export type ReportDefinition = {
	readonly name: string;
	readonly bucket: string;
	readonly prefix: string;
	readonly region: string;
	readonly timeUnit: string;
	readonly compression: string;
	readonly format: string;
	readonly versioning: string;
	readonly refreshClosedReports: boolean;
	readonly schemaElements: readonly string[];
	readonly artifacts: readonly string[];
	readonly lastDelivery: Date | null;
	readonly lastStatus: string | null;
};
export type DataExportSearch = { readonly names: readonly string[]; readonly found: DataExport | null };
export type DataExport = {
	readonly name: string;
	readonly arn: string;
	readonly bucket: string;
	readonly prefix: string;
	readonly region: string;
	readonly format: string;
	readonly compression: string;
	readonly overwrite: string;
	readonly timeGranularity: string | null;
	readonly includeResources: boolean | null;
	readonly includeSplitCostAllocation: boolean | null;
	readonly includeManualDiscountCompatibility: boolean | null;
	readonly includeCallerIdentity: boolean | null;
	readonly createdAt: Date | null;
	readonly lastRefreshedAt: Date | null;
	readonly status: string | null;
};
