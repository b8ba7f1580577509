/** What CloudFormation remembers of one service-managed stack set; plain JSON. */
export type StackSet = {
	/** `<name>:<uuid>` */
	readonly id: string;
	readonly name: string;
	/** The management account's, also where a delegated administrator made it. */
	readonly accountKey: string;
	readonly region: string;
	readonly createdAt: number;
	status: "ACTIVE" | "DELETED";
	description: string;
	/** Key of the state's `templates`. */
	templateDigest: string;
	parameters: Record<string, string>;
	capabilities: string[];
	tags: Record<string, string>;
	autoDeployment: AutoDeployment | null;
	isManagedExecutionOn: boolean;
	/** Where its instances were asked for. */
	targets: StackSetTarget[];
	/** By `<account id>/<region>`. */
	instances: Record<string, StackSetInstance>;
	/** The newest first. */
	operations: StackSetOperation[];
	/** The stack's resource that it is; null: made by a call. */
	readonly owner: { readonly stackId: string; readonly logicalId: string } | null;
};

export type AutoDeployment = { readonly isOn: boolean; readonly retainsStacks: boolean };

export type StackSetTarget = {
	readonly unitId: string;
	regions: string[];
	/** Accounts that were taken out by `DIFFERENCE`. */
	except: string[];
	/** Accounts that join the unit get an instance; not where single accounts were named. */
	readonly isFollowed: boolean;
};

export type StackSetInstance = {
	readonly accountId: string;
	readonly region: string;
	/** The root or unit that was the target, not the account's own. */
	unitId: string;
	stackId: string | null;
	status: "CURRENT" | "OUTDATED" | "INOPERABLE";
	detail: InstanceDetail;
	reason: string | null;
	overrides: Record<string, string>;
	lastOperationId: string;
};

type InstanceDetail =
	| "PENDING"
	| "RUNNING"
	| "SUCCEEDED"
	| "FAILED"
	| "CANCELLED"
	| "INOPERABLE"
	| "SKIPPED_SUSPENDED_ACCOUNT";

export type StackSetOperation = {
	readonly id: string;
	readonly action: "CREATE" | "UPDATE" | "DELETE";
	status: "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "STOPPED";
	readonly preferences: OperationPreferences;
	readonly retainsStacks: boolean;
	readonly unitIds: string[];
	/** New overrides of its instances; null: they keep what they have. */
	readonly overrides: Overrides | null;
	readonly createdAt: number;
	endedAt: number | null;
	/** By instance key, in the order in which they are worked off. */
	results: Record<string, OperationResult>;
};

/** `kept`: parameters that stay overridden as they are; every other one goes back to the stack set's value. */
export type Overrides = {
	readonly values: Readonly<Record<string, string>>;
	readonly kept: readonly string[];
};

export type OperationResult = {
	status: "PENDING" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";
	reason: string | null;
	readonly unitId: string;
};

export type OperationPreferences = {
	readonly regionConcurrency: "SEQUENTIAL" | "PARALLEL";
	readonly regionOrder: readonly string[];
	readonly failureTolerance: Amount;
	readonly maxConcurrent: Amount;
	/** `SOFT_FAILURE_TOLERANCE`: failures do not lower the concurrency. */
	readonly isSoft: boolean;
};

/** A number of accounts, or a percentage of an operation's accounts in a region. */
export type Amount =
	| { readonly kind: "count"; readonly count: number }
	| { readonly kind: "percent"; readonly percent: number };
