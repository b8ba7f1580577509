import { matchesWildcard } from "#lib/domain/wildcard.ts";
import { isObject, stringsOf } from "../json.ts";

/** Request context: lower-case condition keys. */
export type Context = Readonly<Record<string, string | readonly string[] | undefined>>;

type Comparison = (actual: string, expected: string) => boolean;

const like: Comparison = (actual, expected) => matchesWildcard(expected, actual);

const COMPARISONS: Readonly<Record<string, { readonly test: Comparison; readonly negated: boolean }>> = {
	stringequals: { test: (a, b) => a === b, negated: false },
	stringnotequals: { test: (a, b) => a === b, negated: true },
	stringequalsignorecase: { test: (a, b) => a.toLowerCase() === b.toLowerCase(), negated: false },
	stringnotequalsignorecase: { test: (a, b) => a.toLowerCase() === b.toLowerCase(), negated: true },
	stringlike: { test: like, negated: false },
	stringnotlike: { test: like, negated: true },
	arnequals: { test: like, negated: false },
	arnlike: { test: like, negated: false },
	arnnotequals: { test: like, negated: true },
	arnnotlike: { test: like, negated: true },
	bool: { test: (a, b) => a.toLowerCase() === b.toLowerCase(), negated: false },
	numericequals: { test: (a, b) => Number(a) === Number(b), negated: false },
	numericlessthan: { test: (a, b) => Number(a) < Number(b), negated: false },
	numericlessthanequals: { test: (a, b) => Number(a) <= Number(b), negated: false },
	numericgreaterthan: { test: (a, b) => Number(a) > Number(b), negated: false },
	numericgreaterthanequals: { test: (a, b) => Number(a) >= Number(b), negated: false },
	datelessthan: { test: (a, b) => Date.parse(a) < Date.parse(b), negated: false },
	dategreaterthan: { test: (a, b) => Date.parse(a) > Date.parse(b), negated: false },
};

/** Fills `${aws:username}` and the like; an unknown variable makes the value match nothing. */
export function fillVariables(text: string, context: Context): string | null {
	let isKnown = true;
	const filled = text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
		if (name === "*" || name === "?" || name === "$") return name;
		const value = context[name.toLowerCase()];
		if (typeof value !== "string") isKnown = false;
		return typeof value === "string" ? value : "";
	});
	return isKnown ? filled : null;
}

function valuesOf(context: Context, key: string): readonly string[] {
	const value = context[key.toLowerCase()];
	if (value === undefined) return [];
	return typeof value === "string" ? [value] : value;
}

function matchesKey(operator: string, key: string, expected: readonly string[], context: Context): boolean {
	const [, quantifier = "", bare = ""] =
		/^(foranyvalue:|forallvalues:)?(.*)$/.exec(operator.toLowerCase()) ?? [];
	const actual = valuesOf(context, key);
	if (bare === "null")
		return expected.every((want) => (want.toLowerCase() === "true") === (actual.length === 0));
	const isIfExists = bare.endsWith("ifexists");
	const comparison = COMPARISONS[isIfExists ? bare.slice(0, -"ifexists".length) : bare];
	if (comparison === undefined) return false;
	if (actual.length === 0) return isIfExists || quantifier === "forallvalues:" || comparison.negated;
	const wanted = expected.flatMap((value) => fillVariables(value, context) ?? []);
	const matchesOne = (value: string) =>
		wanted.some((want) => comparison.test(value, want)) !== comparison.negated;
	return quantifier === "foranyvalue:" ? actual.some(matchesOne) : actual.every(matchesOne);
}

/** Every operator and every key must hold; an operator that is not known never does. */
export function conditionsHold(condition: unknown, context: Context): boolean {
	if (!isObject(condition)) return true;
	return Object.entries(condition).every(
		([operator, keys]) =>
			isObject(keys) &&
			Object.entries(keys).every(([key, value]) => matchesKey(operator, key, stringsOf(value), context)),
	);
}
