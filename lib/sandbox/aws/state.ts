import type { JsonObject } from "./json.ts";
import type { Organization } from "./organization-state.ts";
import type { SandboxPartition } from "./regions.ts";
import type { StackSet } from "./stack-set-state.ts";

/** Everything the sandbox remembers; plain JSON, so that a restart keeps it. */
export type AwsState = {
	/** By `<partition>/<account id>`. */
	accounts: Record<string, Account>;
	/** By stack id (ARN). */
	stacks: Record<string, Stack>;
	/** Template bodies by their SHA-256: thousands of stacks share one. */
	templates: Record<string, string>;
	/** By id (`<name>:<uuid>`). */
	stackSets: Record<string, StackSet>;
	/** By name: bucket names are global in a partition. */
	buckets: Record<string, Bucket>;
	faults: FaultSettings;
};

export type Account = {
	readonly id: string;
	readonly partition: SandboxPartition;
	name: string;
	roles: Record<string, Role>;
	/** Customer managed policies by ARN. */
	policies: Record<string, ManagedPolicy>;
	/** IAM users that hold sandbox credentials, with their identity policies. */
	users: Record<string, { policies: Record<string, JsonObject> }>;
	/** Opt-in regions that this account switched on. */
	enabledRegions: string[];
	reports: CostReport[];
	exports: DataExportState[];
	/** Set on the management account of an organization. */
	organization: Organization | null;
	/** The key of the account that manages the organization it is in; its own, where it manages one. */
	memberOf: string | null;
};

export type Role = {
	readonly name: string;
	readonly path: string;
	readonly arn: string;
	readonly id: string;
	readonly createdAt: number;
	description: string;
	maxSessionSeconds: number;
	trustPolicy: JsonObject;
	/** STS decides by the old trust policy (none for a new role) until the change has propagated. */
	previousTrustPolicy: JsonObject | null;
	trustEffectiveAt: number;
	inline: Record<string, JsonObject>;
	attached: string[];
	boundaryArn: string | null;
	tags: Record<string, string>;
};

export type ManagedPolicy = {
	readonly arn: string;
	readonly name: string;
	readonly path: string;
	readonly id: string;
	readonly createdAt: number;
	description: string;
	versions: { id: string; document: JsonObject; createdAt: number }[];
	defaultVersionId: string;
};

export type CostReport = {
	name: string;
	bucket: string;
	prefix: string;
	region: string;
	timeUnit: string;
	format: string;
	compression: string;
	schemaElements: string[];
	artifacts: string[];
	refreshClosedReports: boolean;
	versioning: string;
	lastDelivery: string | null;
	lastStatus: string | null;
};

export type DataExportState = {
	arn: string;
	name: string;
	bucket: string;
	prefix: string;
	region: string;
	format: string;
	compression: string;
	overwrite: string;
	outputType: string;
	queryStatement: string;
	tableConfigurations: Record<string, Record<string, string>>;
	createdAt: number;
	lastRefreshedAt: number | null;
	status: string;
};

export type Bucket = {
	readonly name: string;
	readonly accountKey: string;
	readonly region: string;
	/** Anybody may read, as with published templates. */
	publicRead: boolean;
	policy: JsonObject | null;
	/** Objects are encrypted with a key that readers may not use. */
	kmsDenied: boolean;
	versioning: boolean;
	objects: StoredObject[];
};

/** One version of an object; the last one of a key is the current. */
export type StoredObject = {
	readonly key: string;
	readonly versionId: string;
	readonly bodyBase64: string;
	readonly contentType: string;
	readonly lastModified: number;
	readonly metadata: Record<string, string>;
};

export type StackResource = {
	readonly logicalId: string;
	readonly type: string;
	physicalId: string;
	attributes: Record<string, string>;
	properties: JsonObject;
	deletionPolicy: string;
	status: string;
	reason: string | null;
	updatedAt: number;
};

type StackEvent = {
	readonly id: string;
	readonly logicalId: string;
	readonly physicalId: string;
	readonly type: string;
	readonly status: string;
	readonly reason: string | null;
	readonly at: number;
};

export type Stack = {
	readonly id: string;
	readonly name: string;
	readonly accountKey: string;
	readonly region: string;
	readonly createdAt: number;
	updatedAt: number | null;
	deletedAt: number | null;
	status: string;
	statusReason: string | null;
	/** Key of `templates`. */
	templateDigest: string;
	parameters: Record<string, string>;
	capabilities: string[];
	tags: Record<string, string>;
	/** What to do when something fails: `ROLLBACK`, `DO_NOTHING` or `DELETE`. */
	onFailure: string;
	/** What made it: another stack's resource, or a stack set; null: a person. */
	readonly madeBy: StackMaker | null;
	resources: Record<string, StackResource>;
	outputs: { key: string; value: string; description: string | null; exportName: string | null }[];
	events: StackEvent[];
};

export type StackMaker =
	| { readonly kind: "stack"; readonly stackId: string; readonly logicalId: string }
	| { readonly kind: "stack-set"; readonly stackSetId: string };

export type FaultRule = {
	readonly id: string;
	readonly kind: "throttle" | "error" | "latency" | "reset";
	/** Absent: any. `action` is the API's name, such as `AssumeRole`. */
	readonly service?: string | undefined;
	readonly action?: string | undefined;
	/** The caller's account or the account that the call is about. */
	readonly account?: string | undefined;
	/** throttle: calls let through in a second (0: none). */
	readonly perSecond?: number | undefined;
	/** latency: milliseconds. */
	readonly ms?: number | undefined;
	/** error: HTTP status, code and message. */
	readonly status?: number | undefined;
	readonly code?: string | undefined;
	readonly message?: string | undefined;
	/** Applies to so many calls, then is gone. */
	times?: number | undefined;
};

export type OrganizationDeny = {
	readonly id: string;
	readonly account: string;
	readonly actions: readonly string[];
	readonly type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";
};

export type FaultSettings = {
	propagationDelayMs: number;
	stackStepMs: number;
	/** How long a stack set takes for each stack instance. */
	stackSetStepMs: number;
	/** So many instances of an operation at once at most, whatever its preferences say; 0: as they say. */
	stackSetConcurrency: number;
	rules: FaultRule[];
	organizationDenies: OrganizationDeny[];
	/** STS is switched off there; without `account` in every account. */
	disabledRegions: { region: string; account?: string | undefined }[];
	/** The operator's identity policy loses sts:AssumeRole. */
	verifierNotAllowed: boolean;
	/** Requests a second that STS takes from one account in one region; 0 or absent: any number. */
	stsQuota?: number;
};
