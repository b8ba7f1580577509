import type { JsonValue } from "../check.ts";
import { isList, isRecord } from "../json-values.ts";
import type { Statement } from "../permissions.ts";
import { matchesWildcard } from "../wildcard.ts";

export type ActionDiff = {
	/** Wanted by the manifest, allowed by none of the role's policies. */
	readonly missing: readonly string[];
	/** Allowed by the role's policies, covered by nothing that the manifest asks for. */
	readonly extra: readonly string[];
	/** A policy could not be understood (NotAction, a Deny, a condition): the diff may be incomplete. */
	readonly isComplete: boolean;
};

/**
 * Compares a role's policy documents with the statements it should have, action by action. Resources are not
 * compared: SimulatePrincipalPolicy decides those. Action names are compared as IAM does, without case.
 *
 * @param have the documents as parsed JSON, without the policies that Cloud Governance attaches by ARN; what is no policy makes the diff incomplete, never a throw
 * @example diffActions([{ Statement: { Effect: "Allow", Action: "ec2:*", Resource: "*" } }], want).missing
 */
export function diffActions(have: readonly JsonValue[], want: readonly Statement[]): ActionDiff {
	const held = have.map(allowedActions);
	const heldActions = unique(held.flatMap((document) => document.actions));
	const wanted = unique(want.flatMap((statement) => statement.Action));
	return {
		missing: wanted.filter((action) => !heldActions.some((pattern) => covers(pattern, action))),
		extra: heldActions.filter((action) => !wanted.some((pattern) => covers(pattern, action))),
		isComplete: held.every((document) => document.isComplete),
	};
}

/**
 * Whether an action pattern allows everything that another one does, as IAM reads `*` and `?`.
 *
 * @example covers("ec2:*", "EC2:DescribeInstances*") // true
 */
export function covers(pattern: string, action: string): boolean {
	return matchesWildcard(pattern.toLowerCase(), action.toLowerCase(), isNoWildcard);
}

/** A `?` of the wider pattern stands for one character; a `*` of the narrower one may stand for many. */
function isNoWildcard(character: string): boolean {
	return character !== "*";
}

type Allowed = { readonly actions: readonly string[]; readonly isComplete: boolean };

function allowedActions(document: JsonValue): Allowed {
	const statements = isRecord(document) ? asList(document.Statement) : [];
	if (statements.length === 0) return { actions: [], isComplete: false };
	const parts = statements.map(statementActions);
	return {
		actions: parts.flatMap((part) => part.actions),
		isComplete: parts.every((part) => part.isComplete),
	};
}

function statementActions(statement: JsonValue): Allowed {
	if (!isRecord(statement)) return { actions: [], isComplete: false };
	// The session guard only takes from sessions of our own; it is no gap in what Harness may do.
	if (statement.Effect === "Deny") return { actions: [], isComplete: isSessionGuard(statement) };
	const actions = asList(statement.Action).filter((action) => typeof action === "string");
	const isPlain = statement.Effect === "Allow" && statement.Condition === undefined;
	return { actions, isComplete: isPlain && actions.length > 0 };
}

function isSessionGuard(statement: Readonly<Record<string, JsonValue>>): boolean {
	return typeof statement.Sid === "string" && statement.Sid.startsWith("RolebridgeSession");
}

function asList(value: JsonValue | undefined): readonly JsonValue[] {
	if (value === undefined || value === null) return [];
	return isList(value) ? value : [value];
}

function unique(values: readonly string[]): readonly string[] {
	return [...new Set(values)];
}
