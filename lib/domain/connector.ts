import type { AccountId } from "./account-id.ts";
import type { RoleArn } from "./arn.ts";
import type { Destination } from "./destination.ts";
import type { ExternalId } from "./external-id.ts";
import type { FailureCode } from "./failures.ts";
import type { Requirements } from "./features.ts";
import type { Partition } from "./partition.ts";
import type { PlatformSettings } from "./platform/platform-settings.ts";

/** How evidence is won: by our own calls to the role, or by Harness's word. */
export type Proof = "direct" | "harness";
export type ConnectorStatus = "draft" | "registered" | "offboarded";
export type CostReportType = "CUR1.0" | "CUR2.0";

/** Step 1. */
export type Overview = {
	readonly name: string;
	readonly identifier: string;
	readonly awsAccountId: AccountId;
	readonly description: string;
	readonly tags: Readonly<Record<string, string>>;
	readonly isGovCloud: boolean;
};

/** Step 2: its own report, one that a connected payer already has, or none. */
export type CostReport =
	| {
			readonly kind: "own";
			readonly reportName: string;
			readonly bucketName: string;
			readonly reportType: CostReportType;
	  }
	| { readonly kind: "covered"; readonly payerConnectorId: string }
	/** `not-needed`: it was connected without cost data, and who pays for the account is not known here. */
	| { readonly kind: "none"; readonly reason: "govcloud" | "not-needed" };

/** Step 4: what a bank needs under "More options". Empty strings mean the default. */
export type RoleOptions = {
	readonly roleName: string;
	/** Begins and ends with `/`. */
	readonly rolePath: string;
	readonly permissionsBoundaryArn: string;
	readonly stackName: string;
	readonly region: string;
	/** IAM Identity Center start page, e.g. https://d-1234567890.awsapps.com; with it, links sign in first. */
	readonly portalUrl: string;
	readonly permissionSetName: string;
};

/** The stack that makes the cost report and its bucket, from "Launch" on. Names are the server's, so that they are known before. */
export type ReportStack = {
	readonly reportName: string;
	readonly bucketName: string;
	readonly reportType: CostReportType;
	readonly launchedAt: Date;
	/** When a bucket of that name was first seen to exist; whose it is, the role's own reads prove later. */
	readonly bucketSeenAt: Date | null;
	readonly askedAt: Date | null;
};

export type PendingRequirements = { readonly requirements: Requirements; readonly since: Date };

/**
 * `pending`: the new ID was made and must be added to the role. `proved`: both are accepted.
 * `committed`: the new one is in use, `externalId` is the old one, which must come to be refused.
 */
export type ExternalIdRotation = {
	readonly phase: "pending" | "proved" | "committed";
	readonly externalId: ExternalId;
	readonly since: Date;
};
/** `let-in`: the role still takes our external ID. */
export type RefusalAnswer = FailureCode | "let-in";
export type Offboarding = {
	readonly startedAt: Date;
	/** The connector is gone in Harness, or was never there. */
	readonly harnessRemovedAt: Date | null;
	/** AWS refused AssumeRole with the right external ID. */
	readonly accessRefusedAt: Date | null;
	/** When AWS was last asked for that proof; null: not yet. */
	readonly askedAt: Date | null;
	/** What it answered then. */
	readonly answer: RefusalAnswer | null;
};

/** A stored connector. Steps that were not saved yet are null. */
export type Connector = {
	readonly id: string;
	/** Counts up with every save; a save that names an older one is refused. */
	readonly version: number;
	readonly status: ConnectorStatus;
	readonly proof: Proof;
	readonly partition: Partition;
	readonly harnessAccountRef: string;
	/** The rollout that brought it: its role then belongs to a stack set. Null: it was connected by itself. */
	readonly rolloutId: string | null;
	/** AutoStopping is asked for from the start (`?for=autostopping`). */
	readonly requiresAutoStopping: boolean;
	/** Whom the role is for. */
	readonly destination: Destination;
	/** The external ID that the destination gave out itself (CloudZero): part of the trust policy, never used by us. */
	readonly destinationExternalId: ExternalId | null;
	/** Of a platform connector; null for every other destination, and before its steps were saved. */
	readonly platform: PlatformSettings | null;
	readonly overview: Overview | null;
	readonly costReport: CostReport | null;
	readonly reportStack: ReportStack | null;
	readonly requirements: Requirements | null;
	readonly role: RoleOptions;
	/** Pasted by a person; null: derived from account, path and name. */
	readonly pastedRoleArn: RoleArn | null;
	/** Random, made by this server once for this connector; what our own trust statement asks for. */
	readonly verifierExternalId: ExternalId;
	/** When "Launch template in AWS console" was pressed, or the stack was said to be complete. */
	readonly launchedAt: Date | null;
	/** When the role first answered with its external ID. */
	readonly roleFoundAt: Date | null;
	/** The last role that let us in and is not this connector's any more: nothing here asks it again. */
	readonly earlierRoleArn: RoleArn | null;
	readonly registeredAt: Date | null;
	readonly harnessLastModifiedAt: Date | null;
	readonly trustPolicyHash: string | null;
	/** Somebody switched the checks off; null: they run. */
	readonly pausedAt: Date | null;
	/** Features that were asked for and that the role does not yet carry; `requirements` stays true until it does. */
	readonly pendingRequirements: PendingRequirements | null;
	/** Our own external ID on its way from one to the next. */
	readonly rotation: ExternalIdRotation | null;
	/** The version tag that the role bore when it was last read; null: none, or never read. */
	readonly templateVersion: number | null;
	/** An upgrade up to this version was declined. */
	readonly declinedTemplateVersion: number | null;
	readonly offboarding: Offboarding | null;
	readonly createdAt: Date;
	readonly updatedAt: Date;
};

/** Harness's own names, so that a stack made from its template is the one that is updated. */
export const DEFAULT_ROLE_OPTIONS: RoleOptions = {
	roleName: "HarnessCERole",
	rolePath: "/",
	permissionsBoundaryArn: "",
	stackName: "harness-ce-iam-role-stack",
	region: "",
	portalUrl: "",
	permissionSetName: "",
};

/** Where every connector starts: nothing of its later life has begun. */
export const NO_LIFECYCLE = {
	rolloutId: null,
	destination: "harness-ccm",
	destinationExternalId: null,
	platform: null,
	reportStack: null,
	earlierRoleArn: null,
	pausedAt: null,
	pendingRequirements: null,
	rotation: null,
	templateVersion: null,
	declinedTemplateVersion: null,
	offboarding: null,
} as const satisfies Partial<Connector>;

/**
 * Whether the account's own cost report is part of the connection: BILLING is on, and no payer's report covers it.
 *
 * @example requiresBilling({ requirements: { features: ["BILLING"], … }, costReport: { kind: "own", … } }) // true
 */
export function requiresBilling({
	requirements,
	costReport,
}: Pick<Connector, "requirements" | "costReport">): boolean {
	return costReport?.kind === "own" && (requirements?.features.includes("BILLING") ?? false);
}
