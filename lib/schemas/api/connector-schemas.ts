import * as z from "zod/mini";
import {
	CONNECTABLE_PARTITIONS,
	DASHBOARD_TABLES,
	DASHBOARD_TYPES,
	HEALTH_ORDER,
} from "#lib/domain/dashboard-query.ts";
import { DESTINATIONS } from "#lib/domain/destination.ts";
import { AUTOSTOPPING_FEATURES, FEATURES } from "#lib/domain/features.ts";
import { CostReportSchema } from "../cost-report-schema.ts";
import { OverviewSchema } from "../overview-schema.ts";
import { RequirementsSchema } from "../requirements-schema.ts";
import { RoleOptionsSchema } from "../role-schema.ts";
import {
	FailureCodeSchema,
	FeatureSchema,
	IdSchema,
	InstantSchema,
	MaybeInstantSchema,
	PageQuerySchema,
	pageOf,
	TagsSchema,
} from "./common.ts";

const HealthSchema = z.object({
	state: z
		.enum(HEALTH_ORDER)
		.check(z.describe("`unknown` as soon as the evidence is older than its limit; never shown as healthy.")),
	since: MaybeInstantSchema,
	lastProofAt: MaybeInstantSchema.check(
		z.describe("When Rolebridge's own call last assumed the role; null: never."),
	),
	reason: z
		.nullable(
			z.object({
				checkId: z.nullable(z.string()),
				code: z.nullable(FailureCodeSchema),
				observed: z.nullable(z.string()),
			}),
		)
		.check(z.describe("The first reason; null: nothing is wrong, or nothing is known.")),
});

const connector = {
	id: IdSchema,
	name: z.nullable(z.string()).check(z.describe("Null: a draft in which nothing was saved yet.")),
	identifier: z.nullable(z.string()).check(z.describe("In Harness.")),
	awsAccountId: z.nullable(z.string()),
	partition: z.string(),
	type: z
		.enum(DASHBOARD_TYPES)
		.check(
			z.describe(
				"`CEAws`: Harness Cloud Cost Management. `Aws`: Harness's general AWS connector. `CloudZero`: a connection that is entered there.",
			),
		),
	table: z
		.enum(DASHBOARD_TABLES)
		.check(z.describe("`billing`: it has a cost report of its own. `resource`: all others.")),
	status: z.enum(["draft", "registered", "offboarded"]),
	proof: z
		.enum(["direct", "harness"])
		.check(z.describe("`direct`: our own calls reach the role. `harness`: only Harness vouches for it.")),
	health: HealthSchema,
	features: z.array(FeatureSchema),
	tags: TagsSchema,
	roleArn: z.nullable(z.string()),
	templateVersion: z.nullable(z.int()),
	isOffboarding: z.boolean(),
};

/** Of a connector of type Aws. Secrets stand nowhere: references name Harness's own. */
const PlatformSchema = z.object({
	scope: z.object({
		kind: z.enum(["account", "organization", "project"]),
		orgId: z.nullable(z.string()),
		projectId: z.nullable(z.string()),
	}),
	credential: z.nullable(
		z.object({
			type: z.enum(["InheritFromDelegate", "ManualConfig", "Irsa", "OidcAuthentication"]),
			accessKeyId: z.nullable(z.string()).check(z.describe("Null for viewers, as are names of secrets.")),
			accessKeyRef: z.nullable(z.string()).check(z.describe("The name of a secret in Harness.")),
			secretKeyRef: z.nullable(z.string()).check(z.describe("The name of a secret in Harness.")),
			sessionTokenRef: z.nullable(z.string()).check(z.describe("The name of a secret in Harness.")),
			iamRoleArn: z.nullable(z.string()),
			sessionTagKeys: z.array(z.string()),
		}),
	),
	crossAccount: z
		.nullable(z.object({ roleArn: z.string(), hasExternalId: z.boolean() }))
		.check(z.describe("The role that Harness goes on into; null: none.")),
	region: z.string().check(z.describe("The region that Harness tests in.")),
	backOff: z.nullable(
		z.object({
			type: z.enum(["FixedDelayBackoffStrategy", "EqualJitterBackoffStrategy", "FullJitterBackoffStrategy"]),
			fixedBackoff: z.nullable(z.int()),
			baseDelay: z.nullable(z.int()),
			maxBackoffTime: z.nullable(z.int()),
			retryCount: z.int(),
		}),
	),
	connectivity: z.nullable(
		z.object({
			through: z.enum(["harness", "delegate"]),
			selectors: z.array(z.string()).check(z.describe("Tags of the delegate; none: any of them.")),
		}),
	),
	tasks: z
		.array(z.string())
		.check(z.describe("Entries of the permission library that the role is checked for.")),
});

export const ApiConnectorSchema = z.object(connector);
export type ApiConnector = z.infer<typeof ApiConnectorSchema>;

export const ApiConnectorDetailSchema = z.object({
	...connector,
	destination: z
		.enum(DESTINATIONS)
		.check(z.describe("Whom the role is for; `type` says the same in the vendor's words.")),
	platform: z.nullable(PlatformSchema).check(z.describe("Of type `Aws` alone.")),
	version: z.int(),
	description: z.string(),
	costReport: z.nullable(
		z.object({
			kind: z.enum(["own", "covered", "none"]),
			reportName: z.nullable(z.string()),
			bucketName: z.nullable(z.string()),
			reportType: z.nullable(z.enum(["CUR1.0", "CUR2.0"])),
			payerConnectorId: z.nullable(z.string()),
		}),
	),
	requirements: z.nullable(
		z.object({
			features: z.array(z.enum(FEATURES)),
			autoStopping: z.array(z.enum(AUTOSTOPPING_FEATURES)),
			governancePolicyArns: z.array(z.string()),
			commitmentWrite: z.boolean(),
		}),
	),
	role: z.object({
		roleName: z.string(),
		rolePath: z.string(),
		permissionsBoundaryArn: z.string(),
		stackName: z.string(),
		region: z.string().check(z.describe("Empty: the installation's default region.")),
	}),
	pausedAt: MaybeInstantSchema,
	registeredAt: MaybeInstantSchema,
	createdAt: InstantSchema,
	updatedAt: InstantSchema,
	url: z.nullable(z.url()).check(z.describe("Its page; null where the installation's address is not set.")),
});
export type ApiConnectorDetail = z.infer<typeof ApiConnectorDetailSchema>;

export const ApiConnectorPageSchema = pageOf(ApiConnectorSchema);

function listOf<T extends string>(known: readonly T[], what: string) {
	const message = `${what} is one or more of ${known.join(", ")}, separated by commas.`;
	const each = new RegExp(`^(${known.join("|")})(,(${known.join("|")})){0,${known.length - 1}}$`);
	return z.pipe(
		z.string().check(z.regex(each, message), z.maxLength(200), z.describe(message)),
		z.transform((text: string) => known.filter((one) => text.split(",").includes(one))),
	);
}

/** Which connectors; every part that is given must hold. */
export const ConnectorFilterQuerySchema = {
	q: z.optional(
		z.string().check(z.maxLength(200), z.describe("Part of a name, identifier, account id or role ARN.")),
	),
	health: z.optional(listOf(HEALTH_ORDER, "health")),
	proof: z.optional(z.enum(["direct", "harness"])),
	feature: z.optional(FeatureSchema),
	tag: z.optional(
		z
			.string()
			.check(
				z.maxLength(384),
				z.regex(/^([^:\\]|\\[:\\])/, "A tag is key or key:value."),
				z.describe("`key`, or `key:value`; a colon or backslash in the key has a backslash before it."),
			),
	),
	partition: z.optional(z.enum(CONNECTABLE_PARTITIONS)),
	type: z.optional(z.enum(DASHBOARD_TYPES)),
	kind: z.optional(
		z
			.enum(DASHBOARD_TABLES)
			.check(z.describe("`billing`: with a cost report of its own. `resource`: all others.")),
	),
};

export const ListConnectorsQuerySchema = z.strictObject({
	...ConnectorFilterQuerySchema,
	...PageQuerySchema,
});

/** The steps of the wizard as one body; what is left out stays open. */
export const CreateConnectorSchema = z.strictObject({
	...OverviewSchema.shape,
	description: z._default(OverviewSchema.shape.description, ""),
	tags: z._default(OverviewSchema.shape.tags, {}),
	isGovCloud: z._default(z.boolean(), false),
	costReport: z.optional(CostReportSchema),
	requirements: z.optional(
		z.strictObject({
			...RequirementsSchema.shape,
			autoStopping: z._default(RequirementsSchema.shape.autoStopping, []),
			governancePolicyArns: z._default(RequirementsSchema.shape.governancePolicyArns, []),
			commitmentWrite: z._default(z.boolean(), false),
		}),
	),
	role: z.optional(z.strictObject(z.partial(RoleOptionsSchema).shape)),
});
