import { matchesArn } from "../policy-comparisons.ts";
import type { Tristate } from "../trust-policy/tristate.ts";
import { matchesWildcard } from "../wildcard.ts";

/** The policy's value first, the request's second; null where the two cannot be compared. */
export type Comparison = (wanted: string, actual: string) => Tristate;

export type Operator = {
	readonly quantifier: "ForAnyValue" | "ForAllValues" | null;
	readonly compare: Comparison;
	readonly isNegated: boolean;
	readonly isIfExists: boolean;
};

const numeric = (holds: (actual: number, wanted: number) => boolean) => between(Number, holds);
const date = (holds: (actual: number, wanted: number) => boolean) => between(instant, holds);

const POSITIVE: Readonly<Record<string, Comparison>> = {
	StringEquals: (wanted, actual) => wanted === actual,
	StringEqualsIgnoreCase: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
	StringLike: matchesWildcard,
	ArnEquals: matchesArn,
	ArnLike: matchesArn,
	BinaryEquals: (wanted, actual) => wanted === actual,
	Bool: matchesBool,
	IpAddress: matchesAddress,
	NumericEquals: numeric((actual, wanted) => actual === wanted),
	NumericLessThan: numeric((actual, wanted) => actual < wanted),
	NumericLessThanEquals: numeric((actual, wanted) => actual <= wanted),
	NumericGreaterThan: numeric((actual, wanted) => actual > wanted),
	NumericGreaterThanEquals: numeric((actual, wanted) => actual >= wanted),
	DateEquals: date((actual, wanted) => actual === wanted),
	DateLessThan: date((actual, wanted) => actual < wanted),
	DateLessThanEquals: date((actual, wanted) => actual <= wanted),
	DateGreaterThan: date((actual, wanted) => actual > wanted),
	DateGreaterThanEquals: date((actual, wanted) => actual >= wanted),
};
/** Each is the opposite of another. */
const NEGATED: Readonly<Record<string, string>> = {
	StringNotEquals: "StringEquals",
	StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
	StringNotLike: "StringLike",
	ArnNotEquals: "ArnEquals",
	ArnNotLike: "ArnLike",
	NotIpAddress: "IpAddress",
	NumericNotEquals: "NumericEquals",
	DateNotEquals: "DateEquals",
};
const NAME = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/;

/**
 * Takes a condition operator apart; null for one that is not known here, and for `Null`, which compares nothing.
 *
 * @example readOperator("ForAnyValue:StringNotLike")?.isNegated // true
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function readOperator(name: string): Operator | null {
	const match = NAME.exec(name);
	if (match === null) return null;
	const [, quantifier, base = "", ifExists] = match;
	const opposite = Object.hasOwn(NEGATED, base) ? NEGATED[base] : undefined;
	const positive = opposite ?? base;
	const compare = Object.hasOwn(POSITIVE, positive) ? POSITIVE[positive] : undefined;
	if (compare === undefined) return null;
	return {
		quantifier: quantifier === "ForAnyValue" || quantifier === "ForAllValues" ? quantifier : null,
		compare,
		isNegated: opposite !== undefined,
		isIfExists: ifExists !== undefined,
	};
}

function between(
	read: (text: string) => number,
	holds: (actual: number, wanted: number) => boolean,
): Comparison {
	return (wantedText, actualText) => {
		const [wanted, actual] = [read(wantedText), read(actualText)];
		if (wantedText.trim() === "" || actualText.trim() === "") return null;
		return Number.isFinite(wanted) && Number.isFinite(actual) ? holds(actual, wanted) : null;
	};
}

/** A date with its time zone, or seconds since 1970. */
function instant(text: string): number {
	if (/^[0-9]+$/.test(text)) return Number(text) * 1_000;
	return /^[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*(Z|[+-][0-9]{2}:?[0-9]{2}))?$/.test(text)
		? Date.parse(text)
		: Number.NaN;
}

function matchesBool(wanted: string, actual: string): Tristate {
	const texts = [wanted.toLowerCase(), actual.toLowerCase()];
	if (!texts.every((text) => text === "true" || text === "false")) return null;
	return texts[0] === texts[1];
}

/** IPv4 with or without a prefix length; of IPv6 only the same text can be told. */
function matchesAddress(wanted: string, actual: string): Tristate {
	if (wanted === actual) return true;
	const [base = "", length = "32", ...rest] = wanted.split("/");
	const [range, address] = [ipv4(base), ipv4(actual)];
	if (range === null || address === null || rest.length > 0) return null;
	if (!/^[0-9]{1,2}$/.test(length) || Number(length) > 32) return null;
	const size = 2 ** (32 - Number(length));
	return Math.floor(range / size) === Math.floor(address / size);
}

function ipv4(text: string): number | null {
	const parts = text.split(".");
	if (parts.length !== 4 || !parts.every((part) => /^[0-9]{1,3}$/.test(part) && Number(part) < 256))
		return null;
	return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}
