export type LintSeverity = "error" | "warning" | "info";
export type LintCode = keyof typeof LINT_RULES;
export type LintFinding = {
	readonly code: LintCode;
	readonly severity: LintSeverity;
	readonly explanation: string;
	readonly fix: string;
	/** Index of the statement it is about; null: the policy as a whole. */
	readonly statement: number | null;
};

type Rule = { readonly severity: LintSeverity; readonly explanation: string; readonly fix: string };

/** `error`: somebody who should not may get in, or somebody who should cannot. */
export const LINT_RULES = {
	UNREADABLE: {
		severity: "error",
		explanation: "The policy breaks IAM's grammar, so nobody can tell what it means.",
		fix: "Replace it by the expected policy.",
	},
	NO_CONDITION: {
		severity: "error",
		explanation:
			"This statement asks for no external ID: every customer of the trusted account could use the role.",
		fix: "Add StringEquals with sts:ExternalId to its condition.",
	},
	WILDCARD_IN_EXTERNAL_ID: {
		severity: "error",
		explanation: "A wildcard in the external ID lets in every ID that fits it, other tenants' IDs included.",
		fix: "Use StringEquals with the whole external ID.",
	},
	LITERAL_WILDCARD: {
		severity: "warning",
		explanation: "Under StringEquals a * or ? is an ordinary character, so this ID matches only itself.",
		fix: "Write the whole external ID.",
	},
	WILDCARD_PRINCIPAL: {
		severity: "error",
		explanation: "The principal * is every AWS account there is.",
		fix: "Name the account that may assume the role.",
	},
	NOT_PRINCIPAL: {
		severity: "error",
		explanation: "NotPrincipal with Allow lets in everybody who is not named.",
		fix: "Name with Principal who may assume the role.",
	},
	IF_EXISTS_TRAP: {
		severity: "error",
		explanation: "With IfExists the condition holds when no external ID is sent at all.",
		fix: "Take IfExists off the operator.",
	},
	FOR_ALL_VALUES_TRAP: {
		severity: "error",
		explanation: "ForAllValues holds when no external ID is sent at all.",
		fix: "Take ForAllValues: off the operator; the external ID is a single value.",
	},
	NEGATED_OPERATOR: {
		severity: "error",
		explanation: "A negated operator lets in every external ID but the ones named, and calls without one.",
		fix: "Use StringEquals with the right external ID.",
	},
	NULL_TRAP: {
		severity: "error",
		explanation: "Null asks only whether an external ID is sent, not which.",
		fix: "Use StringEquals with the right external ID.",
	},
	IGNORES_CASE: {
		severity: "error",
		explanation: "The external ID is compared without regard to case, so IDs of others may match.",
		fix: "Use StringEquals, which regards case.",
	},
	SEVERAL_EXTERNAL_IDS: {
		severity: "warning",
		explanation: "The statement takes further external IDs beside the expected one.",
		fix: "Remove those that are not in use any more.",
	},
	VALUE_DIFFERS: {
		severity: "error",
		explanation: "The external ID in the policy is not the expected one.",
		fix: "Put in the expected external ID exactly; case and every character count.",
	},
	WRONG_VENDOR_ACCOUNT: {
		severity: "error",
		explanation: "The policy trusts an AWS account of Harness that belongs to another cluster.",
		fix: "Trust the AWS account of the cluster that your Harness account is on.",
	},
	EXTRA_PRINCIPAL: {
		severity: "warning",
		explanation: "Somebody else may assume the role as well.",
		fix: "Remove the principal if you do not know it; the expected policy names nobody else.",
	},
	DELETED_PRINCIPAL: {
		severity: "warning",
		explanation: "The policy names a user or role that no longer exists; IAM shows its former id.",
		fix: "Trust the account's root and narrow it with aws:PrincipalArn, which survives a new role.",
	},
	BROAD_ACTION: {
		severity: "info",
		explanation: "The statement allows more actions than assuming the role.",
		fix: "Allow only sts:AssumeRole.",
	},
	HARNESS_REFUSED: {
		severity: "error",
		explanation: "Harness is refused although it sends the right external ID.",
		fix: "Let Harness's principal assume the role with its external ID, and check the deny statements.",
	},
	VERIFIER_REFUSED: {
		severity: "warning",
		explanation: "Rolebridge cannot assume the role, so it cannot prove the connection itself.",
		fix: "Add the statement for Rolebridge from the expected policy.",
	},
	ADMITS_WITHOUT_ID: {
		severity: "error",
		explanation: "The role can be assumed without an external ID.",
		fix: "Require the external ID in every statement that trusts this principal.",
	},
	ADMITS_NEAR_MISS: {
		severity: "error",
		explanation: "The role can be assumed with an external ID that is not the right one.",
		fix: "Require exactly the right external ID in every statement that trusts this principal.",
	},
	UNDECIDED: {
		severity: "warning",
		explanation:
			"The policy depends on something that cannot be told from outside, so it could not be decided.",
		fix: "Use only sts:ExternalId, aws:PrincipalArn, aws:PrincipalAccount and sts:RoleSessionName in conditions.",
	},
} as const satisfies Record<string, Rule>;

/** One finding from its rule; `detail` is added to the explanation as its own sentence. */
export function finding(code: LintCode, statement: number | null, detail?: string): LintFinding {
	const { severity, explanation, fix } = LINT_RULES[code];
	return { code, severity, explanation: detail ? `${explanation} ${detail}` : explanation, fix, statement };
}
