import { parsePrincipalArn } from "./arn.ts";
import { type PolicyDocument, readPolicyDocument, type Statement } from "./policy-document.ts";
import { matchConditions, type RequestContext } from "./trust-policy/match-condition.ts";
import { matchPrincipal } from "./trust-policy/match-principal.ts";
import { allOf, anyOf, not, type Tristate } from "./trust-policy/tristate.ts";
import { matchesWildcard } from "./wildcard.ts";

export type StatementRef = { readonly index: number; readonly sid: string | null };
export type AssumeRoleDecision = {
	readonly decision: "allowed" | "denied" | "unknown";
	/** One plain sentence. */
	readonly reason: string;
	/** The statement that decided; absent when none applied. */
	readonly statement?: StatementRef;
};
export type AssumeRoleQuestion = {
	/** Parsed JSON of the role's trust policy. */
	readonly policy: unknown;
	/** ARN of an account's root, a user, a role, or a role's session. */
	readonly principalArn: string;
	/** Absent: the call carries none. */
	readonly externalId?: string | undefined;
	/** The session name that the call asks for. Absent: not known. */
	readonly sessionName?: string | undefined;
};

/**
 * What a role's trust policy answers to `sts:AssumeRole`, by IAM's own rules: an explicit deny wins,
 * then any allow, else no. What depends on something unknown here (another condition key, a policy
 * variable, NotPrincipal) is `unknown`, unless the statement fails anyway. It judges the trust
 * policy alone, not the caller's own policies and not the organization's.
 *
 * @example decideAssumeRole({ policy, principalArn: "arn:aws:iam::891928451355:root", externalId })
 * // { decision: "allowed", reason: "Statement 1 allows it.", statement: { index: 0, sid: null } }
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decideAssumeRole(question: AssumeRoleQuestion): AssumeRoleDecision {
	const document = readPolicyDocument(question.policy);
	if (document === null) return { decision: "unknown", reason: "This is not a policy: it has no Statement." };
	const principal = parsePrincipalArn(question.principalArn);
	if (!principal.ok)
		return { decision: "unknown", reason: "The caller is not a principal of an AWS account." };
	return decide(document, {
		principal: principal.value,
		externalId: question.externalId,
		sessionName: question.sessionName,
	});
}

function decide(document: PolicyDocument, request: RequestContext): AssumeRoleDecision {
	const found = { deny: first(document, request, "Deny"), allow: first(document, request, "Allow") };
	if (found.deny.applies !== undefined) {
		return answer("denied", `${nameOf(found.deny.applies)} denies it.`, found.deny.applies);
	}
	const [unreadable] = document.unreadable;
	if (unreadable !== undefined) {
		return { decision: "unknown", reason: `Statement ${unreadable + 1} breaks the grammar of IAM policies.` };
	}
	const allow = found.allow.applies ?? found.allow.mayApply;
	if (allow === undefined) return { decision: "denied", reason: "No statement allows it." };
	if (found.deny.mayApply !== undefined) {
		return answer("unknown", `${nameOf(found.deny.mayApply)} might deny it.`, found.deny.mayApply);
	}
	if (found.allow.applies !== undefined) return answer("allowed", `${nameOf(allow)} allows it.`, allow);
	return answer("unknown", `${nameOf(allow)} depends on something that cannot be told from here.`, allow);
}

type Found = { readonly applies?: Statement; readonly mayApply?: Statement };

/** The first statement of an effect that applies, and the first that might. */
function first(document: PolicyDocument, request: RequestContext, effect: Statement["effect"]): Found {
	let mayApply: Statement | undefined;
	for (const statement of document.statements) {
		if (statement.effect !== effect) continue;
		const applies = statementApplies(statement, request, document.hasVariables);
		if (applies === true) return { applies: statement };
		if (applies === null) mayApply ??= statement;
	}
	return mayApply === undefined ? {} : { mayApply };
}

function statementApplies(statement: Statement, request: RequestContext, hasVariables: boolean): Tristate {
	// A trust policy has no resources; IAM refuses to store one, so what it would mean is open.
	const resource = statement.resources === null && statement.notResources === null ? true : null;
	return allOf([
		matchAction(statement),
		matchPrincipal(statement, request.principal),
		matchConditions(statement.conditions, request, hasVariables),
		resource,
	]);
}

/** Whether the statement speaks of `sts:AssumeRole`; case does not count in actions. */
export function matchAction(statement: Pick<Statement, "actions" | "notActions">): Tristate {
	const matches = (patterns: readonly string[]) =>
		anyOf(patterns.map((pattern) => matchesWildcard(pattern.toLowerCase(), "sts:assumerole")));
	if (statement.actions !== null) return matches(statement.actions);
	return statement.notActions === null ? null : not(matches(statement.notActions));
}

function answer(
	decision: AssumeRoleDecision["decision"],
	reason: string,
	{ index, sid }: Statement,
): AssumeRoleDecision {
	return { decision, reason, statement: { index, sid } };
}

function nameOf({ index, sid }: Statement): string {
	return sid === null || sid === "" ? `Statement ${index + 1}` : `Statement ${index + 1} (${sid})`;
}
