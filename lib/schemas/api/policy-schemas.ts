import * as z from "zod/mini";
import { PARTITIONS } from "#lib/domain/partition.ts";
import { LIBRARY_GROUPS } from "#lib/domain/policy/library-types.ts";
import { POLICY_FORMS } from "#lib/domain/policy/outputs.ts";
import { RISK_KINDS } from "#lib/domain/policy/risks.ts";
import {
	AccountIdsSchema,
	BucketNamesSchema,
	OtherAccountSchema,
	TaskIdSchema,
} from "../permission-schemas.ts";

const PolicySchema = z.record(z.string(), z.unknown());
const DecisionSchema = z.enum(["allowed", "denied", "unknown"]);

const RegionsSchema = z.array(z.string().check(z.maxLength(32))).check(z.maxLength(60));

/** What the tasks of a choice are to reach. */
const RESOURCES = {
	bucketNames: z._default(BucketNamesSchema, []),
	accountIds: z
		._default(AccountIdsSchema, [])
		.check(z.describe("Accounts whose buckets and repositories may be used; none: not limited.")),
	otherAccountId: z
		._default(OtherAccountSchema, null)
		.check(z.describe("Who owns the buckets of s3-other-account.")),
	partition: z._default(z.enum(PARTITIONS), "aws"),
};

export const PermissionLibrarySchema = z.object({
	items: z.array(
		z.object({
			id: z.string(),
			group: z.enum(LIBRARY_GROUPS),
			title: z.string(),
			description: z.string(),
			source: z.object({ title: z.string(), url: z.string() }),
			needs: z.array(z.string()).check(z.describe("What it cannot be composed without.")),
			isAlwaysIn: z.boolean(),
			statements: z
				.array(PolicySchema)
				.check(z.describe("As published; resources and conditions hold placeholders in braces.")),
			managedPolicyArn: z
				.nullable(z.string())
				.check(z.describe("The AWS managed policy that the source attaches for this task.")),
			notes: z.array(z.string()),
		}),
	),
});

export const ComposePolicySchema = z.strictObject({
	entries: z.array(TaskIdSchema).check(z.maxLength(60), z.describe("Ids of the permission library.")),
	...RESOURCES,
	regions: z._default(RegionsSchema, []).check(z.describe("None: every region.")),
	roleArn: z
		._default(z.nullable(z.string().check(z.maxLength(2_048))), null)
		.check(z.describe("The role that will carry the policy; for the policy of a bucket in another account.")),
	form: z
		.optional(z.enum(POLICY_FORMS))
		.check(z.describe("With it, the answer holds the files of this form as well.")),
	roleName: z._default(z.string().check(z.regex(/^[\w+=,.@-]{1,64}$/)), "HarnessPlatformRole"),
});

export const ComposedPolicySchema = z.object({
	policies: z.array(
		z.object({
			name: z.string(),
			size: z.int().check(z.describe("Characters as IAM counts them; 6,144 is the most.")),
			policy: PolicySchema,
		}),
	),
	fitsRole: z.boolean().check(z.describe("False: a role cannot hold so many managed policies.")),
	notes: z.array(z.string()),
	wildcards: z.array(z.object({ action: z.string(), meaning: z.string(), count: z.nullable(z.int()) })),
	risks: z.array(
		z.object({
			id: z.string(),
			kind: z.enum(RISK_KINDS),
			title: z.string(),
			explanation: z.string(),
			actions: z.array(z.string()),
			resource: z.string(),
		}),
	),
	bucketPolicies: z.array(z.object({ bucketName: z.string(), policy: PolicySchema })),
	managedPolicyArns: z.array(z.string()),
	files: z.array(z.object({ name: z.string(), text: z.string() })),
});

const RequestSchema = z.strictObject({
	action: z.string().check(z.regex(/^[a-zA-Z0-9-]{1,64}:[a-zA-Z0-9]{1,128}$/, "An action is service:Name.")),
	resource: z._default(z.string().check(z.minLength(1), z.maxLength(2_048)), "*"),
	context: z.optional(
		z
			.record(z.string().check(z.maxLength(256)), z.array(z.string().check(z.maxLength(2_048))))
			.check(z.describe("Condition keys and their values, as far as they are known.")),
	),
});

export const EvaluatePoliciesSchema = z.strictObject({
	policies: z
		.array(z.union([PolicySchema, z.string().check(z.maxLength(60_000))]))
		.check(z.minLength(1), z.maxLength(20), z.describe("Identity policies: JSON objects, or their text.")),
	entries: z._default(z.array(TaskIdSchema).check(z.maxLength(60)), []),
	...RESOURCES,
	regions: z
		._default(RegionsSchema, [])
		.check(z.describe("Each has to be allowed. None: what is not the same in every region is unknown.")),
	requests: z._default(z.array(RequestSchema).check(z.maxLength(200)), []),
});

const AnswerSchema = {
	action: z.string(),
	resource: z.string(),
	decision: DecisionSchema,
	reason: z.string(),
};

export const EvaluatedPoliciesSchema = z.object({
	tasks: z.array(
		z.object({
			id: z.string(),
			title: z.string(),
			decision: DecisionSchema.check(
				z.describe("allowed: every action of the task is. denied: one is denied. Otherwise unknown."),
			),
			answers: z.array(z.object(AnswerSchema)),
		}),
	),
	requests: z.array(z.object(AnswerSchema)),
});
