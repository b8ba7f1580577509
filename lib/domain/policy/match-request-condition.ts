import { matchNull } from "../policy-comparisons.ts";
import type { ConditionClause } from "../policy-document.ts";
import { allOf, anyOf, not, type Tristate } from "../trust-policy/tristate.ts";
import { type Operator, readOperator } from "./condition-comparisons.ts";
import { hasVariable } from "./match-pattern.ts";
import { fillVariables, type KnownContext } from "./request-context.ts";

/**
 * Whether one condition of an identity policy holds. A key that is not known leaves it open. A key that the request
 * lacks fails a positive operator and passes a negated one, `…IfExists` and `ForAllValues:`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function matchRequestCondition(
	clause: ConditionClause,
	context: KnownContext,
	hasVariables: boolean,
): Tristate {
	const actual = context.get(clause.key.toLowerCase());
	if (clause.operator === "Null") {
		return actual === undefined ? null : matchNull(clause.values, actual.length === 0);
	}
	const operator = readOperator(clause.operator);
	if (operator === null || actual === undefined) return null;
	if (actual.length === 0) return whenMissing(operator);
	// A list for a key that is asked without a quantifier: AWS does not say what happens.
	if (operator.quantifier === null && actual.length > 1) return null;
	const verdicts = actual.map((value) => {
		const matched = anyOf(
			clause.values.map((wanted) => compare(operator, wanted, value, hasVariables ? context : null)),
		);
		return operator.isNegated ? not(matched) : matched;
	});
	return operator.quantifier === "ForAnyValue" ? anyOf(verdicts) : allOf(verdicts);
}

/** @param variables null: the policy's version knows none */
function compare(
	operator: Operator,
	wanted: string,
	actual: string,
	variables: KnownContext | null,
): Tristate {
	if (variables === null || !hasVariable(wanted)) return operator.compare(wanted, actual);
	const filled = fillVariables(wanted, variables);
	return filled === null ? null : operator.compare(filled, actual);
}

function whenMissing(operator: Operator): Tristate {
	if (operator.quantifier === "ForAllValues") return true;
	// ForAnyValue looks at values one by one: what IfExists adds to that, AWS does not say.
	if (operator.quantifier === "ForAnyValue") return operator.isIfExists ? null : false;
	return operator.isIfExists || operator.isNegated;
}
