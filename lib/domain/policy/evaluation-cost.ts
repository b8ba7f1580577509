import type { Statement } from "../policy-document.ts";
import { hasWildcard } from "../wildcard.ts";

/**
 * How many steps one evaluation of policies may take: many times what a role's real policies take for every task of the
 * library, and a fraction of a second. Policies may be a stranger's, and so may what is asked of them.
 */
export const MOST_STEPS = 100_000_000;

/** What bounds the steps of matching a list of patterns: see matchesWildcard. */
type Size = {
	readonly count: number;
	readonly characters: number;
	/** Characters of those in which a `?` may wander between stars. */
	readonly loose: number;
	readonly variables: number;
};

export type StatementSize = { readonly actions: Size; readonly resources: Size; readonly conditions: Size };

/** Measures a statement once, for every request that it is asked about. */
export function sizeOf({
	actions,
	notActions,
	resources,
	notResources,
	conditions,
}: Statement): StatementSize {
	return {
		actions: measured([...(actions ?? []), ...(notActions ?? [])]),
		resources: measured([...(resources ?? []), ...(notResources ?? [])]),
		conditions: measured(conditions.flatMap(({ values }) => values)),
	};
}

function measured(patterns: readonly string[]): Size {
	let [characters, loose, variables] = [0, 0, 0];
	for (const pattern of patterns) {
		characters += pattern.length;
		if (pattern.includes("?") && hasWildcard(pattern.replaceAll("?", ""))) loose += pattern.length;
		if (pattern.includes("$")) variables += pattern.split("$").length - 1;
	}
	return { count: patterns.length, characters, loose, variables };
}

/** What is asked: the length of the resource, and the values of the context. */
type AskedSize = {
	readonly resource: number;
	readonly values: number;
	readonly valueCharacters: number;
	readonly longestValue: number;
};

/**
 * @example askedSize("*", { "aws:username": ["ann"] }) // { resource: 1, values: 1, valueCharacters: 3, longestValue: 3 }
 */
export function askedSize(
	resource: string,
	context: Readonly<Record<string, readonly string[]>> = {},
): AskedSize {
	const lengths = Object.values(context).flatMap((values) => values.map(({ length }) => length));
	return {
		resource: resource.length,
		values: lengths.length,
		valueCharacters: lengths.reduce((sum, length) => sum + length, 0),
		longestValue: lengths.reduce((most, length) => Math.max(most, length), 0),
	};
}

/** At most so many steps to see which statement speaks of an action. */
export function actionCost({ actions }: StatementSize, actionLength: number): number {
	return costOf(actions, 1, actionLength, 0);
}

/** At most so many steps to see whether a statement applies. */
export function statementCost({ resources, conditions }: StatementSize, asked: AskedSize): number {
	const { resource, values, valueCharacters, longestValue } = asked;
	// A resource is matched as a whole and by the parts of the ARN.
	const onResource = 2 * costOf(resources, 1, resource, longestValue);
	return onResource + costOf(conditions, values, valueCharacters, longestValue);
}

/** Every pattern with `texts` texts of `length` characters together. */
function costOf(size: Size, texts: number, length: number, longestValue: number): number {
	const { count, characters, loose, variables } = size;
	return EACH * (1 + count) + texts * (characters + variables * longestValue) + (count + loose) * length;
}

/** Whatever is compared, it takes some. */
const EACH = 8;
