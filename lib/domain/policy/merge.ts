import { hasWildcard } from "../wildcard.ts";
import { coverOf, coversAction, widerOf } from "./match-pattern.ts";
import type { Policy, PolicyConditions, PolicyStatement } from "./policy.ts";

/**
 * One policy that allows and denies exactly what all of them together do: duplicates folded, actions and resources
 * that a wildcard covers left out, statements of one effect, condition and resources joined. The order depends on
 * nothing but what is allowed, so equal policies read the same. Statement ids are dropped: what is joined bears none.
 *
 * @example mergePolicies([readObjects, describeRegions]).Statement.length // 2
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function mergePolicies(policies: readonly Policy[]): Policy {
	const scopes = scopesOf(policies.flatMap(({ Statement }) => Statement));
	const free = new Map(scopes.filter(isUnconditional).map((scope) => [scope.effect, scope.grants]));
	const joined = scopes.flatMap((scope) => {
		const kept = withoutCovered(scope.grants);
		const wider = isUnconditional(scope) ? undefined : free.get(scope.effect);
		return statementsOf(scope, wider === undefined ? kept : beyond(kept, wider));
	});
	return { Version: "2012-10-17", Statement: joined.toSorted(inOrder) };
}

/** Action → the resources it is allowed or denied on. */
type Grants = ReadonlyMap<string, readonly string[]>;
/** Everything of one effect under one condition. */
type Scope = {
	readonly effect: PolicyStatement["Effect"];
	/** Canonical; undefined: none. */
	readonly condition: PolicyConditions | undefined;
	readonly grants: Grants;
};

function isUnconditional({ condition }: Scope): boolean {
	return condition === undefined;
}

function scopesOf(statements: readonly PolicyStatement[]): readonly Scope[] {
	const scopes = new Map<string, { statement: PolicyStatement; condition: PolicyConditions | undefined }[]>();
	for (const statement of statements) {
		const condition = canonical(statement.Condition);
		const key = `${statement.Effect} ${JSON.stringify(condition ?? null)}`;
		const held = scopes.get(key);
		if (held === undefined) scopes.set(key, [{ statement, condition }]);
		else held.push({ statement, condition });
	}
	return [...scopes.values()].flatMap((held) => {
		const [first] = held;
		if (first === undefined) return [];
		const grants = grantsOf(held.map(({ statement }) => statement));
		return [{ effect: first.statement.Effect, condition: first.condition, grants }];
	});
}

/** Operators, keys and values in order, values once. An empty condition is none. */
function canonical(condition: PolicyConditions | undefined): PolicyConditions | undefined {
	const operators = Object.entries(condition ?? {}).filter(([, keys]) => Object.keys(keys).length > 0);
	if (operators.length === 0) return undefined;
	const sorted = operators.toSorted(byName).map(([operator, keys]) => {
		const entries = Object.entries(keys).toSorted(byName);
		return [operator, Object.fromEntries(entries.map(([key, values]) => [key, unique(values)]))] as const;
	});
	return Object.fromEntries(sorted);
}

/** Two spellings of one action, `ec2:createTags` and `ec2:CreateTags`, are one. */
function grantsOf(statements: readonly PolicyStatement[]): Grants {
	const spelled = new Map<string, { name: string; resources: Set<string> }>();
	for (const { Action, Resource } of statements) {
		for (const raw of Action) {
			const name = raw.replace(/\*+/g, "*");
			const held = spelled.get(name.toLowerCase()) ?? { name, resources: new Set() };
			if (name < held.name) held.name = name;
			for (const resource of Resource) held.resources.add(resource);
			spelled.set(name.toLowerCase(), held);
		}
	}
	const reduced = new Map<string, readonly string[]>();
	const grants = new Map<string, readonly string[]>();
	for (const [, { name, resources }] of [...spelled].toSorted(byName)) {
		if (resources.size === 0) continue;
		const sorted = unique([...resources]);
		const key = JSON.stringify(sorted);
		const kept = reduced.get(key) ?? withoutNarrower(sorted);
		reduced.set(key, kept);
		grants.set(name, kept);
	}
	return grants;
}

/** The resources that no other of them covers. Dropped ones no longer count, so of two equals one stays. */
function withoutNarrower(resources: readonly string[]): readonly string[] {
	if (resources.includes("*")) return ["*"];
	const wider = widerOf(resources);
	const dropped = new Set<string>();
	for (const resource of resources) {
		const isCovered = wider(resource).some((pattern) => pattern !== resource && !dropped.has(pattern));
		if (isCovered) dropped.add(resource);
	}
	return resources.filter((resource) => !dropped.has(resource));
}

/** Without what a wider action of the same scope gives on the same resources. */
function withoutCovered(grants: Grants): Grants {
	const left = new Map(grants);
	const wide = wideActions(grants);
	for (const [action, resources] of grants) {
		const wider = wide.filter((other) => other !== action && coversAction(other, action));
		const given = wider.map((other) => coverOf(left.get(other) ?? []));
		const kept = resources.filter((resource) => !given.some((covers) => covers(resource)));
		if (kept.length === 0) left.delete(action);
		else left.set(action, kept);
	}
	return left;
}

/** Without what the statements that ask no condition give anyway. */
function beyond(grants: Grants, free: Grants): Grants {
	const wide = wideActions(free);
	const spelled = new Map([...free].map(([action, resources]) => [action.toLowerCase(), resources]));
	const left = new Map<string, readonly string[]>();
	for (const [action, resources] of grants) {
		const wider = wide.filter((other) => coversAction(other, action)).map((other) => free.get(other) ?? []);
		const given = [spelled.get(action.toLowerCase()) ?? [], ...wider].map(coverOf);
		const kept = resources.filter((resource) => !given.some((covers) => covers(resource)));
		if (kept.length > 0) left.set(action, kept);
	}
	return left;
}

/** Only these cover others. */
function wideActions(grants: Grants): readonly string[] {
	return [...grants.keys()].filter(hasWildcard);
}

/** Actions with the same resources stand together. */
function statementsOf({ effect, condition }: Scope, grants: Grants): readonly PolicyStatement[] {
	const byResources = new Map<string, { actions: string[]; resources: readonly string[] }>();
	for (const [action, resources] of grants) {
		const key = JSON.stringify(resources);
		const held = byResources.get(key);
		if (held === undefined) byResources.set(key, { actions: [action], resources });
		else held.actions.push(action);
	}
	return [...byResources.values()].map(({ actions, resources }) => ({
		Effect: effect,
		Action: unique(actions),
		Resource: resources,
		...(condition !== undefined && { Condition: condition }),
	}));
}

/** Allow before Deny, without a condition before with one, then by resources and actions. */
function inOrder(a: PolicyStatement, b: PolicyStatement): number {
	if (a.Effect !== b.Effect) return a.Effect === "Allow" ? -1 : 1;
	return (
		compare(conditionText(a), conditionText(b)) ||
		compare(a.Resource.join("\n"), b.Resource.join("\n")) ||
		compare(a.Action.join("\n"), b.Action.join("\n"))
	);
}

function conditionText({ Condition }: PolicyStatement): string {
	return Condition === undefined ? "" : JSON.stringify(Condition);
}

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
	return compare(a[0], b[0]);
}

/** By code unit: the same on every machine, whatever its language. */
function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function unique(values: readonly string[]): readonly string[] {
	return [...new Set(values)].toSorted(compare);
}
