import { validationError } from "../errors.ts";
import { isObject, listOf, objectOf, stringOf } from "../json.ts";
import { isTrue, type Scope } from "./intrinsics.ts";
import type { Template, TemplateParameter } from "./template.ts";

export type GivenParameter = {
	readonly key: string;
	readonly value: string | undefined;
	readonly usePrevious: boolean;
};

/** Values for every parameter of the template: given, previous, or default; checked as AWS checks them. */
export function settleParameters(
	template: Template,
	given: readonly GivenParameter[],
	previous: Readonly<Record<string, string>>,
): Record<string, string> {
	const known = new Set(template.parameters.map((parameter) => parameter.key));
	const unknown = given.filter((entry) => !known.has(entry.key)).map((entry) => entry.key);
	if (unknown.length > 0)
		throw validationError(`Parameters: [${unknown.join(", ")}] do not exist in the template`);
	const settled: Record<string, string> = {};
	const missing: string[] = [];
	for (const parameter of template.parameters) {
		const entry = given.find((candidate) => candidate.key === parameter.key);
		const value = entry?.usePrevious ? previous[parameter.key] : (entry?.value ?? parameter.defaultValue);
		if (value === undefined) missing.push(parameter.key);
		else settled[parameter.key] = value;
	}
	if (missing.length > 0) throw validationError(`Parameters: [${missing.join(", ")}] must have values`);
	for (const parameter of template.parameters) checkValue(parameter, settled[parameter.key] ?? "");
	return settled;
}

function checkValue(parameter: TemplateParameter, value: string): void {
	const fail = (rule: string) => {
		const hint = parameter.constraintDescription;
		throw validationError(
			hint === undefined
				? `Parameter '${parameter.key}' ${rule}`
				: `Parameter ${parameter.key} failed to satisfy constraint: ${hint}`,
		);
	};
	const values =
		parameter.type === "CommaDelimitedList" ? value.split(",").map((item) => item.trim()) : [value];
	if (parameter.allowedValues.length > 0 && !values.every((item) => parameter.allowedValues.includes(item)))
		fail(`must be one of AllowedValues`);
	if (
		parameter.allowedPattern !== undefined &&
		!values.every((item) => matchesWhole(item, parameter.allowedPattern))
	)
		fail(`must match pattern ${parameter.allowedPattern}`);
	if (parameter.minLength !== undefined && value.length < parameter.minLength)
		fail(`must contain at least ${parameter.minLength} characters`);
	if (parameter.maxLength !== undefined && value.length > parameter.maxLength)
		fail(`must contain at most ${parameter.maxLength} characters`);
	if (parameter.type !== "Number") return;
	if (value.trim() === "" || Number.isNaN(Number(value))) fail("must be a number");
	if (parameter.minValue !== undefined && Number(value) < parameter.minValue)
		fail(`must be a number not less than ${parameter.minValue}`);
	if (parameter.maxValue !== undefined && Number(value) > parameter.maxValue)
		fail(`must be a number not greater than ${parameter.maxValue}`);
}

function matchesWhole(value: string, pattern = ""): boolean {
	return new RegExp(`^(?:${pattern})$`).test(value);
}

/** Template rules whose condition holds must have every assertion true. */
export function checkRules(scope: Scope): void {
	for (const rule of Object.values(scope.template.rules)) {
		const { RuleCondition: when, Assertions: assertions } = objectOf(rule);
		if (when !== undefined && !isTrue(when, scope)) continue;
		for (const assertion of listOf(assertions)) {
			if (!isObject(assertion) || isTrue(assertion.Assert, scope)) continue;
			const words = stringOf(assertion.AssertDescription) ?? "Rule assertion failed";
			throw validationError(`Template validation error: ${words}`);
		}
	}
}
