import { matchesWildcard } from "../wildcard.ts";
import { coversAction, coversResource, hasVariable } from "./match-pattern.ts";
import type { Policy, PolicyStatement } from "./policy.ts";
import { RISK_RULES, type RiskRule } from "./risk-rules.ts";

export const RISK_KINDS = ["privilege-escalation", "data-exposure", "destructive"] as const;
export type RiskKind = (typeof RISK_KINDS)[number];

export type PolicyRisk = {
	readonly id: string;
	readonly kind: RiskKind;
	readonly title: string;
	/** What somebody who holds the policy could do, in plain words. */
	readonly explanation: string;
	/** As the policy writes them. */
	readonly actions: readonly string[];
	/** The resources they are allowed on, as the policy writes them. */
	readonly resource: string;
};

/**
 * What a policy lets somebody do beyond its task: win more rights, read what is none of their business, destroy.
 * A wildcard counts as every action it covers. A Deny takes a risk away only where it denies the action without a
 * condition on all that is allowed. One policy is looked at, so a combination that two make shows in their merger.
 *
 * @example policyRisks(policy).map(({ id }) => id) // ["pass-role-ec2", …]
 */
export function policyRisks(policy: Policy): readonly PolicyRisk[] {
	const allows = policy.Statement.filter(({ Effect }) => Effect === "Allow").map(prepare);
	const denies = policy.Statement.filter(({ Effect }) => Effect === "Deny").map(prepare);
	return RISK_RULES.flatMap((rule) => {
		const parts = rule.needs.map((actions) => grantsOf(rule, actions, allows, denies));
		if (parts.some((part) => part.length === 0)) return [];
		const { id, kind, title, explanation } = rule;
		const found = parts.flat();
		const actions = unique(found.map(({ action }) => action));
		const resource = unique(found.flatMap(({ resources }) => resources)).join(", ");
		return [{ id, kind, title, explanation, actions, resource }];
	});
}

type Prepared = { readonly statement: PolicyStatement; readonly patterns: readonly string[] };
/** `action` as the policy writes it. */
type Grant = { readonly action: string; readonly resources: readonly string[] };

function prepare(statement: PolicyStatement): Prepared {
	return { statement, patterns: statement.Action.map((action) => action.toLowerCase()) };
}

function grantsOf(
	rule: RiskRule,
	wanted: readonly string[],
	allows: readonly Prepared[],
	denies: readonly Prepared[],
): readonly Grant[] {
	return wanted.flatMap((action) =>
		allows.flatMap(({ statement, patterns }) => {
			const text = action.toLowerCase();
			const at = patterns.findIndex((pattern) => matchesPattern(pattern, text));
			const written = statement.Action[at];
			if (written === undefined || isRuledOut(rule, action, statement)) return [];
			const resources = statement.Resource.filter(
				(resource) =>
					(rule.resources === "any" || isWide(resource)) && !isDenied(text, resource, statement, denies),
			);
			return resources.length === 0 ? [] : [{ action: written, resources }];
		}),
	);
}

/** "*" among the wanted means every action at once, which only "*" allows. */
function matchesPattern(pattern: string, action: string): boolean {
	return action === "*" ? /^\*+(:\*+)?$/.test(pattern) : matchesWildcard(pattern, action);
}

/** A condition that lets a role be passed to other services only. */
function isRuledOut({ passedTo }: RiskRule, action: string, { Condition }: PolicyStatement): boolean {
	if (passedTo === undefined || action !== "iam:PassRole") return false;
	return Object.entries(Condition ?? {}).some(([operator, keys]) => {
		if (operator !== "StringEquals" && operator !== "StringLike") return false;
		const key = Object.keys(keys).find((name) => name.toLowerCase() === "iam:passedtoservice");
		const services = key === undefined ? undefined : keys[key];
		return services !== undefined && !services.some((service) => matchesWildcard(service, passedTo));
	});
}

/** Whether the resource part of the pattern, behind its type, begins with a wildcard: it names nothing. */
function isWide(resource: string): boolean {
	const [, , service, , , ...rest] = resource.split(":");
	if (resource === "*" || hasVariable(resource) || rest.length === 0) return true;
	// S3's ARNs have no type: what stands before the slash is the bucket.
	const named = service === "s3" ? rest.join(":") : rest.join(":").replace(/^[a-z-]+[/:]/, "");
	return /^[*?]/.test(named);
}

function isDenied(
	action: string,
	resource: string,
	allow: PolicyStatement,
	denies: readonly Prepared[],
): boolean {
	if (action === "*") return false;
	return denies.some(
		({ statement, patterns }) =>
			(statement.Condition === undefined || sameCondition(statement, allow)) &&
			patterns.some((pattern) => coversAction(pattern, action)) &&
			statement.Resource.some((pattern) => coversResource(pattern, resource)),
	);
}

function sameCondition(a: PolicyStatement, b: PolicyStatement): boolean {
	return JSON.stringify(a.Condition) === JSON.stringify(b.Condition);
}

function unique(values: readonly string[]): readonly string[] {
	return [...new Set(values)];
}
