import fc from "fast-check";
import type { Policy, PolicyStatement } from "./policy.ts";

/** A text with the policy variable aws:username in it. */
export function variable(before: string, after = ""): string {
	return `${before}\${aws:username}${after}`;
}

/** A small world of names that meet often: patterns and requests over the same few letters. */
const ACTIONS = [
	"*",
	"s3:*",
	"s3:Get*",
	"s3:G?t*",
	"s3:GetObject",
	"s3:getObject",
	"s3:GetObjec?",
	"s3:*Object",
	"s3:PutObject",
	"ec2:Describe*",
	"ec2:DescribeRegions",
	"EC2:describe*",
	"ec2:**",
] as const;
const RESOURCES = [
	"*",
	"arn:aws:s3:::*",
	"arn:aws:s3:::acme",
	"arn:aws:s3:::acme*",
	"arn:aws:s3:::acme/*",
	"arn:aws:s3:::acme/a?c",
	"arn:aws:s3:::ac?e/abc",
	"arn:aws:s3:::Acme/*",
	"arn:aws:s3:*",
	"arn:aws:*:acme/abc",
	variable("arn:aws:s3:::", "/*"),
	variable("arn:aws:s3:::acme/"),
];
const CONDITIONS: readonly PolicyStatement["Condition"][] = [
	undefined,
	undefined,
	undefined,
	{},
	{ StringEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } },
	{ StringEquals: { "aws:RequestedRegion": ["us-east-1", "eu-west-1", "us-east-1"] } },
	{ StringNotLike: { "aws:RequestedRegion": ["us-*"] } },
	{ Bool: { "aws:SecureTransport": ["true"] }, StringEquals: { "aws:username": ["ann"] } },
	{ StringEquals: { "aws:username": ["ann"] }, Bool: { "aws:SecureTransport": ["true"] } },
];

const statement: fc.Arbitrary<PolicyStatement> = fc
	.record({
		Effect: fc.constantFrom("Allow" as const, "Allow" as const, "Allow" as const, "Deny" as const),
		Action: fc.array(fc.constantFrom(...ACTIONS), { maxLength: 5 }),
		Resource: fc.array(fc.constantFrom(...RESOURCES), { maxLength: 4 }),
		Condition: fc.constantFrom(...CONDITIONS),
	})
	.map(({ Condition, ...rest }) => ({ ...rest, ...(Condition !== undefined && { Condition }) }));

export const anyPolicy: fc.Arbitrary<Policy> = fc
	.array(statement, { maxLength: 6 })
	.map((Statement) => ({ Version: "2012-10-17", Statement }));

const values = <T extends string>(...texts: readonly T[]) =>
	fc.constantFrom<readonly string[] | undefined>(undefined, [], ...texts.map((text) => [text]));

export const anyRequest = fc.record({
	action: fc.constantFrom(
		"s3:GetObject",
		"S3:getobject",
		"s3:PutObject",
		"s3:GetBucketAcl",
		"ec2:DescribeRegions",
		"ec2:RunInstances",
		"iam:PassRole",
	),
	resource: fc.constantFrom(
		"*",
		"arn:aws:s3:::acme",
		"arn:aws:s3:::acme/abc",
		"arn:aws:s3:::acme/ann",
		"arn:aws:s3:::Acme/abc",
		"arn:aws:s3:::ann/x/y",
		"arn:aws:sqs:eu:1:acme/abc",
	),
	context: fc
		.record({
			region: values("us-east-1", "eu-west-1"),
			transport: values("true", "false"),
			user: values("ann", "bob", "a*"),
		})
		.map(({ region, transport, user }) => ({
			...(region && { "aws:RequestedRegion": region }),
			...(transport && { "aws:SecureTransport": transport }),
			...(user && { "aws:UserName": user }),
		})),
});
