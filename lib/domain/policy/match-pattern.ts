import { arnParts } from "../policy-comparisons.ts";
import type { Tristate } from "../trust-policy/tristate.ts";
import { hasWildcard, matchesWildcard } from "../wildcard.ts";

/**
 * Whether an action pattern allows everything that another one does. Case does not count in actions.
 *
 * @example coversAction("ec2:*", "EC2:Describe*") // true
 */
export function coversAction(pattern: string, action: string): boolean {
	return matchesWildcard(pattern.toLowerCase(), action.toLowerCase(), isNoStar);
}

/**
 * Whether a resource pattern stands for everything that another one does. Policy variables are taken as they are
 * written: what they become is not known, so only the same text or `*` covers one.
 *
 * @example coversResource("arn:aws:s3:::acme*", "arn:aws:s3:::acme/*") // true
 */
export function coversResource(pattern: string, resource: string): boolean {
	if (pattern === "*" || pattern === resource) return true;
	if (hasVariable(pattern) || hasVariable(resource)) return false;
	return matchesWildcard(pattern, resource, isNoStar) && matchesParts(pattern, resource, isNoStar);
}

/**
 * Which of many patterns with wildcards cover a resource pattern, itself among them if it has any. They are found by
 * what they begin with, so that thousands of buckets do not take seconds.
 *
 * @example widerOf(["arn:aws:s3:::acme/*"])("arn:aws:s3:::acme/reports/*") // ["arn:aws:s3:::acme/*"]
 */
export function widerOf(patterns: readonly string[]): (resource: string) => readonly string[] {
	const byStart = Map.groupBy(patterns.filter(hasWildcard), (pattern) => pattern.split(/[*?]/, 1)[0] ?? "");
	const lengths = [...new Set([...byStart.keys()].map((start) => start.length))];
	return (resource) =>
		lengths
			.flatMap((length) => (length > resource.length ? [] : (byStart.get(resource.slice(0, length)) ?? [])))
			.filter((pattern) => coversResource(pattern, resource));
}

/** Whether any of the patterns covers a resource pattern. */
export function coverOf(patterns: readonly string[]): (resource: string) => boolean {
	const same = new Set(patterns);
	const wider = widerOf(patterns);
	return (resource) => same.has(resource) || wider(resource).length > 0;
}

/**
 * Whether a resource pattern of a policy stands for this resource. A wildcard stands for characters between two
 * colons of the ARN; at the very end it stands for everything that follows. Where only a wildcard that runs over
 * a colon elsewhere would match, AWS's documentation leaves the answer open, and so does this.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesResource(pattern: string, resource: string): Tristate {
	if (pattern === "*" || pattern === resource) return true;
	if (!matchesWildcard(pattern, resource)) return false;
	return matchesParts(pattern, resource) ? true : null;
}

/** A policy variable such as `${aws:username}`. */
export function hasVariable(text: string): boolean {
	return text.includes("${");
}

function matchesParts(
	pattern: string,
	resource: string,
	mayStandFor?: (character: string) => boolean,
): boolean {
	const wanted = arnParts(pattern);
	const actual = arnParts(resource);
	const last = wanted.length - 1;
	return (
		wanted.length <= actual.length &&
		wanted.every((part, index) => {
			const text = index === last ? actual.slice(index).join(":") : (actual[index] ?? "");
			return matchesWildcard(part, text, mayStandFor);
		})
	);
}

/** A `?` of the wider pattern stands for one character; a `*` of the narrower one may stand for many. */
function isNoStar(character: string): boolean {
	return character !== "*";
}
