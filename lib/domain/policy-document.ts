import { isRecord } from "./json-values.ts";

/** One statement of an IAM policy with its lists made lists. Null: the element is absent. */
export type Statement = {
	readonly index: number;
	readonly sid: string | null;
	readonly effect: "Allow" | "Deny";
	readonly actions: readonly string[] | null;
	readonly notActions: readonly string[] | null;
	readonly principal: "*" | Readonly<Record<string, readonly string[]>> | null;
	readonly hasNotPrincipal: boolean;
	readonly resources: readonly string[] | null;
	readonly notResources: readonly string[] | null;
	/** Operator → key → values. */
	readonly conditions: readonly ConditionClause[];
};
export type ConditionClause = {
	readonly operator: string;
	readonly key: string;
	readonly values: readonly string[];
};
export type PolicyDocument = {
	/** Policy variables mean something only in version 2012-10-17; without a version they are plain text. */
	readonly hasVariables: boolean;
	readonly statements: readonly Statement[];
	/** Indexes of statements that break IAM's grammar. */
	readonly unreadable: readonly number[];
};

/**
 * Reads the parsed JSON of an IAM policy; null when it is no policy at all. IAM takes a single
 * statement, action or value for a list of one; here everything is a list.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicyDocument(policy: unknown): PolicyDocument | null {
	if (!isRecord(policy) || policy.Statement === undefined || policy.Statement === null) return null;
	const raw = Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement];
	const statements: Statement[] = [];
	const unreadable: number[] = [];
	for (const [index, item] of raw.entries()) {
		const statement = readStatement(item, index);
		if (statement === null) unreadable.push(index);
		else statements.push(statement);
	}
	return { hasVariables: policy.Version === "2012-10-17", statements, unreadable };
}

function readStatement(item: unknown, index: number): Statement | null {
	if (!isRecord(item)) return null;
	const { Effect: effect, Sid: sid } = item;
	if (effect !== "Allow" && effect !== "Deny") return null;
	const principal = readPrincipal(item.Principal);
	const conditions = readConditions(item.Condition);
	const lists = [item.Action, item.NotAction, item.Resource, item.NotResource].map(readOptionalList);
	const [actions, notActions, resources, notResources] = lists;
	if (principal === undefined || conditions === null) return null;
	if (actions === undefined || notActions === undefined) return null;
	if (resources === undefined || notResources === undefined) return null;
	if ((actions === null) === (notActions === null)) return null;
	// What "all but none" is to mean, nobody documents: it must not be taken for everything.
	if (notActions?.length === 0 || notResources?.length === 0) return null;
	if (conditions.some((clause) => clause.values.length === 0 && isUndocumented(clause, effect))) return null;
	return {
		index,
		sid: typeof sid === "string" ? sid : null,
		effect,
		actions,
		notActions,
		principal,
		hasNotPrincipal: item.NotPrincipal !== undefined,
		resources,
		notResources,
		conditions,
	};
}

/** An empty list of values is never met, which lets nobody in by mistake, unless it is negated or limits a denial. */
function isUndocumented({ operator }: ConditionClause, effect: Statement["effect"]): boolean {
	return effect === "Deny" || /Not/.test(operator);
}

/** Undefined: not readable. */
function readPrincipal(value: unknown): Statement["principal"] | undefined {
	if (value === undefined) return null;
	if (value === "*") return "*";
	if (!isRecord(value)) return undefined;
	const kinds: Record<string, readonly string[]> = {};
	for (const [kind, names] of Object.entries(value)) {
		const list = readList(names);
		if (list === null) return undefined;
		kinds[kind] = list;
	}
	return kinds;
}

function readConditions(value: unknown): readonly ConditionClause[] | null {
	if (value === undefined) return [];
	if (!isRecord(value)) return null;
	const clauses: ConditionClause[] = [];
	for (const [operator, keys] of Object.entries(value)) {
		if (!isRecord(keys)) return null;
		for (const [key, raw] of Object.entries(keys)) {
			const values = readList(raw);
			if (values === null) return null;
			clauses.push({ operator, key, values });
		}
	}
	return clauses;
}

/** Null: absent. Undefined: not readable. */
function readOptionalList(value: unknown): readonly string[] | null | undefined {
	return value === undefined ? null : (readList(value) ?? undefined);
}

/** IAM turns numbers and booleans into text. Null: not a list of such. */
function readList(value: unknown): readonly string[] | null {
	const items = Array.isArray(value) ? value : [value];
	const texts: string[] = [];
	for (const item of items) {
		if (typeof item !== "string" && typeof item !== "number" && typeof item !== "boolean") return null;
		texts.push(String(item));
	}
	return texts;
}
