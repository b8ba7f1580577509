import * as z from "zod/mini";
import { parsePolicyArn, parseRoleArn, parseRoleName, parseRolePath } from "#lib/domain/arn.ts";
import { parseExternalId } from "#lib/domain/external-id.ts";
import { partitionOfRegion } from "#lib/domain/partition.ts";
import { failed, ok } from "#lib/domain/result.ts";
import { parsed, parsedOrEmpty } from "./parsed.ts";

const boundaryArn = parsedOrEmpty((text) => {
	const result = parsePolicyArn(text);
	return result.ok ? ok(result.value.arn) : result;
});

/** "More options" of step 4; whether region and account fit is decided where the connector is known. */
export const RoleOptionsSchema = z.object({
	roleName: parsed(parseRoleName, 256),
	rolePath: parsed(parseRolePath, 1_024),
	permissionsBoundaryArn: boundaryArn,
	stackName: parsed(parseStackName, 256),
	region: parsedOrEmpty((text) =>
		partitionOfRegion(text.trim()) === null
			? failed({ message: "This is no AWS region. A region looks like us-east-1." })
			: ok(text.trim()),
	),
	portalUrl: parsedOrEmpty(parsePortalUrl),
	permissionSetName: z
		.string()
		.check(
			z.trim(),
			z.regex(/^[\w+=,.@-]{0,32}$/, "A permission set's name has up to 32 letters, digits and +=,.@-_."),
		),
});

/** "Paste the ARN instead". */
export const RoleArnSchema = z.object({
	roleArn: parsed((text) => {
		const result = parseRoleArn(text);
		return result.ok ? ok(result.value.arn) : result;
	}),
});

/** The role's own policies are named after the stack, and IAM's names end at 128 characters. */
const STACK_NAME_MAX_LENGTH = 57;

function parseStackName(text: string) {
	const name = text.trim();
	if (/^[A-Za-z][A-Za-z0-9-]*$/.test(name) && name.length <= STACK_NAME_MAX_LENGTH) return ok(name);
	return failed({
		message: `A stack's name starts with a letter and has up to ${STACK_NAME_MAX_LENGTH} letters, digits and hyphens.`,
	});
}

function parsePortalUrl(text: string) {
	const url = URL.parse(text.trim());
	if (
		url?.protocol === "https:" &&
		/^([\w-]+\.)+(awsapps\.com|us-gov-home\.awsapps\.com|aws\.amazon\.com|app\.aws)$/.test(url.hostname)
	) {
		return ok(url.origin);
	}
	return failed({
		message: "This is no IAM Identity Center portal. It looks like https://d-1234567890.awsapps.com.",
	});
}

/** The external ID that another vendor gave out. Nothing is trimmed but what pasting brings along. */
export const DestinationExternalIdSchema = z.object({
	externalId: parsed((text) => parseExternalId(text.trim())),
});
