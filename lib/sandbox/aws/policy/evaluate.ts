import { matchesWildcard } from "#lib/domain/wildcard.ts";
import { isObject, type JsonObject, listOf, stringsOf } from "../json.ts";
import { type Context, conditionsHold, fillVariables } from "./conditions.ts";

type AccessRequest = {
	/** `service:Action`. */
	readonly action: string;
	readonly resource: string;
	readonly context: Context;
};

/** The policies that apply to a caller, by kind: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export type PolicySet = {
	readonly identity: readonly JsonObject[];
	/** Absent: no boundary is set. */
	readonly boundary?: JsonObject | undefined;
	/** Absent: the session was opened without one. */
	readonly session?: readonly JsonObject[] | undefined;
	/** Action patterns that the organization denies. */
	readonly organizationDenies: readonly string[];
};

type Layer = "identity" | "boundary" | "session" | "organization";
type AccessDecision =
	| { readonly kind: "allowed" }
	| { readonly kind: "explicitDeny"; readonly by: Layer }
	| { readonly kind: "implicitDeny"; readonly by: Exclude<Layer, "organization"> };

function matchesAction(patterns: readonly string[], action: string): boolean {
	return patterns.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase()));
}

function matchesResource(patterns: readonly string[], request: AccessRequest): boolean {
	return patterns.some((pattern) => {
		const filled = fillVariables(pattern, request.context);
		return filled !== null && matchesWildcard(filled, request.resource);
	});
}

function applies(statement: JsonObject, request: AccessRequest): boolean {
	const isAction =
		statement.Action !== undefined
			? matchesAction(stringsOf(statement.Action), request.action)
			: statement.NotAction !== undefined && !matchesAction(stringsOf(statement.NotAction), request.action);
	const isResource =
		statement.Resource !== undefined
			? matchesResource(stringsOf(statement.Resource), request)
			: statement.NotResource === undefined || !matchesResource(stringsOf(statement.NotResource), request);
	return isAction && isResource && conditionsHold(statement.Condition, request.context);
}

function has(effect: "Allow" | "Deny", documents: readonly JsonObject[], request: AccessRequest): boolean {
	return documents
		.flatMap((document) => listOf(document.Statement))
		.some((statement) => isObject(statement) && statement.Effect === effect && applies(statement, request));
}

/** An explicit deny anywhere wins; then every layer that is present must allow. */
export function evaluate(policies: PolicySet, request: AccessRequest): AccessDecision {
	const layers = [
		["identity", policies.identity],
		["boundary", policies.boundary === undefined ? undefined : [policies.boundary]],
		["session", policies.session],
	] as const;
	if (matchesAction(policies.organizationDenies, request.action))
		return { kind: "explicitDeny", by: "organization" };
	for (const [by, documents] of layers)
		if (documents !== undefined && has("Deny", documents, request)) return { kind: "explicitDeny", by };
	for (const [by, documents] of layers)
		if (documents !== undefined && !has("Allow", documents, request)) return { kind: "implicitDeny", by };
	return { kind: "allowed" };
}

const LAYER_NAMES = {
	identity: "identity-based policy",
	boundary: "permissions boundary",
	session: "session policy",
	organization: "service control policy",
} as const satisfies Record<Layer, string>;

/** How AWS ends the sentence "… is not authorized to perform: X on resource: Y". */
export function explainDenial(
	decision: Exclude<AccessDecision, { kind: "allowed" }>,
	action: string,
): string {
	const name = LAYER_NAMES[decision.by];
	if (decision.kind === "explicitDeny")
		return `with an explicit deny in ${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;
	return `because no ${name} allows the ${action} action`;
}
