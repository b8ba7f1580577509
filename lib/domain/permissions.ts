import type { CostReportType } from "./connector.ts";
import type { Feature, Requirements } from "./features.ts";
import type { Partition } from "./partition.ts";
import { MANIFEST } from "./permissions/manifest.ts";
import {
	GOVERNANCE_POLICIES,
	type ManifestStatement,
	type PolicyName,
} from "./permissions/manifest-types.ts";
import { governancePolicyArns } from "./requirements.ts";

/** What turns the manifest's placeholders into real ARNs. */
export type PermissionFacts = {
	readonly partition: Partition;
	/** 12 digits. */
	readonly accountId: string;
	readonly roleName: string;
	/** Begins and ends with `/`. */
	readonly rolePath: string;
	/** The stack's name: CloudFormation names the role's own policies after it. */
	readonly stackName: string;
	/** The cost report's bucket; empty without BILLING. */
	readonly bucketName: string;
	/** Where Harness copies the cost report to; by Harness cluster. */
	readonly harnessBucket: string;
	readonly lambdaRoleName: string;
	/** Null: the account has no report of its own. */
	readonly costReportType: CostReportType | null;
	/** The destination's permissions; Harness Cloud Cost Management's where nothing is said. */
	readonly manifest?: readonly ManifestStatement[];
};

/** One statement of an IAM identity policy, ready for JSON. */
export type Statement = {
	readonly Sid: string;
	readonly Effect: "Allow";
	readonly Action: readonly string[];
	readonly Resource: readonly string[];
};

export type Probe = { readonly action: string; readonly resource: string };

/**
 * The manifest's statements that a role with these requirements carries, those of every role first.
 *
 * @example statementsFor({ features: ["BILLING"], … }, "CUR2.0").map((s) => s.sid)
 */
export function statementsFor(
	requirements: Requirements,
	costReportType: CostReportType | null,
	manifest: readonly ManifestStatement[] = MANIFEST,
): readonly ManifestStatement[] {
	return manifest.filter(
		(statement) =>
			(statement.feature === null || requirements.features.includes(statement.feature)) &&
			isNeeded(statement, requirements, costReportType),
	);
}

function isNeeded(
	{ needed }: ManifestStatement,
	requirements: Requirements,
	costReportType: CostReportType | null,
): boolean {
	switch (needed.kind) {
		case "always":
			return true;
		case "cur2":
			return costReportType === "CUR2.0";
		case "commitment-write":
			return requirements.commitmentWrite;
		case "autostopping-wide":
			return requirements.autoStopping.length === 0;
		case "autostopping":
			return requirements.autoStopping.includes(needed.choice);
		default:
			return needed satisfies never;
	}
}

/**
 * The IAM statements of a role, with real ARNs: the self-inspection of every role, then each feature's.
 * The policies that Cloud Governance attaches by ARN are not among them (see `governancePolicyArns`).
 *
 * @example permissionsFor({ features: ["VISIBILITY"], … }, facts)[1]
 * // { Sid: "Inventory", Effect: "Allow", Action: ["rds:DescribeDBSnapshots", …], Resource: ["*"] }
 */
export function permissionsFor(requirements: Requirements, facts: PermissionFacts): readonly Statement[] {
	return statementsFor(requirements, facts.costReportType, facts.manifest).map((statement) =>
		toStatement(statement, requirements, facts),
	);
}

/**
 * The same statements, grouped by the managed policy that holds them in the template.
 *
 * @example policiesFor(requirements, facts).map((policy) => policy.name) // ["HarnessGetRolePolicy", …]
 */
export function policiesFor(
	requirements: Requirements,
	facts: PermissionFacts,
): readonly { readonly name: PolicyName; readonly statements: readonly Statement[] }[] {
	const byName = new Map<PolicyName, Statement[]>();
	for (const statement of statementsFor(requirements, facts.costReportType, facts.manifest)) {
		const held = byName.get(statement.policy) ?? [];
		byName.set(statement.policy, [...held, toStatement(statement, requirements, facts)]);
	}
	return [...byName].map(([name, statements]) => ({ name, statements }));
}

/**
 * An IAM policy document as JSON text, indented by two spaces.
 *
 * @example policyJson([{ Sid: "Inventory", Effect: "Allow", Action: ["rds:Describe…"], Resource: ["*"] }])
 */
export function policyJson(statements: readonly Statement[]): string {
	return JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
}

/**
 * What SimulatePrincipalPolicy is asked to learn whether a feature's permissions are there: concrete actions
 * with concrete resources, no pair twice.
 *
 * @example probesFor("BILLING", requirements, facts)[0]
 * // { action: "s3:ListBucket", resource: "arn:aws:s3:::my-report-bucket" }
 */
export function probesFor(
	feature: Feature,
	requirements: Requirements,
	facts: PermissionFacts,
): readonly Probe[] {
	const seen = new Map<string, Probe>();
	for (const statement of statementsFor(requirements, facts.costReportType, facts.manifest)) {
		if (statement.feature !== feature) continue;
		for (const entry of statement.actions) {
			for (const action of entry.probes) {
				for (const resource of resolved(statement.probeResource(action), requirements, facts)) {
					seen.set(`${action} ${resource}`, { action, resource });
				}
			}
		}
	}
	return [...seen.values()];
}

function toStatement(
	statement: ManifestStatement,
	requirements: Requirements,
	facts: PermissionFacts,
): Statement {
	return {
		Sid: statement.sid,
		Effect: "Allow",
		Action: statement.actions.map((entry) => entry.action),
		Resource: statement.resources.flatMap((resource) => resolved(resource, requirements, facts)),
	};
}

function resolved(resource: string, requirements: Requirements, facts: PermissionFacts): readonly string[] {
	if (resource === GOVERNANCE_POLICIES) return governancePolicyArns(requirements, facts.partition);
	return [withFacts(resource, facts)];
}

/** Fills the placeholders; an unknown one is a programming error. */
function withFacts(template: string, facts: PermissionFacts): string {
	const values: Readonly<Record<string, string>> = {
		partition: facts.partition,
		accountId: facts.accountId,
		rolePath: facts.rolePath,
		roleName: facts.roleName,
		stackName: facts.stackName,
		bucketName: facts.bucketName,
		harnessBucket: facts.harnessBucket,
		lambdaRoleName: facts.lambdaRoleName,
	};
	return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
		const value = values[name];
		if (value === undefined) throw new Error(`The manifest has no placeholder ${placeholder}`);
		return value;
	});
}
