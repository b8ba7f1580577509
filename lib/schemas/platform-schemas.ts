// Longer than 200 lines: the steps of one wizard share their fields, and actions, forms and REST read them here.
import * as z from "zod/mini";
import { parsePolicyArn, parseRoleArn } from "#lib/domain/arn.ts";
import { IDENTIFIER } from "#lib/domain/connector-name.ts";
import { parseExternalId } from "#lib/domain/external-id.ts";
import { partitionOfRegion } from "#lib/domain/partition.ts";
import { isKubernetesName, isNamespaceName } from "#lib/domain/platform/kubernetes-names.ts";
import {
	needsSessionToken,
	parseAccessKeyId,
	parseSecretReference,
} from "#lib/domain/platform/secret-reference.ts";
import { failed, ok } from "#lib/domain/result.ts";
import { parseBucketName } from "#lib/domain/s3-names.ts";
import { OverviewSchema } from "./overview-schema.ts";
import { parsed, parsedOrEmpty } from "./parsed.ts";

function placeId(what: "an organization" | "a project") {
	return parsed((text) => {
		const id = text.trim();
		if (id === "") return failed({ message: `Enter the identifier of ${what}.` });
		return IDENTIFIER.test(id) ? ok(id) : failed({ message: `This is no identifier of ${what}.` });
	}, 256);
}
const orgId = placeId("an organization");
const projectId = placeId("a project");

export const PlatformScopeSchema = z.discriminatedUnion("kind", [
	z.object({ kind: z.literal("account") }),
	z.object({ kind: z.literal("organization"), orgId }),
	z.object({ kind: z.literal("project"), orgId, projectId }),
]);

/** Overview: the same as of a cost connector, and where in Harness it lies. */
export const PlatformOverviewSchema = z.object({ ...OverviewSchema.shape, scope: PlatformScopeSchema });

const roleArn = parsed((text) => {
	const result = parseRoleArn(text);
	return result.ok ? ok(result.value.arn) : result;
});
const secretRef = parsed(parseSecretReference);
const region = parsed(
	(text) =>
		partitionOfRegion(text.trim()) === null
			? failed({ message: "This is no AWS region. A region looks like us-east-1." })
			: ok(text.trim()),
	64,
);
/** https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html */
const sessionTagKey = z
	.string()
	.check(z.trim(), z.regex(/^[\p{L}\p{N} _.:/=+@-]{1,128}$/u, "This is no key of a session tag."));

const MAX_SESSION_TAGS = 50;
const sessionTagKeys = z
	.array(sessionTagKey)
	.check(
		z.maxLength(MAX_SESSION_TAGS, `A session bears at most ${MAX_SESSION_TAGS} tags.`),
		z.refine(isUnique, "A key is named twice."),
	);

function isUnique(texts: readonly string[]): boolean {
	return new Set(texts).size === texts.length;
}

const NEEDS_TOKEN = "A key that begins with ASIA is a session's: name the secret that holds its token.";

const ManualConfig = z
	.object({
		type: z.literal("ManualConfig"),
		accessKey: z.union([
			z.strictObject({ id: parsed(parseAccessKeyId) }),
			z.strictObject({ ref: parsed(parseSecretReference) }),
		]),
		secretKeyRef: secretRef,
		sessionTokenRef: z.nullable(secretRef),
	})
	.check(
		z.refine(
			({ accessKey, sessionTokenRef }) =>
				!("id" in accessKey) || !needsSessionToken(accessKey.id) || sessionTokenRef !== null,
			{ message: NEEDS_TOKEN, path: ["sessionTokenRef"] },
		),
	);

const AwsCredentialSchema = z.discriminatedUnion("type", [
	z.object({ type: z.literal("InheritFromDelegate") }),
	ManualConfig,
	z.object({ type: z.literal("Irsa") }),
	z.object({ type: z.literal("OidcAuthentication"), iamRoleArn: roleArn, sessionTagKeys }),
]);

const externalId = parsedOrEmpty(parseExternalId);
const CrossAccountSchema = z.object({ roleArn, externalId });

/** A quarter of an hour: nobody waits longer for one answer. */
const MAX_BACK_OFF_MS = 900_000;
const MAX_RETRIES = 10;
const delayMs = z
	.int("Enter whole milliseconds.")
	.check(
		z.minimum(1, "At least 1 millisecond."),
		z.maximum(MAX_BACK_OFF_MS, "At most 900,000 milliseconds (15 minutes)."),
	);
const retryCount = z
	.int("Enter a whole number.")
	.check(
		z.minimum(0, "0 means that nothing is tried again."),
		z.maximum(MAX_RETRIES, `At most ${MAX_RETRIES}.`),
	);

export const BackOffSchema = z.discriminatedUnion("type", [
	z.object({ type: z.literal("FixedDelayBackoffStrategy"), fixedBackoff: delayMs, retryCount }),
	jitter("EqualJitterBackoffStrategy"),
	jitter("FullJitterBackoffStrategy"),
]);

function jitter<Type extends string>(type: Type) {
	return z.object({ type: z.literal(type), baseDelay: delayMs, maxBackoffTime: delayMs, retryCount }).check(
		z.refine(({ baseDelay, maxBackoffTime }) => baseDelay <= maxBackoffTime, {
			message: "The longest delay is at least as long as the first.",
			path: ["maxBackoffTime"],
		}),
	);
}

/** Credentials. Whether account, partition and region go together is decided where the overview is known. */
export const CredentialsSchema = z.object({
	credential: AwsCredentialSchema,
	crossAccount: z.nullable(CrossAccountSchema),
	region,
	backOff: z.nullable(BackOffSchema),
});
export type CredentialsInput = z.output<typeof CredentialsSchema>;

const policyArn = parsed((text) => {
	const result = parsePolicyArn(text);
	return result.ok ? ok(result.value.arn) : result;
});
/** Delegate set-up: what the command and the delegate's file are made from. */
export const DelegateSetUpSchema = z.object({
	/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
	clusterName: z
		.string()
		.check(
			z.trim(),
			z.regex(
				/^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/,
				"A cluster's name has up to 100 letters, digits, - and _, and begins with a letter or a digit.",
			),
		),
	namespace: z
		.string()
		.check(
			z.trim(),
			z.refine(
				isNamespaceName,
				"A namespace has up to 63 small letters, digits and hyphens, none at either end.",
			),
		),
	serviceAccountName: z
		.string()
		.check(
			z.trim(),
			z.refine(
				isKubernetesName,
				"A service account's name has small letters, digits, hyphens and dots, none at either end.",
			),
		),
	region,
	policyArn,
});

const MAX_SELECTORS = 50;
export const DelegateSelectorsSchema = z
	.array(
		z
			.string()
			.check(
				z.trim(),
				z.minLength(1, "A tag is not empty."),
				z.maxLength(256, "A tag has at most 256 characters."),
				z.regex(/^[^\p{C},]*$/u, "A tag has no comma and no line break."),
			),
	)
	.check(
		z.maxLength(MAX_SELECTORS, `At most ${MAX_SELECTORS} tags.`),
		z.refine(isUnique, "A tag is named twice."),
	);

/** Connectivity mode. No selectors: any available delegate. */
export const ConnectivitySchema = z.discriminatedUnion("through", [
	z.object({ through: z.literal("harness") }),
	z.object({ through: z.literal("delegate"), selectors: DelegateSelectorsSchema }),
]);
export type ConnectivityInput = z.output<typeof ConnectivitySchema>;

/** Entries of the permission library; whether there are such is decided where the library is. */
export const PlatformTasksSchema = z.object({
	tasks: z
		.array(z.string().check(z.regex(/^[a-z0-9-]{1,64}$/, "This is no entry of the permission library.")))
		.check(z.maxLength(100, "Too many tasks."), z.refine(isUnique, "A task is chosen twice.")),
	/** As typed: names with commas or spaces between them. */
	buckets: z.string().check(
		z.maxLength(1_300, "Too many buckets."),
		z.refine((text) => taskBuckets(text).length <= 20, "At most 20 buckets."),
		z.refine((text) => taskBuckets(text).every((name) => parseBucketName(name).ok), {
			error: ({ input }) => firstWrongBucket(String(input)),
		}),
	),
});

/** The names in what was typed, each once. */
export function taskBuckets(text: string): readonly string[] {
	return [...new Set(text.split(/[\s,;]+/).filter((name) => name !== ""))];
}

function firstWrongBucket(text: string): string {
	for (const name of taskBuckets(text)) {
		const parsed = parseBucketName(name);
		if (!parsed.ok) return `${name}: ${parsed.failure.message}`;
	}
	return "This is no list of buckets.";
}
