import type { FailureCode } from "./failures.ts";

export type StackErrorCode = Extract<
	FailureCode,
	`STACK_${string}` | "ORGANIZATION_DENY" | "TEMPLATE_PARAMETERS_UNKNOWN" | "AWS_THROTTLED"
>;
export type StackError = {
	readonly code: StackErrorCode;
	/** What it is about: the role's, stack's or parameter's name, or the refused action. */
	readonly subject: string | null;
	/** The line of the pasted text that told; bounded. Null when nothing was recognised. */
	readonly quote: string | null;
};

type Pattern = { readonly code: StackErrorCode; readonly pattern: RegExp };

/** Tried in this order on the whole text: the cause before its consequences. Group 1 is the subject. */
const PATTERNS: readonly Pattern[] = [
	{
		code: "STACK_TEMPLATE_UNREADABLE",
		pattern: /S3 error: (?:Access ?Denied|[^\n]*does not exist|[^\n]*PermanentRedirect)/i,
	},
	{ code: "STACK_TEMPLATE_UNREADABLE", pattern: /TemplateURL must (?:be a supported|reference a valid)/i },
	{
		code: "STACK_TEMPLATE_UNREADABLE",
		pattern: /Template (?:format error|body|file)[^\n]*(?:unreadable|too large|not well-formed)/i,
	},
	{
		code: "TEMPLATE_PARAMETERS_UNKNOWN",
		pattern: /Parameters: \[([^\]\n]{1,200})\] do not exist in the template/i,
	},
	{ code: "STACK_PARAMETER_INVALID", pattern: /Parameters: \[([^\]\n]{1,200})\] must have values/i },
	{
		code: "STACK_PARAMETER_INVALID",
		pattern: /Parameter '?([A-Za-z0-9]{1,255})'? (?:must be one of|failed to satisfy)/i,
	},
	{ code: "STACK_PARAMETER_INVALID", pattern: /Invalid principal in policy:?\s*([^\n(]{0,200})/i },
	{ code: "STACK_PARAMETER_INVALID", pattern: /Cost Visibility needs (BucketName)/i },
	{ code: "STACK_PARAMETER_INVALID", pattern: /(Verifier(?:PrincipalArn|ExternalId)) must/i },
	{ code: "STACK_WRONG_ACCOUNT", pattern: /(ExpectedAccountId)/i },
	{ code: "STACK_WRONG_ACCOUNT", pattern: /\b(?:wrong|another|different|other) AWS account\b/i },
	{ code: "STACK_CAPABILITY_MISSING", pattern: /Requires capabilities\s*:\s*\[([A-Z_, ]{1,100})\]/i },
	{ code: "STACK_CAPABILITY_MISSING", pattern: /InsufficientCapabilities/i },
	{
		code: "STACK_NAME_TAKEN",
		pattern: /\bStack (?:\[([^\]\s]{1,128})\]|'([^'\s]{1,128})'|named? ([^\s]{1,128})) already exists/i,
	},
	{ code: "STACK_NAME_TAKEN", pattern: /AlreadyExistsException[^\n]*Stack/i },
	{
		code: "STACK_ROLE_NAME_TAKEN",
		pattern: /AWS::IAM::Role'? with identifier '([^'\s]{1,128})' already exists/i,
	},
	{ code: "STACK_ROLE_NAME_TAKEN", pattern: /Role with name ([\w+=,.@-]{1,64}) already exists/i },
	{ code: "STACK_ROLE_NAME_TAKEN", pattern: /([\w+=,.@-]{1,64}) already exists in stack/i },
	{ code: "STACK_ROLE_NAME_TAKEN", pattern: /EntityAlreadyExists/i },
	{ code: "STACK_POLICY_LIMIT", pattern: /Cannot exceed quota for ([A-Za-z]{1,64})/i },
	{ code: "STACK_POLICY_LIMIT", pattern: /Maximum policy size of [0-9]+ bytes exceeded/i },
	{ code: "STACK_POLICY_LIMIT", pattern: /LimitExceeded/i },
	{
		code: "ORGANIZATION_DENY",
		pattern: /perform:? ([a-z0-9-]+:[A-Za-z*]{1,100})[^\n]*(?:service|resource) control policy/i,
	},
	{ code: "STACK_NOT_ALLOWED", pattern: /not authorized to perform:? ([a-z0-9-]+:[A-Za-z*]{1,100})/i },
	{ code: "STACK_NOT_ALLOWED", pattern: /Access ?Denied|not authorized|UnauthorizedOperation/i },
	{ code: "AWS_THROTTLED", pattern: /Rate exceeded|Throttling/i },
];

/** CloudFormation's events of a failed stack are long; the cause stands well before this. */
const TEXT_MAX_LENGTH = 20_000;
const QUOTE_MAX_LENGTH = 500;

/**
 * Reads CloudFormation's error, or a whole list of stack events, as a person pastes it, and tells
 * the likely cause. What is not recognised is `STACK_FAILED`.
 *
 * @example explainStackError("Stack [harness-ce-iam-role-stack] already exists")
 * // { code: "STACK_NAME_TAKEN", subject: "harness-ce-iam-role-stack", quote: "…" }
 */
export function explainStackError(text: string): StackError {
	const bounded = text.slice(0, TEXT_MAX_LENGTH);
	for (const { code, pattern } of PATTERNS) {
		const match = pattern.exec(bounded);
		if (match === null) continue;
		const subject =
			match
				.slice(1)
				.find((group) => group !== undefined)
				?.trim() ?? null;
		return { code, subject: subject === "" ? null : subject, quote: lineAt(bounded, match.index) };
	}
	return { code: "STACK_FAILED", subject: null, quote: null };
}

function lineAt(text: string, index: number): string {
	const start = text.lastIndexOf("\n", index) + 1;
	const end = text.indexOf("\n", index);
	return text
		.slice(start, end < 0 ? undefined : end)
		.trim()
		.slice(0, QUOTE_MAX_LENGTH);
}
