import type { JsonValue } from "../check.ts";
import { isRecord } from "../json-values.ts";
import { type ConditionClause, readPolicyDocument, type Statement } from "../policy-document.ts";
import { matchAction } from "../trust-policy.ts";
import { hasWildcard } from "../wildcard.ts";
import type { ExpectedTrust } from "./expected-trust.ts";
import type { LintFinding } from "./lint-findings.ts";
import { lintTrustPolicy } from "./lint-trust-policy.ts";
import { type Party, partiesOf, partOf } from "./narrow-statement.ts";
import { jsonRecord, type RawStatement, restOf, rewritten, withOwnSids } from "./rewrite-statement.ts";

export type CorrectionKind =
	| "external-id-required"
	| "external-id-exact"
	| "principal-named"
	| "deleted-principal-removed"
	| "action-narrowed"
	| "entry-removed"
	| "split";
export type TrustCorrection = {
	readonly kind: CorrectionKind;
	/** Index in the policy as it was given. */
	readonly statement: number;
	/** One plain sentence. */
	readonly explanation: string;
};
export type CorrectedTrustPolicy = {
	/** Null: nothing that could be stored is left of it, or it could not be read. */
	readonly policy: { readonly [key: string]: JsonValue } | null;
	readonly changes: readonly TrustCorrection[];
	/** What takes a person, by statement of the corrected policy. */
	readonly left: readonly LintFinding[];
};

/**
 * Corrects in place what is safe to correct: each entry for an expected party is held to the external ID that is
 * expected of it, the principal `*` is named, deleted principals go. It only ever narrows: whoever the given policy
 * refuses is refused still, so what would let somebody in is left to a person. Entries of others stay as they are.
 *
 * @example correctTrustPolicy(policy, expected).changes[0]?.explanation
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function correctTrustPolicy(policy: unknown, expected: ExpectedTrust): CorrectedTrustPolicy {
	const document = readPolicyDocument(policy);
	if (document === null || document.unreadable.length > 0 || !isRecord(policy)) {
		return { policy: null, changes: [], left: lintTrustPolicy(policy, expected).findings };
	}
	if (lintTrustPolicy(policy, expected).findings.length === 0) {
		return { policy: jsonRecord(policy), changes: [], left: [] };
	}
	const raw = Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement];
	const parties = partiesOf(expected);
	const corrected = document.statements.map((statement) =>
		correctStatement(statement, raw[statement.index], { parties, hasVariables: document.hasVariables }),
	);
	const changes = corrected.flatMap((one) => one.changes);
	const statements = withOwnSids(corrected.flatMap((one) => one.statements));
	if (statements.length === 0) {
		return { policy: null, changes, left: lintTrustPolicy(policy, expected).findings };
	}
	const next = changes.length === 0 ? jsonRecord(policy) : { ...jsonRecord(policy), Statement: statements };
	return { policy: next, changes, left: lintTrustPolicy(next, expected).findings };
}

type Corrected = {
	readonly statements: readonly RawStatement[];
	readonly changes: readonly TrustCorrection[];
};
type Knowledge = { readonly parties: readonly Party[]; readonly hasVariables: boolean };

function correctStatement(statement: Statement, item: unknown, known: Knowledge): Corrected {
	const raw = isRecord(item) ? jsonRecord(item) : {};
	const asItIs = { statements: [raw], changes: [] };
	if (statement.effect !== "Allow" || matchAction(statement) !== true) return asItIs;
	if (statement.hasNotPrincipal || statement.principal === null) return asItIs;
	const part = partOf(statement.principal, known.parties);
	const changes: TrustCorrection[] = [];
	const note = (kind: CorrectionKind, who?: string) =>
		void changes.push({ kind, statement: statement.index, explanation: explain(kind, who) });
	if (part.deleted > 0) note("deleted-principal-removed");
	if (part.hadWildcard) note("principal-named");
	const statements = part.parties.flatMap(({ party, principals, isNamedByUs }) => {
		const narrowed = narrow(statement, party, known.hasVariables);
		// What only the wildcard let in, and with an ID that is not its own, has no business here.
		if (narrowed.kind === "removed" || (isNamedByUs && narrowed.kind !== "kept")) {
			if (!isNamedByUs || party.isOwner) note("entry-removed", party.name);
			return [];
		}
		if (narrowed.kind === "kept" && narrowed.correction !== null) note(narrowed.correction, party.name);
		const action = narrowedAction(statement);
		if (action !== null) note("action-narrowed", party.name);
		return [rewritten(raw, { principals, action, externalIds: narrowed.externalIds })];
	});
	if (changes.length === 0) return asItIs;
	const rest = restOf(raw, part.rest, part.others);
	const all = rest === null ? statements : [...statements, rest];
	if (all.length > 1) note("split");
	return { statements: all, changes };
}

type Narrowed =
	/** `externalIds` null: its conditions stay as they are. */
	| {
			readonly kind: "kept";
			readonly externalIds: readonly string[] | null;
			readonly correction: CorrectionKind | null;
	  }
	| { readonly kind: "left"; readonly externalIds: null }
	| { readonly kind: "removed" };

/** Which of the party's own IDs the statement takes, and whether it takes others by the way it is written. */
function narrow(statement: Statement, party: Party, hasVariables: boolean): Narrowed {
	const clauses = statement.conditions.filter(({ key }) => key.toLowerCase() === "sts:externalid");
	if (clauses.length === 0) {
		return { kind: "kept", externalIds: party.externalIds, correction: "external-id-required" };
	}
	const verdicts = party.externalIds.map((id) => party.takes(clauses, id, hasVariables));
	const taken = party.externalIds.filter((_, at) => verdicts[at] === true);
	if (taken.length > 0) {
		const isExact = clauses.length === 1 && clauses.every((clause) => isExactly(clause, taken));
		return isExact
			? { kind: "kept", externalIds: null, correction: null }
			: { kind: "kept", externalIds: taken, correction: "external-id-exact" };
	}
	if (verdicts.includes(null)) return { kind: "left", externalIds: null };
	return clauses.every(isPlain) ? { kind: "left", externalIds: null } : { kind: "removed" };
}

function isExactly({ operator, values }: ConditionClause, wanted: readonly string[]): boolean {
	return operator === "StringEquals" && values.every((value) => wanted.includes(value));
}

/** Another ID, but one that is written out: whether it is somebody's a person knows. */
function isPlain({ operator, values }: ConditionClause): boolean {
	return operator === "StringEquals" || (operator === "StringLike" && !values.some(hasWildcard));
}

/** Actions that are written out stay; a wildcard that reaches AssumeRole becomes it. Null: nothing to narrow. */
function narrowedAction({ actions }: Statement): JsonValue | null {
	if (actions === null) return "sts:AssumeRole";
	if (!actions.some(hasWildcard)) return null;
	const named = actions.filter((action) => !hasWildcard(action));
	const all = named.some((action) => action.toLowerCase() === "sts:assumerole")
		? named
		: ["sts:AssumeRole", ...named];
	return all.length === 1 ? (all[0] ?? null) : all;
}

function explain(kind: CorrectionKind, who = "Harness"): string {
	switch (kind) {
		case "external-id-required":
			return `${who} is asked for its external ID; before, none was asked for.`;
		case "external-id-exact":
			return `${who} is held to exactly its external ID by StringEquals.`;
		case "principal-named":
			return "The principal * is replaced by whom the role is for.";
		case "deleted-principal-removed":
			return "A user or role that no longer exists is taken out; IAM would refuse to store it again.";
		case "action-narrowed":
			return `${who} is allowed sts:AssumeRole in place of the wildcard.`;
		case "entry-removed":
			return `An entry that refuses ${who}'s own external ID but takes others is taken out.`;
		case "split":
			return "The statement is split, so that each party has its own condition.";
		default:
			return kind satisfies never;
	}
}
