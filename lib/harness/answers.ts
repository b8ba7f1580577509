import * as z from "zod/mini";
import { IDENTIFIER } from "#lib/domain/connector-name.ts";
import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import type { HarnessConnectionDetail, HarnessConnectorRecord, HarnessConnectorStatus } from "./port.ts";

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

const Connector = z.looseObject({
	name: z.string(),
	// It goes into files and commands: nothing else can be one.
	identifier: z.string().check(z.regex(IDENTIFIER)),
	description: z.nullish(z.string()),
	tags: z.nullish(z.record(z.string(), z.string())),
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
const ConnectorRecord = z.pipe(
	z.object({ connector: Connector, createdAt: time, lastModifiedAt: time, status: z.nullish(Status) }),
	z.transform(
		(record): HarnessConnectorRecord => ({
			...record,
			connector: record.connector satisfies CeAwsConnector,
			status: record.status ?? null,
		}),
	),
);

const envelope = <Data extends z.ZodMiniType>(data: Data) => z.object({ status: z.literal("SUCCESS"), data });

export const ConnectorAnswer = envelope(ConnectorRecord);
export const PageAnswer = envelope(
	z.object({ totalPages: z.int(), pageIndex: z.int(), content: z.array(ConnectorRecord) }),
);
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
