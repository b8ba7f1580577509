import * as z from "zod/mini";

/**
 * The published schema of a connector request's body, type CEAws (Harness API, 2026-05-27). Unknown fields
 * are allowed at every level, as there. `harness-connector.schema.json` beside this file states the same
 * facts as JSON Schema; a test holds the two together.
 */
const text = z.string();
const optionalText = z.optional(text);

const Credential = z.looseObject({
	type: z.enum(["Default", "OidcAuthentication"]),
	region: optionalText,
	spec: z.optional(z.looseObject({ iamRoleArn: optionalText })),
});

const Spec = z.looseObject({
	featuresEnabled: z.optional(
		z.array(
			z.enum([
				"BILLING",
				"OPTIMIZATION",
				"VISIBILITY",
				"GOVERNANCE",
				"COMMITMENT_ORCHESTRATOR",
				"CLUSTER_ORCHESTRATOR",
			]),
		),
	),
	autostoppingFeatures: z.optional(
		z.array(
			z.enum([
				"EC2",
				"SPOT",
				"ASG",
				"ECS",
				"RDS",
				"ALB",
				"PROXY",
				"AZURE_VM",
				"AZURE_APP_GATEWAY",
				"GCP_VM",
				"GCP_INSTANCE_GROUP",
			]),
		),
	),
	commitmentFeatures: z.optional(z.array(z.enum(["EC2", "RDS", "ElastiCache"]))),
	awsAccountId: optionalText,
	credential: z.optional(Credential),
	crossAccountAccess: z.optional(
		z.looseObject({
			crossAccountRoleArn: text,
			externalId: optionalText,
			assumeRoleSessionDuration: z.optional(z.number().check(z.refine(Number.isInteger))),
		}),
	),
	curAttributes: z.optional(
		z.looseObject({
			reportName: text,
			s3BucketName: text,
			region: optionalText,
			s3Prefix: optionalText,
			reportType: z.optional(z.enum(["CUR1.0", "CUR2.0", "FOCUSv1.3"])),
		}),
	),
	ignoreTestConnection: z.optional(z.boolean()),
	isAWSGovCloudAccount: z.optional(z.boolean()),
});

const ConnectorRequest = z.looseObject({
	connector: z.looseObject({
		name: text,
		identifier: text.check(z.regex(/^[a-zA-Z_][a-zA-Z0-9_$]{0,127}$/)),
		description: optionalText,
		accountIdentifier: optionalText,
		parentUniqueId: optionalText,
		uniqueId: optionalText,
		tags: z.optional(z.record(text, text)),
		type: z.literal("CEAws"),
		spec: Spec,
	}),
});

export type RequestProblem = { readonly path: string; readonly problem: string };

/** Where a request's body breaks Harness's published schema; empty: it does not. */
export function validateConnectorRequest(body: unknown): readonly RequestProblem[] {
	const parsed = z.safeParse(ConnectorRequest, body);
	if (parsed.success) return [];
	return parsed.error.issues.map((issue) => ({ path: issue.path.join("."), problem: issue.code }));
}
