// Longer than 200 lines: every step of one checklist, each with the same in words, as a document and as a command.
import { shellQuote } from "../aws-cli.ts";
import { type Partition, partitionFacts } from "../partition.ts";
import { LAMBDA_ROLE_ACTIONS, LAMBDA_ROLE_PATH } from "../permissions/lambda-role.ts";
import { policyJson, type Statement } from "../permissions.ts";
import type { TrustPolicy } from "../trust-policy/expected-trust.ts";

export type ManualInput = {
	readonly partition: Partition;
	/** 12 digits. */
	readonly accountId: string;
	readonly roleName: string;
	/** Begins and ends with `/`. */
	readonly rolePath: string;
	/** Empty: none. */
	readonly permissionsBoundaryArn: string;
	/** Prefix of the policies' names: the role may read policies of this name, and no others. */
	readonly stackName: string;
	readonly trustPolicy: TrustPolicy;
	readonly policies: readonly { readonly name: string; readonly statements: readonly Statement[] }[];
	/** Managed policies that exist already. */
	readonly attachedArns: readonly string[];
	/** The role of AutoStopping's Lambda function; null: none is needed. */
	readonly lambdaRoleName: string | null;
	readonly tags: Readonly<Record<string, string>>;
};

/** One thing to do in the IAM console, with everything to copy into it. */
export type ManualStep = {
	/** Stable: ticks are kept by it. */
	readonly id: string;
	readonly title: string;
	/** What to press, in order. */
	readonly doing: readonly string[];
	/** Null: it is done with the command. */
	readonly consoleUrl: string | null;
	readonly values: readonly { readonly label: string; readonly value: string }[];
	readonly document: { readonly label: string; readonly json: string } | null;
	/** The same with the AWS CLI, for a POSIX shell. */
	readonly command: string;
};

/**
 * A role made by hand: every document, name, tag and link, in the order in which IAM needs them. What it comes to is
 * what the template makes, so it is verified like any other.
 *
 * @example manualSteps({ … }).map(({ id }) => id) // ["policy:HarnessGetRolePolicy", "role", "attach", "tags"]
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-custom.html
 */
export function manualSteps(input: ManualInput): readonly ManualStep[] {
	return [
		...input.policies.map((policy) => policyStep(input, policy)),
		...(input.lambdaRoleName === null ? [] : [lambdaRoleStep(input.lambdaRoleName)]),
		roleStep(input),
		attachStep(input),
		tagStep(input),
	];
}

function iamUrl(partition: Partition, route: string): string {
	return `https://${partitionFacts(partition).consoleHost}/iam/home#${route}`;
}

function policyStep(
	{ partition, stackName }: ManualInput,
	{ name, statements }: ManualInput["policies"][number],
): ManualStep {
	const policyName = `${stackName}-${name}`;
	const json = policyJson(statements);
	return {
		id: `policy:${name}`,
		title: `Create policy ${name}`,
		doing: [
			"Policies, Create policy, JSON: replace what is there with this document.",
			"Next, enter the name exactly, Create policy.",
		],
		consoleUrl: iamUrl(partition, "/policies/create"),
		values: [{ label: "Policy name", value: policyName }],
		document: { label: `Policy ${name}`, json },
		command: commandOf("aws iam create-policy", [
			["policy-name", policyName],
			["policy-document", compact(json)],
		]),
	};
}

const LAMBDA_TRUST = {
	Version: "2012-10-17",
	Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
} as const;

/** The console makes no role with a path, and this one's path is part of what the main role may pass on. */
function lambdaRoleStep(name: string): ManualStep {
	const json = policyJson([
		{
			Sid: "AutoStoppingFunction",
			Effect: "Allow",
			Action: LAMBDA_ROLE_ACTIONS.map(({ action }) => action),
			Resource: ["*"],
		},
	]);
	const role = commandOf("aws iam create-role", [
		["role-name", name],
		["path", LAMBDA_ROLE_PATH],
		["assume-role-policy-document", JSON.stringify(LAMBDA_TRUST)],
	]);
	const policy = commandOf("aws iam put-role-policy", [
		["role-name", name],
		["policy-name", "AutoStoppingFunction"],
		["policy-document", compact(json)],
	]);
	return {
		id: "lambda-role",
		title: "Create the role of AutoStopping's Lambda function",
		doing: [
			`It has the path ${LAMBDA_ROLE_PATH}, which the console cannot set: run the command in the account's CloudShell.`,
		],
		consoleUrl: null,
		values: [{ label: "Role name", value: name }],
		document: { label: "What the function may do", json },
		command: `${role} && \\\n${policy}`,
	};
}

function roleStep(input: ManualInput): ManualStep {
	const { partition, roleName, rolePath, permissionsBoundaryArn } = input;
	const json = JSON.stringify(input.trustPolicy, null, 2);
	const hasPath = rolePath !== "/";
	const boundary =
		permissionsBoundaryArn === "" ? [] : [["permissions-boundary", permissionsBoundaryArn] as const];
	return {
		id: "role",
		title: "Create the role with its trust policy",
		doing: hasPath
			? [`The console cannot set the path ${rolePath}: run the command in the account's CloudShell.`]
			: [
					"Roles, Create role, Custom trust policy: replace what is there with this document.",
					"Next, tick the policies of the steps before, Next, enter the role name exactly.",
					...(permissionsBoundaryArn === "" ? [] : ["Set the permissions boundary on the same page."]),
					"Create role.",
				],
		consoleUrl: hasPath ? null : iamUrl(partition, "/roles/create"),
		values: [
			{ label: "Role name", value: roleName },
			...(hasPath ? [{ label: "Path", value: rolePath }] : []),
			...(permissionsBoundaryArn === ""
				? []
				: [{ label: "Permissions boundary", value: permissionsBoundaryArn }]),
		],
		document: { label: "Trust policy", json },
		command: commandOf("aws iam create-role", [
			["role-name", roleName],
			...(hasPath ? [["path", rolePath] as const] : []),
			["assume-role-policy-document", compact(json)],
			...boundary,
		]),
	};
}

function attachStep(input: ManualInput): ManualStep {
	const { partition, accountId, roleName, stackName } = input;
	const own = input.policies.map(
		({ name }) => `arn:${partition}:iam::${accountId}:policy/${stackName}-${name}`,
	);
	const arns = [...own, ...input.attachedArns];
	return {
		id: "attach",
		title: "Attach the policies",
		doing: ["On the role's page, Add permissions, Attach policies: every one of these must stand there."],
		consoleUrl: iamUrl(partition, `/roles/details/${encodeURIComponent(roleName)}?section=permissions`),
		values: arns.map((arn) => ({ label: arn.slice(arn.lastIndexOf("/") + 1), value: arn })),
		document: null,
		command: arns
			.map((arn) =>
				commandOf("aws iam attach-role-policy", [
					["role-name", roleName],
					["policy-arn", arn],
				]),
			)
			.join(" && \\\n"),
	};
}

function tagStep({ partition, roleName, tags }: ManualInput): ManualStep {
	const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
	return {
		id: "tags",
		title: "Tag the role",
		doing: [
			"On the role's page, Tags, Manage tags: they tell which version of the permissions the role has.",
		],
		consoleUrl: iamUrl(partition, `/roles/details/${encodeURIComponent(roleName)}?section=tags`),
		values: list.map(({ Key, Value }) => ({ label: Key, value: Value })),
		document: null,
		command: commandOf("aws iam tag-role", [
			["role-name", roleName],
			["tags", JSON.stringify(list)],
		]),
	};
}

function commandOf(command: string, options: readonly (readonly [name: string, value: string])[]): string {
	return [command, ...options.map(([name, value]) => `--${name} ${shellQuote(value)}`)].join(" \\\n  ");
}

function compact(json: string): string {
	return JSON.stringify(JSON.parse(json));
}
