import { anyOf, type Tristate } from "./trust-policy/tristate.ts";
import { matchesWildcard } from "./wildcard.ts";

/**
 * The six parts of an ARN, or fewer; colons after the fifth belong to the last.
 *
 * @example arnParts("arn:aws:logs:us-east-1:123456789012:log-group:acme")[5] // "log-group:acme"
 */
export function arnParts(text: string): readonly string[] {
	const parts = text.split(":");
	return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/**
 * ArnEquals and ArnLike, which are one: each of the six parts by itself, wildcards allowed. Null where one of the two
 * is no ARN.
 *
 * @example matchesArn("arn:aws:iam::*:role/ci", "arn:aws:iam::123456789012:role/ci") // true
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function matchesArn(wanted: string, actual: string): Tristate {
	const [pattern, arn] = [arnParts(wanted), arnParts(actual)];
	if (pattern.length < 6 || arn.length < 6) return null;
	return pattern.every((part, index) => matchesWildcard(part, arn[index] ?? ""));
}

/**
 * The operator Null: "true" asks for a key that is missing, "false" for one that is there.
 *
 * @example matchNull(["true"], false) // false
 */
export function matchNull(values: readonly string[], isMissing: boolean): Tristate {
	return anyOf(
		values.map((value) => {
			const text = value.toLowerCase();
			return text === "true" ? isMissing : text === "false" ? !isMissing : null;
		}),
	);
}
