import type { AutoStoppingFeature, Feature } from "../features.ts";

/** A version of the manifest and of the template made to match it; the role carries it as a tag. */
export const MANIFEST_VERSION = "2026-11-22";

/**
 * `read`: looks. `change`: alters or stops something. `spend`: costs money by itself.
 * `escalate`: could win rights or secrets beyond its own.
 */
export type Risk = "read" | "change" | "spend" | "escalate";

export type ManifestAction = {
	/** As in the policy: `ec2:StartInstances`, or a wildcard such as `organizations:List*`. */
	readonly action: string;
	readonly why: string;
	readonly risk: Risk;
	/** What it could do in the wrong hands. Null only for a `read` that shows nothing but settings. */
	readonly riskNote: string | null;
	/** What stops when the role may not do this. */
	readonly without: string;
	/** The concrete actions SimulatePrincipalPolicy is asked for; the action itself unless a wildcard. */
	readonly probes: readonly string[];
};

/** When a statement belongs to a role that has its feature. */
export type Needed =
	| { readonly kind: "always" }
	| { readonly kind: "cur2" }
	| { readonly kind: "commitment-write" }
	| { readonly kind: "autostopping-wide" }
	| { readonly kind: "autostopping"; readonly choice: AutoStoppingFeature };

/**
 * One statement of a policy. Resources hold the placeholders {partition} {accountId} {rolePath} {roleName}
 * {stackName} {bucketName} {harnessBucket} {lambdaRoleName}.
 */
export type ManifestStatement = {
	readonly sid: string;
	/** Null: part of every role, whatever is chosen. */
	readonly feature: Feature | null;
	readonly needed: Needed;
	/** Logical id of the managed policy in the template; Harness's own names. */
	readonly policy: PolicyName;
	readonly resources: readonly string[];
	/** The ARN an action is probed with, where it is not `*`; a star in a resource is not asked as such. */
	readonly probeResource: (action: string) => string;
	readonly actions: readonly ManifestAction[];
};

/** Stands for each of the policies that Cloud Governance attaches by ARN. */
export const GOVERNANCE_POLICIES = "{governancePolicies}";

/** The managed policies of Harness's template, by their logical ids (Harness's, its spelling kept). */
export const POLICY_NAMES = [
	"HarnessGetRolePolicy",
	"HarnessBillingMonitoringPolicy",
	"HarnessEventsMonitoringPolicy",
	"HarnessOptimisationPolicy",
	"HarnessGovernancePolicy",
	"HarnessCommitmentOrchestratorPolicy",
] as const;
/** The logical id of a managed policy in a destination's template. */
export type PolicyName = string;
