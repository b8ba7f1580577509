import { shellQuote } from "../aws-cli.ts";
import type { ExportFormat } from "./export-forms.ts";
import type { ExportPlan } from "./export-plan.ts";
import { elsewhere } from "./terraform-stack-set.ts";

/** One thing to do, and the commands that do it; an empty text where there is only something to read. */
export type NextStep = { readonly what: string; readonly commands: string };

/** What to type, in this order: shown beside the preview, and written into README.md. */
export function nextSteps(plan: ExportPlan, format: ExportFormat): readonly NextStep[] {
	switch (format) {
		case "terraform":
		case "terraform-organization":
			return plan.stackSet === null ? perAccountSteps(plan) : stackSetSteps(plan);
		case "terraform-accounts":
		case "terraform-module":
			return perAccountSteps(plan);
		case "opentofu":
			return openTofuSteps(plan);
		case "curl":
			return curlSteps(plan);
		case "cli":
			return cliSteps(plan);
		case "cloudformation":
			return cloudFormationSteps(plan);
		case "json":
			return [{ what: "Each entry is the body of POST /gateway/ng/api/connectors.", commands: "" }];
		case "csv":
			return [
				{
					what: "One line per connector; a text that looks like a formula begins with an apostrophe.",
					commands: "",
				},
			];
		default:
			return format satisfies never;
	}
}

const TERRAFORM_KEY: NextStep = {
	what: "Hand over the token of a Harness service account that may edit connectors. It is read without being shown, and stands in no file.",
	commands: "read -rs TF_VAR_harness_platform_api_key && export TF_VAR_harness_platform_api_key",
};

function stackSetSteps(plan: ExportPlan): readonly NextStep[] {
	const { stackSet } = plan;
	const where =
		stackSet?.callAs === "DELEGATED_ADMIN" ? "the delegated administrator" : "the management account";
	const account = stackSet?.administratorAccountId ?? null;
	const management = elsewhere(plan);
	return [
		TERRAFORM_KEY,
		{
			what: `With credentials of ${where}${account === null ? "" : ` (${account})`}: make the stack set, wait for its stacks, then the connectors. Trusted access of CloudFormation StackSets must be on in AWS Organizations.`,
			commands: "terraform init\nterraform plan -out=plan.bin\nterraform apply plan.bin",
		},
		...(management === null
			? []
			: [
					{
						what: `The management account (${management.accountId}) is covered by no stack set and is another account: its role has a root module of its own, to be run with its credentials.`,
						commands: "cd management\nterraform init\nterraform plan -out=plan.bin\nterraform apply plan.bin",
					},
				]),
		...(stackSet?.hasExceptions !== true
			? []
			: [
					{
						what: "Some accounts are to have other features than the rest. A stack set takes that per stack: the commands are in the AWS CLI export, to be run once the stacks are there. Until then these roles carry the features of all others.",
						commands: "",
					},
				]),
	];
}

function perAccountSteps({ scope, accounts, platform }: ExportPlan): readonly NextStep[] {
	const commands = "terraform init\nterraform plan -out=plan.bin\nterraform apply plan.bin";
	if (scope === "connector" && accounts.length === 0) {
		return [
			TERRAFORM_KEY,
			{ what: "It needs no credentials of AWS: the role or the key is its owner's.", commands },
		];
	}
	if (scope === "connector") {
		const [only] = accounts;
		return [
			TERRAFORM_KEY,
			{
				what: `With credentials of the AWS account ${only?.accountId ?? ""}: with any other the run stops before it changes anything.`,
				commands,
			},
		];
	}
	return [
		TERRAFORM_KEY,
		...(accounts.length === 0 ? [] : [ACCOUNT_FOLDERS]),
		...(platform.length === 0 ? [] : [PLATFORM_FOLDERS]),
	];
}

const ACCOUNT_FOLDERS: NextStep = {
	what: "Each account has a folder, and is run with its own credentials: here a profile of the AWS CLI named after the account ID. With another account's the run stops before it changes anything.",
	commands: `for account in accounts/*/; do
  ( cd "$account" && export AWS_PROFILE="$(basename "$account")" &&
    terraform init -input=false && terraform apply -input=false ) || break
done`,
};

const PLATFORM_FOLDERS: NextStep = {
	what: "Each platform connector has a folder under platform/, and needs no credentials of AWS.",
	commands: `for file in $(find platform -name main.tf | sort); do
  ( cd "$(dirname "$file")" && terraform init -input=false && terraform apply -input=false ) || break
done`,
};

function openTofuSteps({ accounts, platform }: ExportPlan): readonly NextStep[] {
	const folders = {
		...PLATFORM_FOLDERS,
		commands: PLATFORM_FOLDERS.commands.replaceAll("terraform ", "tofu "),
	};
	const beside = platform.length === 0 ? [] : [folders];
	if (accounts.length === 0) return [TERRAFORM_KEY, ...beside];
	return [
		TERRAFORM_KEY,
		{
			what: "With credentials that may assume OrganizationAccountAccessRole in every account, or the role that deployment_role_name names. OpenTofu 1.9 or newer; Terraform cannot read these files.",
			commands: "tofu init\ntofu plan -out=plan.bin\ntofu apply plan.bin",
		},
		...beside,
	];
}

const CURL_KEY: NextStep = {
	what: "Hand over the token of a Harness service account that may edit connectors. It is read without being shown, and stands in no file.",
	commands: "read -rs HARNESS_API_KEY && export HARNESS_API_KEY",
};

function curlSteps({ scope }: ExportPlan): readonly NextStep[] {
	if (scope === "connector") {
		return [
			CURL_KEY,
			{ what: "Register the connector, once its role is there.", commands: "sh create-connectors.sh" },
		];
	}
	return [
		CURL_KEY,
		{
			what: "Register the connectors, once their roles are there. The loop keeps to Harness's limit and can be run again after it was stopped; create-connectors.sh is the same as single calls.",
			commands: "sh create-connectors-loop.sh",
		},
	];
}

function cliSteps({ scope, stackSet }: ExportPlan): readonly NextStep[] {
	if (scope === "connector") {
		return [{ what: "With credentials of the account:", commands: "sh create-stack.sh" }];
	}
	const each: NextStep = {
		what: "One account at a time, with its own credentials: here profiles of the AWS CLI. The script makes the stack of the account that it runs in.",
		commands:
			"for profile in $(aws configure list-profiles); do\n  AWS_PROFILE=$profile sh create-stacks.sh\ndone",
	};
	if (stackSet === null) return [each];
	return [
		{
			what: "With credentials of the account that administers the stack set: the commands stand in their order; read before you run, each says what it is for.",
			commands: "less stack-set.sh\nsh stack-set.sh",
		},
		{ ...each, what: `Instead of a stack set: ${each.what.charAt(0).toLowerCase()}${each.what.slice(1)}` },
	];
}

function cloudFormationSteps({ scope, stackSet, accounts }: ExportPlan): readonly NextStep[] {
	const [first] = accounts;
	const region =
		first === undefined || first.stack === null ? "" : ` --region ${shellQuote(first.stack.region)}`;
	if (scope === "connector") {
		return [
			{
				what: "With credentials of the account:",
				commands: `aws cloudformation create-stack${region} --cli-input-json file://create-stack.json`,
			},
		];
	}
	const each: NextStep = {
		what: "One account at a time, with its own credentials: here a profile of the AWS CLI named after the account ID.",
		commands: `for file in stacks/*/*.json; do
  aws cloudformation create-stack --region "$(basename "$(dirname "$file")")" \\
    --profile "$(basename "$file" .json)" --cli-input-json "file://$file"
done`,
	};
	if (stackSet === null) return [each];
	const at = ` --region ${shellQuote(stackSet.region)}`;
	return [
		...(stackSet.organizationStack === null
			? []
			: [
					{
						what: "All at once, with credentials of the account that administers the stack set:",
						commands: `aws cloudformation create-stack${at} --cli-input-json file://organization-stack.json`,
					},
				]),
		{
			what: `${stackSet.organizationStack === null ? "The" : "Or only the"} stack set, and then its stacks:`,
			commands: `aws cloudformation create-stack-set${at} --cli-input-json file://stack-set.json
aws cloudformation create-stack-instances${at} --cli-input-json file://stack-instances.json`,
		},
		{ ...each, what: `Instead of a stack set: ${each.what.charAt(0).toLowerCase()}${each.what.slice(1)}` },
	];
}
