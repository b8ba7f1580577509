import { failed, ok, type Result } from "../result.ts";
import type { LibraryChoice } from "./compose.ts";
import { type ComposeProblem, type ReadChoice, readChoice } from "./library-choice.ts";
import { EXTERNAL_ID_NEEDED, lacksExternalId, type RoleTrust } from "./role-trust.ts";

/** Our template of a role that carries tasks of the library; published under the digest of its bytes. */
export const PLATFORM_TEMPLATE = {
	name: "harness-platform-role",
	sha256: "183921bcf6d4ab8bc06b258212f545baf1882627e56d617deac566a99dbcc838",
} as const;
export const PLATFORM_STACK_NAME = "harness-platform-role-stack";
/** The template's own name of the role. */
export const PLATFORM_ROLE_NAME = "HarnessPlatformRole";

/** The parameter that turns each task on. Tasks of cloud cost management have a template of their own. */
export const ENTRY_PARAMETERS: Readonly<Record<string, string>> = {
	"s3-read": "S3ReadEnabled",
	"s3-write": "S3WriteEnabled",
	"s3-read-write-console": "S3ConsoleEnabled",
	"s3-other-account": "S3OtherAccountEnabled",
	"ecr-pull": "EcrPullEnabled",
	"ecr-push": "EcrPushEnabled",
	"cloudformation-eks-full": "CloudFormationEksFullEnabled",
	"cloudformation-eks-limited": "CloudFormationEksLimitedEnabled",
	eks: "EksEnabled",
	"serverless-full": "ServerlessFullEnabled",
	"serverless-limited": "ServerlessLimitedEnabled",
};

/** All that a link of the policy builder may name: the template has to know every one. */
export const PLATFORM_LINK_PARAMETERS: readonly string[] = [
	...["TrustedPrincipalArn", "ExternalId", "RoleName", "ExpectedAccountId"],
	...Object.values(ENTRY_PARAMETERS),
	...["BucketArns", "OtherAccountBucketArns", "OtherAccountId", "Regions"],
];

export type PlatformStack = {
	readonly trust: RoleTrust;
	/** Empty: the template's own. */
	readonly roleName: string;
	/** Empty: none. */
	readonly permissionsBoundaryArn?: string;
	/** Who verifies the role for us; null: nobody. */
	readonly verifier?: {
		readonly accountId: string;
		readonly principalArn: string;
		readonly externalId: string;
		readonly pendingExternalId: string;
	} | null;
	/** 12 digits; empty: any account. */
	readonly awsAccountId?: string;
	readonly connectorId?: string;
};

/** A choice that the template cannot carry, in one plain sentence. */
export type TemplateLimit = { readonly kind: "template-limit"; readonly message: string };

/**
 * The parameters of harness-platform-role.yaml for a choice of the library: those that say who and what, and of the
 * others what differs from the default. A choice that the template cannot carry is a failure; its composed policy can
 * be taken by any other way.
 *
 * @example platformTemplateParameters(choice, { trust, roleName: "" })
 * // ok: { TrustedPrincipalArn: "arn:aws:iam::…", ExternalId: "…", S3WriteEnabled: "true", BucketArns: "arn:aws:s3:::acme" }
 */
export function platformTemplateParameters(
	choice: LibraryChoice,
	stack: PlatformStack,
): Result<Readonly<Record<string, string>>, ComposeProblem | TemplateLimit> {
	const read = readChoice(choice);
	if (!read.ok) return read;
	if (lacksExternalId(stack.trust)) {
		return failed({ kind: "template-limit", message: EXTERNAL_ID_NEEDED });
	}
	const limit = limitOf(read.value);
	if (limit !== null) return failed({ kind: "template-limit", message: limit });
	const given: readonly (readonly [string, string])[] = [
		["TrustedPrincipalArn", stack.trust.principalArn],
		["ExternalId", stack.trust.externalId ?? ""],
		["RoleName", stack.roleName],
		...taskParameters(read.value),
		["PermissionsBoundaryArn", stack.permissionsBoundaryArn ?? ""],
		["VerifierAccountId", stack.verifier?.accountId ?? ""],
		["VerifierPrincipalArn", stack.verifier?.principalArn ?? ""],
		["VerifierExternalId", stack.verifier?.externalId ?? ""],
		["PendingVerifierExternalId", stack.verifier?.pendingExternalId ?? ""],
		["ExpectedAccountId", stack.awsAccountId ?? ""],
		["ConnectorId", stack.connectorId ?? ""],
	];
	return ok(Object.fromEntries(given.filter(([, value]) => value !== "")));
}

function taskParameters({ entries, facts }: ReadChoice): readonly (readonly [string, string])[] {
	const flags = entries.flatMap(({ entry }) => {
		const name = ENTRY_PARAMETERS[entry.id];
		return name === undefined ? [] : [[name, "true"] as const];
	});
	const arns = (names: readonly string[]) =>
		names.map((name) => `arn:${facts.partition}:s3:::${name}`).join(",");
	const own = entries.filter(({ entry }) => isOwnBucketTask(entry.id));
	const elsewhere = entries.filter(({ entry }) => entry.id === OTHER_ACCOUNT);
	return [
		...flags,
		["BucketArns", arns(unique(own.flatMap(({ bucketNames }) => bucketNames)))],
		["OtherAccountBucketArns", arns(unique(elsewhere.flatMap(({ bucketNames }) => bucketNames)))],
		["OtherAccountId", elsewhere.length === 0 ? "" : (facts.otherAccountId ?? "")],
		["Regions", facts.regions.join(",")],
	];
}

const OTHER_ACCOUNT = "s3-other-account";

function isOwnBucketTask(id: string): boolean {
	return id.startsWith("s3-") && id !== OTHER_ACCOUNT;
}

function limitOf({ entries, facts }: ReadChoice): string | null {
	const unknown = entries.find(({ entry }) => !entry.isAlwaysIn && ENTRY_PARAMETERS[entry.id] === undefined);
	if (unknown !== undefined) {
		return `${unknown.entry.title} is not in the template for this link. A cost connector has a template of its own.`;
	}
	if (facts.accountIds.length > 0) {
		return "The template for this link knows no limit on accounts. Take the policy itself, or leave the accounts out.";
	}
	const lists = entries
		.filter(({ entry }) => isOwnBucketTask(entry.id))
		.map(({ bucketNames }) => bucketNames.toSorted().join());
	return new Set(lists).size > 1
		? "The template for this link knows one list of buckets for all tasks. Take the policy itself, or name the same buckets."
		: null;
}

function unique(values: readonly string[]): readonly string[] {
	return [...new Set(values)];
}
