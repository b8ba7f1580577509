import type { AccountId } from "./account-id.ts";
import type { RoleArn } from "./arn.ts";
import type { ExternalId } from "./external-id.ts";
import type { Requirements } from "./features.ts";
import type { Partition } from "./partition.ts";

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
	| { readonly kind: "none"; readonly reason: "govcloud" };

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

/** A stored connector. Steps that were not saved yet are null. */
export type Connector = {
	readonly id: string;
	/** Counts up with every save; a save that names an older one is refused. */
	readonly version: number;
	readonly status: ConnectorStatus;
	readonly proof: Proof;
	readonly partition: Partition;
	readonly harnessAccountRef: string;
	/** AutoStopping is asked for from the start (`?for=autostopping`). */
	readonly requiresAutoStopping: boolean;
	readonly overview: Overview | null;
	readonly costReport: CostReport | null;
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
	readonly registeredAt: Date | null;
	readonly harnessLastModifiedAt: Date | null;
	readonly trustPolicyHash: string | null;
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
