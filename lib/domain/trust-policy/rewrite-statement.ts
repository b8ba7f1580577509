// Trust statements as JSON, written anew in part: what is not spoken of stays as it was written.
import type { JsonValue } from "../check.ts";
import { isRecord } from "../json-values.ts";

export type RawStatement = { readonly [key: string]: JsonValue };

type Rewriting = {
	readonly principals: readonly string[];
	readonly action: JsonValue | null;
	readonly externalIds: readonly string[] | null;
};

/** The statement for these principals alone, with its other conditions as they were. */
export function rewritten(raw: RawStatement, { principals, action, externalIds }: Rewriting): RawStatement {
	const { Principal: _, Condition: condition, ...kept } = raw;
	const { Action: was, NotAction: __, ...others } = kept;
	const conditions = externalIds === null ? condition : exactCondition(condition, externalIds);
	return {
		...others,
		Principal: { AWS: oneOrList(principals) },
		Action: action ?? was ?? "sts:AssumeRole",
		...(conditions !== undefined && { Condition: conditions }),
	};
}

/** The other conditions as they are, and exactly these external IDs. */
function exactCondition(condition: JsonValue | undefined, externalIds: readonly string[]): JsonValue {
	const next: Record<string, JsonValue> = {};
	for (const [operator, keys] of Object.entries(isRecord(condition) ? condition : {})) {
		if (!isRecord(keys)) continue;
		const others = Object.entries(keys).filter(([key]) => key.toLowerCase() !== "sts:externalid");
		if (others.length > 0) next[operator] = Object.fromEntries(others);
	}
	const equals = next.StringEquals;
	const kept = isRecord(equals) ? equals : {};
	return { ...next, StringEquals: { ...kept, "sts:ExternalId": oneOrList(externalIds) } };
}

/** What is nobody's that we expect: the statement without the others' names. Null: nobody is left. */
export function restOf(
	raw: RawStatement,
	names: readonly string[],
	others: Readonly<Record<string, readonly string[]>>,
): RawStatement | null {
	const principal: Record<string, JsonValue> = {};
	if (names.length > 0) principal.AWS = oneOrList(names);
	for (const [kind, list] of Object.entries(others)) principal[kind] = oneOrList(list);
	return Object.keys(principal).length === 0 ? null : { ...raw, Principal: principal };
}

/** IAM refuses a policy that bears a Sid twice. */
export function withOwnSids(statements: readonly RawStatement[]): readonly RawStatement[] {
	const taken = new Set<string>();
	return statements.map((statement) => {
		const { Sid: sid } = statement;
		if (typeof sid !== "string" || sid === "") return statement;
		let own = sid;
		for (let number = 2; taken.has(own); number++) own = `${sid}${number}`;
		taken.add(own);
		return own === sid ? statement : { ...statement, Sid: own };
	});
}

function oneOrList(items: readonly string[]): JsonValue {
	return items.length === 1 ? (items[0] ?? "") : items;
}

/** Sound: it comes out of parsed JSON, all the way down. */
export function jsonRecord(value: Readonly<Record<string, unknown>>): RawStatement {
	return value as RawStatement;
}
