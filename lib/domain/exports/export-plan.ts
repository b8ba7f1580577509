import type { AccountId } from "../account-id.ts";
import type { CeAwsConnector } from "../harness-connector.ts";
import { type AwsConnectorFacts, scopeFields } from "../platform/aws-connector-body.ts";
import type { Naming } from "../rollout.ts";
import type { RoleStack } from "../terraform.ts";

/** What is to be made, whatever tool makes it: every form of export is written from this and from nothing else. */
export type ExportPlan = {
	/** What it is called: the rollout's name, a connector's, "3 connectors". */
	readonly title: string;
	/** `rollout`: a stack set brings the roles. Otherwise each account has its own stack. */
	readonly scope: "connector" | "selection" | "rollout";
	readonly harness: ExportHarness;
	/** By which patterns a rollout names connectors; null: each has a name of its own. */
	readonly naming: Naming | null;
	/** Null: no stack set is part of it. */
	readonly stackSet: ExportStackSet | null;
	/** Each AWS account once. */
	readonly accounts: readonly ExportAccount[];
	/** Connectors of type Aws: only their side in Harness, since their roles are made by whoever owns them. */
	readonly platform: readonly ExportPlatform[];
	/** Accounts of which there is nothing to write yet, and why; in words. */
	readonly left: readonly { readonly accountId: string; readonly why: string }[];
};

export type ExportHarness = {
	/** Of the Harness cluster, without a path. */
	readonly baseUrl: string;
	readonly accountId: string;
	/** Whom the roles trust: `arn:<partition>:iam::<12 digits>:root`; this and what follows empty: no role is made. */
	readonly principalArn: string;
	/** Harness's bucket that cost reports are copied to. */
	readonly bucketName: string;
	/** Of this Harness account: the same in every role. */
	readonly externalId: string;
};

export type ExportAccount = {
	readonly accountId: AccountId;
	/** The account's own name; empty: not known. */
	readonly accountName: string;
	/** The management account: no stack set ever covers it. */
	readonly isManagement: boolean;
	/** As Harness takes it. */
	readonly connector: CeAwsConnector;
	/** The role, as a stack in this account alone; null: a stack set made it, so it is made by nothing else. */
	readonly stack: RoleStack | null;
	/** The role was found, so its stack is there: it is taken over, not made again. */
	readonly isStackThere: boolean;
	/** The identifier under which Harness has it already; null: not yet. */
	readonly existsInHarness: string | null;
};

/** A connector of type Aws. */
export type ExportPlatform = {
	/** The account that Harness works in. */
	readonly accountId: AccountId;
	readonly facts: AwsConnectorFacts;
	/** Harness has it already, at its scope. */
	readonly isInHarness: boolean;
};

/**
 * Where in Harness it lies and what it is called there, as folders of an archive; no name outside Harness's own
 * letters, of which `$` alone is not one of a file's.
 *
 * @example platformPath({ facts, … }) // "project/default/shop/deploy"
 */
export function platformPath({ facts: { scope, overview } }: ExportPlatform): string {
	const { orgIdentifier, projectIdentifier } = scopeFields(scope);
	const parts = [scope.kind, orgIdentifier, projectIdentifier, overview.identifier];
	return parts
		.filter((part) => part !== undefined)
		.join("/")
		.replaceAll(/[^A-Za-z0-9_/]/g, "-");
}

export type ExportStackSet = {
	readonly name: string;
	readonly region: string;
	readonly templateUrl: string;
	/** Every parameter of the template, those as by default too: a stack set answers with all of them. */
	readonly parameters: Readonly<Record<string, string>>;
	/** Roots and organizational units of the waves that have begun. */
	readonly unitIds: readonly string[];
	readonly failureTolerancePercent: number;
	readonly maxConcurrentPercent: number;
	readonly callAs: "SELF" | "DELEGATED_ADMIN";
	/** The account the stack set is administered from; null: not known. */
	readonly administratorAccountId: string | null;
	/**
	 * What the administrator's account gets beside the stack set, from our template for whole organizations: its own
	 * role and the role that reads the organization. Null: that template is not published.
	 */
	readonly ownStack: RoleStack | null;
	readonly isOwnStackThere: boolean;
	/** Who made the one that is there: a CloudFormation stack, somebody by another way; `nobody`: it is not there. */
	readonly madeBy: "nobody" | "stack" | "else";
	/** Some accounts get other parameters than the rest, which a stack set takes per stack: among the commands. */
	readonly hasExceptions: boolean;
	/** What makes it by the AWS CLI, in this order. */
	readonly commands: readonly { readonly what: string; readonly command: string }[];
	/** The one stack that makes all of this at once; null as above. */
	readonly organizationStack: RoleStack | null;
};

/** A file of an export. */
export type ExportFile = {
	/** With folders, by `/`; letters, digits, dots, hyphens and underscores. */
	readonly path: string;
	readonly text: string;
	/** A script: it gets the right to be run. */
	readonly isScript?: boolean;
};

/** The role that the connector of an account is for, as Harness is told. */
export function roleArnOf({ connector }: ExportAccount): string {
	return connector.spec.crossAccountAccess?.crossAccountRoleArn ?? "";
}

/** Accounts whose role is made by a stack of their own. */
export type StackedAccount = ExportAccount & { readonly stack: RoleStack };

/** Whether the account's role is made by a stack of its own, not by the stack set or by hand. */
export function hasOwnStack(account: ExportAccount): account is StackedAccount {
	return account.stack !== null;
}

/** Tags as Harness's Terraform provider takes them: `key:value`, a key alone where there is no value. */
export function tagPairs({ connector }: ExportAccount): readonly string[] {
	return Object.entries(connector.tags ?? {}).map(([key, value]) => (value === "" ? key : `${key}:${value}`));
}

/** The report that a connector sends; null: it has none of its own. */
export function reportOf({
	connector,
}: ExportAccount): { readonly name: string; readonly bucket: string } | null {
	const report = connector.spec.curAttributes;
	const name = report?.reportName ?? "";
	return name === "" ? null : { name, bucket: report?.s3BucketName ?? "" };
}
