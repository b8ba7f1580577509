import * as z from "zod/mini";

/**
 * The published schema of a connector request's body, types CEAws and Aws (Harness API, 2026-05-27). Unknown fields
 * are allowed at every level, as there. `harness-connector.schema.json` beside this file states the same
 * facts as JSON Schema; a test holds the two together.
 */
const text = z.string();
const optionalText = z.optional(text);

const integer = z.number().check(z.refine(Number.isInteger));
const uniqueTexts = z.array(text).check(z.refine((texts) => new Set(texts).size === texts.length));

const CrossAccountAccess = z.looseObject({
	crossAccountRoleArn: text,
	externalId: optionalText,
	assumeRoleSessionDuration: z.optional(integer),
});

const CeCredential = z.looseObject({
	type: z.enum(["Default", "OidcAuthentication"]),
	region: optionalText,
	spec: z.optional(z.looseObject({ iamRoleArn: optionalText })),
});

const CeSpec = z.looseObject({
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
	credential: z.optional(CeCredential),
	crossAccountAccess: z.optional(CrossAccountAccess),
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

const credential = { region: optionalText, crossAccountAccess: z.optional(CrossAccountAccess) };
const AwsCredential = z.discriminatedUnion("type", [
	z.looseObject({ type: z.enum(["InheritFromDelegate", "Irsa", "CredentialBroker"]), ...credential }),
	z.looseObject({
		type: z.literal("ManualConfig"),
		...credential,
		spec: z.optional(
			z
				.looseObject({
					accessKey: optionalText,
					accessKeyRef: optionalText,
					secretKeyRef: text,
					sessionTokenRef: optionalText,
				})
				.check(z.refine((spec) => "accessKey" in spec !== "accessKeyRef" in spec)),
		),
	}),
	z.looseObject({
		type: z.literal("OidcAuthentication"),
		...credential,
		spec: z.optional(
			z.looseObject({ iamRoleArn: optionalText, oidcSessionTagKeys: z.optional(uniqueTexts) }),
		),
	}),
]);

const BackOff = z.discriminatedUnion("type", [
	z.looseObject({
		type: z.literal("FixedDelayBackoffStrategy"),
		spec: z.optional(z.looseObject({ fixedBackoff: z.optional(integer), retryCount: z.optional(integer) })),
	}),
	z.looseObject({
		type: z.enum(["EqualJitterBackoffStrategy", "FullJitterBackoffStrategy"]),
		spec: z.optional(
			z.looseObject({
				baseDelay: z.optional(integer),
				maxBackoffTime: z.optional(integer),
				retryCount: z.optional(integer),
			}),
		),
	}),
]);

const AwsSpec = z.looseObject({
	credential: AwsCredential,
	awsSdkClientBackOffStrategyOverride: z.optional(BackOff),
	delegateSelectors: z.optional(uniqueTexts),
	executeOnDelegate: z.optional(z.boolean()),
	ignoreTestConnection: z.optional(z.boolean()),
	proxy: z.optional(z.boolean()),
});

const info = {
	name: text,
	identifier: text.check(z.regex(/^[a-zA-Z_][a-zA-Z0-9_$]{0,127}$/)),
	description: optionalText,
	accountIdentifier: optionalText,
	parentUniqueId: optionalText,
	uniqueId: optionalText,
	tags: z.optional(z.record(text, text)),
};
const ConnectorRequest = z.looseObject({
	connector: z.discriminatedUnion("type", [
		z.looseObject({ ...info, type: z.literal("CEAws"), spec: CeSpec }),
		z.looseObject({ ...info, type: z.literal("Aws"), spec: AwsSpec }),
	]),
});

export type RequestProblem = { readonly path: string; readonly problem: string };

/** Where a request's body breaks Harness's published schema; empty: it does not. */
export function validateConnectorRequest(body: unknown): readonly RequestProblem[] {
	const parsed = z.safeParse(ConnectorRequest, body);
	if (parsed.success) return [];
	return parsed.error.issues.map((issue) => ({ path: issue.path.join("."), problem: issue.code }));
}
