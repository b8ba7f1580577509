import * as z from "zod/mini";
import { IDENTIFIER } from "#lib/domain/connector-name.ts";
import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import type { AwsConnector } from "#lib/domain/platform/aws-connector-body.ts";
import type {
	HarnessConnectionDetail,
	HarnessConnectorRecord,
	HarnessConnectorStatus,
	HarnessDelegate,
	HarnessSecret,
} from "./port.ts";

/** Epoch milliseconds as Harness writes times; null and 0 mean "never". */
const time = z.pipe(
	z.nullish(z.int().check(z.minimum(0), z.maximum(8.64e15))),
	z.transform((value): Date | null => (value ? new Date(value) : null)),
);
const optionalText = z.pipe(
	z.nullish(z.string()),
	z.transform((value): string | null => value ?? null),
);
const texts = z.array(z.string());

const common = {
	name: z.string(),
	// It goes into files and commands: nothing else can be one.
	identifier: z.string().check(z.regex(IDENTIFIER)),
	description: z.nullish(z.string()),
	tags: z.nullish(z.record(z.string(), z.string())),
};
const CeConnector = z.looseObject({
	...common,
	type: z.literal("CEAws"),
	spec: z.looseObject({
		featuresEnabled: texts,
		crossAccountAccess: z.nullish(
			z.looseObject({ crossAccountRoleArn: z.string(), externalId: z.nullish(z.string()) }),
		),
		curAttributes: z.nullish(
			z.looseObject({
				reportName: z.string(),
				s3BucketName: z.string(),
				reportType: z.nullish(z.string()),
			}),
		),
		awsAccountId: z.nullish(z.string()),
		isAWSGovCloudAccount: z.nullish(z.boolean()),
		autostoppingFeatures: z.nullish(texts),
	}),
});

const PlatformConnector = z.looseObject({
	...common,
	orgIdentifier: z.nullish(z.string()),
	projectIdentifier: z.nullish(z.string()),
	type: z.literal("Aws"),
	spec: z.looseObject({
		credential: z.looseObject({
			type: z.string(),
			spec: z.nullish(z.looseObject({})),
			crossAccountAccess: z.nullish(
				z.looseObject({ crossAccountRoleArn: z.string(), externalId: z.nullish(z.string()) }),
			),
			region: z.nullish(z.string()),
		}),
		awsSdkClientBackOffStrategyOverride: z.nullish(
			z.looseObject({ type: z.string(), spec: z.nullish(z.looseObject({})) }),
		),
		delegateSelectors: z.nullish(texts),
		executeOnDelegate: z.nullish(z.boolean()),
	}),
});

const STATUSES = ["SUCCESS", "FAILURE", "PARTIAL", "UNKNOWN", "PENDING"] as const;
const TestError = z.pipe(
	z.object({ reason: z.nullish(z.string()), message: z.nullish(z.string()), code: z.nullish(z.number()) }),
	z.transform(({ reason, message, code }) => ({
		reason: reason ?? "",
		message: message ?? "",
		code: code ?? null,
	})),
);
const Status = z.pipe(
	z.object({
		// A status that Harness adds later says nothing to us: unknown, not a broken answer.
		status: z.catch(z.enum(STATUSES), "UNKNOWN"),
		errorSummary: optionalText,
		errors: z.nullish(z.array(TestError)),
		testedAt: time,
		lastConnectedAt: time,
	}),
	z.transform((status): HarnessConnectorStatus => ({ ...status, errors: status.errors ?? [] })),
);
const facts = { createdAt: time, lastModifiedAt: time, status: z.nullish(Status) };
const CeRecord = z.pipe(
	z.object({ connector: CeConnector, ...facts }),
	z.transform(
		(record): HarnessConnectorRecord => ({
			...record,
			connector: record.connector satisfies CeAwsConnector,
			status: record.status ?? null,
		}),
	),
);
const PlatformRecord = z.pipe(
	z.object({ connector: PlatformConnector, ...facts }),
	z.transform(
		(record): HarnessConnectorRecord<AwsConnector> => ({
			...record,
			connector: record.connector satisfies AwsConnector,
			status: record.status ?? null,
		}),
	),
);

const envelope = <Data extends z.ZodMiniType>(data: Data) => z.object({ status: z.literal("SUCCESS"), data });

const page = <Item extends z.ZodMiniType>(item: Item) =>
	envelope(z.object({ totalPages: z.int(), pageIndex: z.int(), content: z.array(item) }));

export const CeAnswer = envelope(CeRecord);
export const CePageAnswer = page(CeRecord);
export const PlatformAnswer = envelope(PlatformRecord);
export const PlatformPageAnswer = page(PlatformRecord);
/** Of a connector of whatever type. */
export const StatusAnswer = envelope(z.object({ status: z.nullish(Status) }));
/** Which type of connector an identifier belongs to. */
export const TypeAnswer = envelope(z.object({ connector: z.object({ type: z.string() }) }));
export const TestAnswer = envelope(Status);
export const AccessAnswer = envelope(
	z.object({ accessControlList: z.array(z.object({ permission: z.string(), permitted: z.boolean() })) }),
);
export const BooleanAnswer = envelope(z.boolean());
export const ConnectionDetailAnswer = envelope(
	z.pipe(
		z.object({
			externalId: z.string().check(z.minLength(2), z.maxLength(1224)),
			harnessAccountId: z.string().check(z.regex(/^\d{1,12}$/)),
			cloudFormationTemplateLink: z.string(),
			stackLaunchTemplateLink: z.string(),
		}),
		z.transform(
			(data): HarnessConnectionDetail => ({
				externalId: data.externalId,
				// Harness sends the account through a number type, which drops leading zeros.
				harnessAwsAccountId: data.harnessAccountId.padStart(12, "0"),
				templateUrl: data.cloudFormationTemplateLink,
				launchUrl: data.stackLaunchTemplateLink,
			}),
		),
	),
);

const Secret = z.pipe(
	z.object({
		secret: z.object({
			name: z.string(),
			identifier: z.string().check(z.regex(IDENTIFIER)),
			type: z.string(),
			orgIdentifier: z.nullish(z.string()),
			projectIdentifier: z.nullish(z.string()),
		}),
	}),
	// Whatever else Harness sends of a secret ends here.
	z.transform(({ secret: { name, identifier, type, orgIdentifier, projectIdentifier } }): HarnessSecret => {
		const orgId = orgIdentifier || null;
		return { name, identifier, type, orgId, projectId: projectIdentifier || null };
	}),
);
export const SecretsAnswer = page(Secret);

const Delegate = z.pipe(
	z.object({
		name: z.string(),
		type: optionalText,
		tags: z.nullish(texts),
		lastHeartBeat: time,
		connected: z.nullish(z.boolean()),
	}),
	z.transform(
		({ name, type, tags, lastHeartBeat, connected }): HarnessDelegate => ({
			name,
			type: type ?? "",
			tags: tags ?? [],
			isConnected: connected ?? false,
			lastHeartbeatAt: lastHeartBeat,
		}),
	),
);
/** Delegates are answered by an older API: without the envelope of the others. */
export const DelegatesAnswer = z.object({ resource: z.array(Delegate) });
