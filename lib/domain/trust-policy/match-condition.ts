import { formatRoleArn, type PrincipalArn } from "../arn.ts";
import { matchesArn, matchNull } from "../policy-comparisons.ts";
import type { ConditionClause } from "../policy-document.ts";
import { matchesWildcard } from "../wildcard.ts";
import { allOf, anyOf, not, type Tristate } from "./tristate.ts";

/** What is known of one AssumeRole call. */
export type RequestContext = {
	readonly principal: PrincipalArn;
	/** Undefined: the call carries none. */
	readonly externalId: string | undefined;
	/** Undefined: every call carries one, but which is not known. */
	readonly sessionName: string | undefined;
};

/** The parts of an operator's name, e.g. `ForAnyValue:StringNotEqualsIfExists`. */
export type Operator = {
	readonly quantifier: "ForAnyValue" | "ForAllValues" | null;
	readonly comparison: Comparison;
	readonly isNegated: boolean;
	readonly isIfExists: boolean;
};
export type Comparison = "exact" | "ignore-case" | "like" | "arn" | "null";

const OPERATORS: Readonly<Record<string, { readonly comparison: Comparison; readonly isNegated: boolean }>> =
	{
		StringEquals: { comparison: "exact", isNegated: false },
		StringNotEquals: { comparison: "exact", isNegated: true },
		StringEqualsIgnoreCase: { comparison: "ignore-case", isNegated: false },
		StringNotEqualsIgnoreCase: { comparison: "ignore-case", isNegated: true },
		StringLike: { comparison: "like", isNegated: false },
		StringNotLike: { comparison: "like", isNegated: true },
		ArnEquals: { comparison: "arn", isNegated: false },
		ArnNotEquals: { comparison: "arn", isNegated: true },
		ArnLike: { comparison: "arn", isNegated: false },
		ArnNotLike: { comparison: "arn", isNegated: true },
		Null: { comparison: "null", isNegated: false },
	};
const OPERATOR_NAME = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/;

/** Takes an operator's name apart; null for one that this evaluator does not know. */
export function parseOperator(name: string): Operator | null {
	const match = OPERATOR_NAME.exec(name);
	const base = match?.[2] ?? "";
	const known = Object.hasOwn(OPERATORS, base) ? OPERATORS[base] : undefined;
	if (match === null || known === undefined) return null;
	const quantifier = match[1] === "ForAnyValue" || match[1] === "ForAllValues" ? match[1] : null;
	const isIfExists = match[3] !== undefined;
	if (known.comparison === "null" && (isIfExists || quantifier !== null)) return null;
	return { ...known, quantifier, isIfExists };
}

/**
 * Whether one condition holds. A missing key fails a positive operator and passes a negated one,
 * `…IfExists` and `ForAllValues:`; values of one key are alternatives.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html
 */
export function matchCondition(
	clause: ConditionClause,
	request: RequestContext,
	hasVariables: boolean,
): Tristate {
	const operator = parseOperator(clause.operator);
	const actual = contextValue(clause.key, request);
	if (operator === null || actual === "unknown-key") return null;
	if (operator.comparison === "null") return matchNull(clause.values, actual === "missing");
	if (actual === "missing") return whenMissing(operator);
	const matched = anyOf(
		clause.values.map((value) => compare(operator, value, actual, request, hasVariables)),
	);
	return operator.isNegated ? not(matched) : matched;
}

/** Whether every condition of a statement holds. */
export function matchConditions(
	clauses: readonly ConditionClause[],
	request: RequestContext,
	hasVariables: boolean,
): Tristate {
	return allOf(clauses.map((clause) => matchCondition(clause, request, hasVariables)));
}

type Actual = { readonly text: string | null; readonly isArn: boolean } | "missing" | "unknown-key";

function contextValue(key: string, request: RequestContext): Actual {
	switch (key.toLowerCase()) {
		case "sts:externalid":
			return request.externalId === undefined ? "missing" : { text: request.externalId, isArn: false };
		case "sts:rolesessionname":
			return { text: request.sessionName ?? null, isArn: false };
		case "aws:principalarn":
			return { text: principalArnText(request.principal), isArn: true };
		case "aws:principalaccount":
			return { text: request.principal.accountId, isArn: false };
		default:
			return "unknown-key";
	}
}

/** What `aws:PrincipalArn` holds: for a session its role's ARN, whose path the session's ARN does not tell. */
function principalArnText(principal: PrincipalArn): string {
	const { partition, accountId } = principal;
	switch (principal.kind) {
		case "root":
			return `arn:${partition}:iam::${accountId}:root`;
		case "user":
			return `arn:${partition}:iam::${accountId}:user${principal.path}${principal.userName}`;
		case "role":
			return formatRoleArn(principal);
		case "assumed-role":
			return formatRoleArn({ partition, accountId, path: "/", roleName: principal.roleName });
		default:
			return principal satisfies never;
	}
}

function whenMissing(operator: Operator): boolean {
	if (operator.isIfExists || operator.quantifier === "ForAllValues") return true;
	return operator.isNegated && operator.quantifier !== "ForAnyValue";
}

function compare(
	operator: Operator,
	value: string,
	actual: { readonly text: string | null; readonly isArn: boolean },
	request: RequestContext,
	hasVariables: boolean,
): Tristate {
	if (actual.text === null || (hasVariables && value.includes("${"))) return null;
	const isMatch = compareText(operator.comparison, value, actual.text, actual.isArn);
	if (isMatch === false && actual.isArn && differsByPathOnly(value, request.principal)) return null;
	return isMatch;
}

function compareText(comparison: Comparison, value: string, actual: string, isArn: boolean): Tristate {
	switch (comparison) {
		case "exact":
			return value === actual;
		case "ignore-case":
			return value.toLowerCase() === actual.toLowerCase();
		case "like":
			return matchesWildcard(value, actual);
		case "arn":
			return isArn ? matchesArn(value, actual) : null;
		case "null":
			return null;
		default:
			return comparison satisfies never;
	}
}

/** A session's ARN does not tell its role's path, so another path of the same role stays open. */
function differsByPathOnly(value: string, principal: PrincipalArn): boolean {
	if (principal.kind !== "assumed-role") return false;
	const start = `arn:${principal.partition}:iam::${principal.accountId}:role/`;
	return value.startsWith(start) && value.endsWith(`/${principal.roleName}`) && value.length > start.length;
}
