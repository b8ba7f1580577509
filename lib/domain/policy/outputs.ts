import { shellQuote } from "../aws-cli.ts";
import type { ComposedPolicy, NamedPolicy } from "./compose.ts";
import { policyTerraform } from "./output-terraform.ts";
import { type RoleTrust, trustPolicy } from "./role-trust.ts";

export const POLICY_FORMS = ["json", "cloudformation", "terraform", "aws-cli"] as const;
export type PolicyForm = (typeof POLICY_FORMS)[number];

export type PolicyOutputPlan = {
	readonly form: PolicyForm;
	readonly roleName: string;
	/** Null: the policies only, attached to a role of that name that exists. */
	readonly trust: RoleTrust | null;
};

export type OutputFile = { readonly name: string; readonly text: string };

/**
 * The composed policies as files of one form: plain JSON, a CloudFormation template, Terraform, or commands of the
 * AWS CLI for a POSIX shell. Policies for buckets of other accounts come as JSON in every form, since their owners
 * set them.
 *
 * Throws a RangeError for text that the form cannot hold: a lone surrogate, or a NUL in a shell word; and for a trust
 * without the external ID that it needs (lacksExternalId).
 *
 * @example policyOutput(composed, { form: "json", roleName: "HarnessPlatformRole", trust: null })[0]?.name
 * // "HarnessPlatformPolicy.json"
 */
export function policyOutput(composed: ComposedPolicy, plan: PolicyOutputPlan): readonly OutputFile[] {
	const bucketFiles = composed.bucketPolicies.map(({ bucketName, policy }) => ({
		name: `bucket-policy-${bucketName}.json`,
		text: json(policy),
	}));
	return [...filesOf(composed.policies, plan), ...bucketFiles];
}

function filesOf(policies: readonly NamedPolicy[], plan: PolicyOutputPlan): readonly OutputFile[] {
	switch (plan.form) {
		case "json":
			return jsonFiles(policies, plan);
		case "cloudformation":
			return [{ name: "template.json", text: json(template(policies, plan)) }];
		case "terraform":
			return [{ name: "main.tf", text: policyTerraform(policies, plan) }];
		case "aws-cli":
			return [{ name: "create-policies.sh", text: script(policies, plan) }];
		default:
			return plan.form satisfies never;
	}
}

function jsonFiles(policies: readonly NamedPolicy[], { trust }: PolicyOutputPlan): readonly OutputFile[] {
	const files = policies.map(({ name, policy }) => ({ name: `${name}.json`, text: json(policy) }));
	return trust === null ? files : [...files, { name: "trust-policy.json", text: json(trustPolicy(trust)) }];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
function template(policies: readonly NamedPolicy[], { roleName, trust }: PolicyOutputPlan) {
	const role = {
		Type: "AWS::IAM::Role",
		Properties: {
			RoleName: roleName,
			...(trust !== null && { AssumeRolePolicyDocument: trustPolicy(trust) }),
		},
	};
	const managed = policies.map(({ name, policy }) => {
		const Properties = {
			ManagedPolicyName: name,
			Roles: [trust === null ? roleName : { Ref: "HarnessPlatformRole" }],
			PolicyDocument: policy,
		};
		return [name, { Type: "AWS::IAM::ManagedPolicy", Properties }] as const;
	});
	return {
		AWSTemplateFormatVersion: "2010-09-09",
		Description: "The permissions that Harness needs for the chosen tasks.",
		Resources: { ...(trust !== null && { HarnessPlatformRole: role }), ...Object.fromEntries(managed) },
		...(trust !== null && {
			Outputs: { CrossAccountRoleArn: { Value: { "Fn::GetAtt": ["HarnessPlatformRole", "Arn"] } } },
		}),
	};
}

/** @see https://docs.aws.amazon.com/cli/latest/reference/iam/create-policy.html */
function script(policies: readonly NamedPolicy[], { roleName, trust }: PolicyOutputPlan): string {
	const role = shellQuote(roleName);
	const commands = policies.map(({ name, policy }) =>
		[
			"policy_arn=$(aws iam create-policy",
			`--policy-name ${shellQuote(name)}`,
			`--policy-document ${shellQuote(JSON.stringify(policy))}`,
			"--query Policy.Arn --output text)",
		]
			.join(" \\\n  ")
			.concat(`\naws iam attach-role-policy --role-name ${role} --policy-arn "$policy_arn"\n`),
	);
	return ["#!/bin/sh\nset -eu\n", ...(trust === null ? [] : [createRole(role, trust)]), ...commands].join(
		"\n",
	);
}

function createRole(role: string, trust: RoleTrust): string {
	const document = shellQuote(JSON.stringify(trustPolicy(trust)));
	return `aws iam create-role \\\n  --role-name ${role} \\\n  --assume-role-policy-document ${document}\n`;
}

function json(value: unknown): string {
	return `${JSON.stringify(value, null, 2)}\n`;
}
