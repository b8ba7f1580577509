import { type PolicyDocument, readPolicyDocument, type Statement } from "../policy-document.ts";
import { allOf, anyOf, not, type Tristate } from "../trust-policy/tristate.ts";
import { hasWildcard, matchesWildcard } from "../wildcard.ts";
import {
	actionCost,
	askedSize,
	MOST_STEPS,
	type StatementSize,
	sizeOf,
	statementCost,
} from "./evaluation-cost.ts";
import { hasVariable, matchesResource } from "./match-pattern.ts";
import { matchRequestCondition } from "./match-request-condition.ts";
import { fillVariables, type KnownContext, knownContext, withAnyVariables } from "./request-context.ts";

/** One call, as IAM sees it. */
export type PolicyRequest = {
	/** e.g. "s3:GetObject" */
	readonly action: string;
	/** An ARN, or "*" for an action that knows no resources. */
	readonly resource: string;
	/** Condition key → values; a key that is absent is not known, an empty list says that the request has none. */
	readonly context?: Readonly<Record<string, readonly string[]>>;
};

export type RequestDecision = {
	readonly decision: "allowed" | "denied" | "unknown";
	/** One plain sentence. */
	readonly reason: string;
	/** What decided; `policy` and `index` count from 0. Absent when no statement applied. */
	readonly statement?: { readonly policy: number; readonly index: number; readonly sid: string | null };
};

/** Decides requests by policies that were read once. */
export type PreparedPolicies = (request: PolicyRequest) => RequestDecision;

/**
 * What identity policies, all attached to one role, answer to a request, by IAM's own rules: an explicit deny wins,
 * then any allow, else no. What depends on something that is not known here (a condition key, a policy variable, a
 * statement against IAM's grammar) is `unknown`, never `allowed`. It judges these policies alone: boundaries, an
 * organization's policies and the resource's own policy are not looked at.
 *
 * @param policies parsed JSON, one document each
 * @example decideRequest([policy], { action: "s3:GetObject", resource: "arn:aws:s3:::acme/report.csv" }).decision
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decideRequest(policies: readonly unknown[], request: PolicyRequest): RequestDecision {
	return preparePolicies(policies)(request);
}

/**
 * The same for many requests: the policies are read once. All requests together may take so many steps; what comes
 * after is `unknown`.
 *
 * @param mostSteps see MOST_STEPS; more is for policies of our own
 * @example const decide = preparePolicies([policy]); decide({ action: "ec2:DescribeRegions", resource: "*" });
 */
export function preparePolicies(policies: readonly unknown[], mostSteps = MOST_STEPS): PreparedPolicies {
	const documents = policies.map(readPolicyDocument);
	const statements = documents.flatMap((document, policy) =>
		document === null ? [] : held(document, policy),
	);
	const defect = firstDefect(documents);
	const byAction = new Map<string, readonly Held[]>();
	const isOne = policies.length === 1;
	let stepsLeft = mostSteps;
	/** False: there are none left for that. */
	const spend = (those: readonly Held[], cost: (statement: Held) => number) => {
		for (const statement of those) stepsLeft -= cost(statement);
		return stepsLeft >= 0;
	};
	return (request) => {
		if (hasWildcard(request.action) || (request.resource !== "*" && hasWildcard(request.resource))) {
			return { decision: "unknown", reason: "Only one action on one resource can be decided." };
		}
		const action = request.action.toLowerCase();
		let speaking = byAction.get(action);
		if (speaking === undefined) {
			if (!spend(statements, ({ size }) => actionCost(size, action.length))) return TOO_MANY_STEPS;
			speaking = statements.filter((statement) => speaksOf(statement, action));
			if (byAction.size >= REMEMBERED_ACTIONS) byAction.clear();
			byAction.set(action, speaking);
		}
		const asked = askedSize(request.resource, request.context);
		if (!spend(speaking, ({ size }) => statementCost(size, asked))) return TOO_MANY_STEPS;
		return decide(speaking, request, defect, isOne);
	};
}

const TOO_MANY_STEPS: RequestDecision = {
	decision: "unknown",
	reason: "It takes more comparisons than are made here. Ask about fewer tasks, buckets or policies at once.",
};

/** Beyond so many different actions the memory begins anew. */
const REMEMBERED_ACTIONS = 4_096;

type Held = Statement & {
	readonly policy: number;
	readonly hasVariables: boolean;
	readonly size: StatementSize;
};

function held(document: PolicyDocument, policy: number): readonly Held[] {
	return document.statements.map((statement) => ({
		...statement,
		policy,
		hasVariables: document.hasVariables,
		size: sizeOf(statement),
	}));
}

/** Null: everything can be read. */
function firstDefect(documents: readonly (PolicyDocument | null)[]): string | null {
	for (const [index, document] of documents.entries()) {
		const of = documents.length === 1 ? "" : ` of policy ${index + 1}`;
		if (document === null)
			return `${documents.length === 1 ? "This" : `Policy ${index + 1}`} is not a policy.`;
		const [unreadable] = document.unreadable;
		if (unreadable !== undefined)
			return `Statement ${unreadable + 1}${of} breaks the grammar of IAM policies.`;
	}
	return null;
}

function decide(
	statements: readonly Held[],
	request: PolicyRequest,
	defect: string | null,
	isOne: boolean,
): RequestDecision {
	const context = knownContext(request.context);
	const deny = first(statements, "Deny", request.resource, context);
	if (deny.applies !== undefined) return answer("denied", deny.applies, "denies it", isOne);
	if (defect !== null) return { decision: "unknown", reason: defect };
	const allow = first(statements, "Allow", request.resource, context);
	const found = allow.applies ?? allow.mayApply;
	if (found === undefined) return { decision: "denied", reason: "No statement allows it." };
	if (deny.mayApply !== undefined) return answer("unknown", deny.mayApply, "might deny it", isOne);
	if (allow.applies !== undefined) return answer("allowed", found, "allows it", isOne);
	return answer("unknown", found, "depends on something that cannot be told from here", isOne);
}

type Found = { readonly applies?: Held; readonly mayApply?: Held };

/** The first statement of an effect that applies, and the first that might. */
function first(
	statements: readonly Held[],
	effect: Statement["effect"],
	resource: string,
	context: KnownContext,
): Found {
	let mayApply: Held | undefined;
	for (const statement of statements) {
		if (statement.effect !== effect) continue;
		const applies = statementApplies(statement, resource, context);
		if (applies === true) return { applies: statement };
		if (applies === null) mayApply ??= statement;
	}
	return mayApply === undefined ? {} : { mayApply };
}

/** Whether the statement speaks of this action, given in small letters. */
function speaksOf({ actions, notActions }: Statement, action: string): boolean {
	const matches = (patterns: readonly string[]) =>
		patterns.some((pattern) => matchesWildcard(pattern.toLowerCase(), action));
	return actions === null ? !matches(notActions ?? []) : matches(actions);
}

function statementApplies(statement: Held, resource: string, context: KnownContext): Tristate {
	const byResource = resourceApplies(statement, resource, context);
	if (byResource === false) return false;
	// An identity policy has no principal; IAM refuses to store one, so what it would mean is open.
	const isIdentity = statement.principal === null && !statement.hasNotPrincipal ? true : null;
	const conditions = statement.conditions.map((clause) =>
		matchRequestCondition(clause, context, statement.hasVariables),
	);
	return allOf([byResource, isIdentity, ...conditions]);
}

function resourceApplies(statement: Held, resource: string, context: KnownContext): Tristate {
	const { resources, notResources, effect } = statement;
	if ((resources === null) === (notResources === null)) return null;
	const matches = (pattern: string) =>
		matchesFilled(pattern, resource, statement.hasVariables ? context : null);
	// "*" asks for an action without resources. Should it have some after all, a limit on them must not be overseen.
	if (resources !== null) {
		const matched = anyOf(resources.map(matches));
		const isLimited = resources.length > 0 && resource === "*" && effect === "Deny";
		return matched === false && isLimited ? null : matched;
	}
	const matched = not(anyOf((notResources ?? []).map(matches)));
	return matched === true && resource === "*" && effect === "Allow" ? null : matched;
}

/** @param variables null: the policy's version knows none */
function matchesFilled(pattern: string, resource: string, variables: KnownContext | null): Tristate {
	if (variables === null || !hasVariable(pattern)) return matchesResource(pattern, resource);
	const filled = fillVariables(pattern, variables);
	if (filled !== null) return matchesResource(filled, resource);
	return matchesWildcard(withAnyVariables(pattern), resource) ? null : false;
}

function answer(
	decision: RequestDecision["decision"],
	{ policy, index, sid }: Held,
	does: string,
	isOne: boolean,
): RequestDecision {
	const name = sid === null || sid === "" ? "" : ` (${sid})`;
	const of = isOne ? "" : ` of policy ${policy + 1}`;
	return {
		decision,
		reason: `Statement ${index + 1}${of}${name} ${does}.`,
		statement: { policy, index, sid },
	};
}
