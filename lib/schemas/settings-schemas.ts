import * as z from "zod/mini";
import { parseRoleArn } from "#lib/domain/arn.ts";
import { isHarnessAccountId } from "#lib/domain/external-id.ts";
import { partitionOfRegion } from "#lib/domain/partition.ts";
import { failed, ok } from "#lib/domain/result.ts";
import { parseTemplateUrl } from "#lib/domain/s3-names.ts";
import { parsed, parsedOrEmpty } from "./parsed.ts";

/** Harness account and key. An empty key keeps the stored one. */
export const HarnessAccountSchema = z.object({
	accountId: parsed((text) =>
		isHarnessAccountId(text.trim())
			? ok(text.trim())
			: failed({
					message:
						"A Harness account ID has 22 letters, digits, hyphens or underscores; it stands in Harness's URL.",
				}),
	),
	baseUrl: parsed(parseBaseUrl),
	apiKey: z
		.string()
		.check(
			z.trim(),
			z.maxLength(512),
			z.regex(
				/^(|(pat|sat)\.[\w-]+\.[\w-]+\.[\w-]+)$/,
				"A Harness API key reads pat.<account>.<token>.<secret>, or begins with sat.",
			),
		),
	/** The day that Harness shows for the token; empty: it does not expire, or nobody knows. Left out: as it was. */
	apiKeyExpiresOn: z.optional(z.union([z.literal(""), z.iso.date("Enter a date, or nothing.")])),
});

function parseBaseUrl(text: string) {
	const url = URL.parse(text.trim());
	const isLoopback = url !== null && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
	if (url !== null && (url.protocol === "https:" || (url.protocol === "http:" && isLoopback)))
		return ok(url.origin);
	return failed({ message: "Enter Harness's address, for example https://app.harness.io." });
}

function parseOwnTemplateUrl(text: string) {
	const result = parseTemplateUrl(text, "aws");
	return result.ok ? ok(result.value.url) : result;
}

export const TemplateSettingsSchema = z.object({
	templateSource: z.enum(["ours", "harness"]),
	templateUrl: parsedOrEmpty(parseOwnTemplateUrl),
	organizationTemplateUrl: parsedOrEmpty(parseOwnTemplateUrl),
	defaultRegion: parsed((text) =>
		partitionOfRegion(text.trim()) === "aws"
			? ok(text.trim())
			: failed({ message: "This is no AWS region. A region looks like us-east-1." }),
	),
});

const OPT_IN_LIMIT = 20;

/** Regions as typed, separated by commas or spaces; a list already parsed stays as it is. */
function parseRegions(text: string) {
	const regions = [...new Set(text.split(/[\s,]+/).filter(Boolean))];
	const stranger = regions.find((region) => partitionOfRegion(region) === null);
	if (stranger !== undefined)
		return failed({ message: `${stranger} is no AWS region. A region looks like ap-east-1.` });
	if (regions.length > OPT_IN_LIMIT)
		return failed({ message: `Name at most ${OPT_IN_LIMIT} opt-in regions.` });
	return ok(regions);
}

export const VerifierSettingsSchema = z.object({
	optInRegions: z.pipe(
		z.union([z.string(), z.array(z.string())]),
		z.pipe(
			z.transform((given: string | string[]) => (typeof given === "string" ? given : given.join(" "))),
			parsed(parseRegions),
		),
	),
	verifierMode: z.enum(["operator", "vendor"]),
	canaryRoleArn: parsedOrEmpty((text) => {
		const result = parseRoleArn(text);
		return result.ok ? ok(result.value.arn) : result;
	}),
});

/** The version that the form was filled from; null: there was nothing stored. */
export const SettingsVersionSchema = { version: z.int().check(z.nonnegative()) };
const HarnessAccountVersionSchema = { version: z.nullable(z.int().check(z.nonnegative())) };

/** What each action takes: a version and what was typed. */
export const SaveHarnessAccountSchema = z.object({
	...HarnessAccountVersionSchema,
	account: HarnessAccountSchema,
});
export const SaveTemplateSettingsSchema = z.object({
	...SettingsVersionSchema,
	template: TemplateSettingsSchema,
});
export const SaveVerifierSettingsSchema = z.object({
	...SettingsVersionSchema,
	verifier: VerifierSettingsSchema,
});
