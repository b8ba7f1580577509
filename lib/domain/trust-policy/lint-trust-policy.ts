import { type ExternalId, nearMisses } from "../external-id.ts";
import { type ConditionClause, readPolicyDocument, type Statement } from "../policy-document.ts";
import { decideAssumeRole, matchAction } from "../trust-policy.ts";
import { hasWildcard } from "../wildcard.ts";
import {
	type ExpectedTrust,
	expectedTrustPolicy,
	HARNESS_AWS_ACCOUNTS,
	type TrustPolicy,
	VERIFIER_SESSION_PREFIX,
} from "./expected-trust.ts";
import { finding, type LintFinding } from "./lint-findings.ts";
import { parseOperator } from "./match-condition.ts";
import { accountOfPrincipal } from "./match-principal.ts";

export type TrustPolicyLint = {
	readonly findings: readonly LintFinding[];
	/** Exactly what is expected and nothing else; it has no findings itself. */
	readonly corrected: TrustPolicy;
};

/**
 * What is wrong with a role's trust policy: how it is written (each statement), and what it does
 * (the decision for each expected principal with the right, no and near-miss external IDs).
 *
 * @example lintTrustPolicy(policy, { harness: { principalArn, externalId }, verifier: null }).findings
 */
export function lintTrustPolicy(policy: unknown, expected: ExpectedTrust): TrustPolicyLint {
	const corrected = expectedTrustPolicy(expected);
	const document = readPolicyDocument(policy);
	if (document === null) return { findings: [finding("UNREADABLE", null)], corrected };
	const findings = [
		...document.unreadable.map((index) => finding("UNREADABLE", index)),
		...document.statements.filter(isAllow).flatMap((statement) => lintStatement(statement, expected)),
		...lintDecisions(policy, expected),
	];
	return { findings, corrected };
}

function isAllow(statement: Statement): boolean {
	return statement.effect === "Allow" && matchAction(statement) !== false;
}

function lintStatement(statement: Statement, expected: ExpectedTrust): readonly LintFinding[] {
	return [
		...lintPrincipals(statement, expected),
		...lintExternalIdClauses(statement, expected),
		...(isBroad(statement) ? [finding("BROAD_ACTION", statement.index)] : []),
	];
}

function isBroad({ actions }: Statement): boolean {
	return actions === null || actions.some((action) => action.toLowerCase() !== "sts:assumerole");
}

function lintPrincipals(statement: Statement, expected: ExpectedTrust): readonly LintFinding[] {
	const { index, principal } = statement;
	if (statement.hasNotPrincipal || principal === null) return [finding("NOT_PRINCIPAL", index)];
	if (principal === "*") return [finding("WILDCARD_PRINCIPAL", index)];
	return Object.entries(principal).flatMap(([kind, names]) =>
		names.flatMap((name): readonly LintFinding[] => {
			if (kind !== "AWS") return [finding("EXTRA_PRINCIPAL", index, `It is ${name}.`)];
			return lintAwsPrincipal(name, index, expected);
		}),
	);
}

function lintAwsPrincipal(name: string, index: number, expected: ExpectedTrust): readonly LintFinding[] {
	if (name === "*") return [finding("WILDCARD_PRINCIPAL", index)];
	if (/^A[A-Z]{3}[A-Z0-9]{12,}$/.test(name)) return [finding("DELETED_PRINCIPAL", index, `It is ${name}.`)];
	const account = accountOfPrincipal(name);
	if (account !== null && expectedAccounts(expected).includes(account)) return [];
	const cluster = account === null ? undefined : otherCluster(account, expected);
	if (cluster !== undefined) {
		return [finding("WRONG_VENDOR_ACCOUNT", index, `${account} belongs to ${cluster}.`)];
	}
	return [finding("EXTRA_PRINCIPAL", index, `It is ${name}.`)];
}

function expectedAccounts({ harness, verifier }: ExpectedTrust): readonly string[] {
	const harnessAccount = harness === null ? null : accountOfPrincipal(harness.principalArn);
	return [harnessAccount, verifier?.accountId ?? null].filter((account) => account !== null);
}

function otherCluster(account: string, expected: ExpectedTrust): string | undefined {
	const clusters: Readonly<Record<string, string>> = {
		...HARNESS_AWS_ACCOUNTS,
		...expected.otherHarnessAccounts,
	};
	return Object.hasOwn(clusters, account) ? clusters[account] : undefined;
}

function lintExternalIdClauses(statement: Statement, expected: ExpectedTrust): readonly LintFinding[] {
	if (!trustsAwsPrincipal(statement)) return [];
	const { index } = statement;
	const clauses = statement.conditions.filter(({ key }) => key.toLowerCase() === "sts:externalid");
	if (clauses.length === 0) return [finding("NO_CONDITION", index)];
	return clauses.flatMap((clause) => [
		...lintOperator(clause, index),
		...lintValues(clause, statement, expected),
	]);
}

function trustsAwsPrincipal({ principal, hasNotPrincipal }: Statement): boolean {
	if (hasNotPrincipal || principal === null || principal === "*") return true;
	return Object.hasOwn(principal, "AWS");
}

function lintOperator(clause: ConditionClause, index: number): readonly LintFinding[] {
	const operator = parseOperator(clause.operator);
	if (operator === null) return [finding("UNDECIDED", index, `It uses ${clause.operator}.`)];
	const { comparison, quantifier } = operator;
	const hasLikeWildcard = comparison === "like" && clause.values.some(hasWildcard);
	const isLiteralWildcard = comparison === "exact" && clause.values.some(hasWildcard);
	return [
		...(operator.isIfExists ? [finding("IF_EXISTS_TRAP", index)] : []),
		...(quantifier === "ForAllValues" ? [finding("FOR_ALL_VALUES_TRAP", index)] : []),
		...(operator.isNegated ? [finding("NEGATED_OPERATOR", index)] : []),
		...(comparison === "null" ? [finding("NULL_TRAP", index)] : []),
		...(comparison === "ignore-case" ? [finding("IGNORES_CASE", index)] : []),
		...(hasLikeWildcard && !operator.isNegated ? [finding("WILDCARD_IN_EXTERNAL_ID", index)] : []),
		...(isLiteralWildcard ? [finding("LITERAL_WILDCARD", index)] : []),
	];
}

/** Compares plainly written IDs with those expected of the accounts that the statement names. */
function lintValues(
	clause: ConditionClause,
	statement: Statement,
	expected: ExpectedTrust,
): readonly LintFinding[] {
	const operator = parseOperator(clause.operator);
	const isPlain = operator !== null && !operator.isNegated && operator.comparison !== "null";
	const wanted = wantedIds(statement, expected);
	if (!isPlain || wanted.length === 0 || clause.values.some(hasWildcard)) return [];
	const others = clause.values.filter((value) => !wanted.includes(value));
	if (others.length === 0) return [];
	const code = others.length === clause.values.length ? "VALUE_DIFFERS" : "SEVERAL_EXTERNAL_IDS";
	return [finding(code, statement.index)];
}

function wantedIds({ principal }: Statement, { harness, verifier }: ExpectedTrust): readonly string[] {
	if (principal === null || principal === "*") return [];
	const accounts = new Set((principal.AWS ?? []).map(accountOfPrincipal));
	const wanted: string[] = [];
	if (harness !== null && accounts.has(accountOfPrincipal(harness.principalArn)))
		wanted.push(harness.externalId);
	if (verifier !== null && accounts.has(verifier.accountId)) {
		wanted.push(verifier.externalId);
		if (verifier.otherExternalId != null) wanted.push(verifier.otherExternalId);
	}
	return wanted;
}

type Entry = {
	readonly principalArn: string;
	readonly externalId: ExternalId;
	/** Ours too, while it is rotated: being let in with it is no finding. */
	readonly otherExternalId?: ExternalId | null;
	readonly sessionName?: string;
	readonly refused: "HARNESS_REFUSED" | "VERIFIER_REFUSED";
};

function lintDecisions(policy: unknown, { harness, verifier }: ExpectedTrust): readonly LintFinding[] {
	const sessionName = `${VERIFIER_SESSION_PREFIX}check`;
	return [
		...(harness === null ? [] : lintEntry(policy, { ...harness, refused: "HARNESS_REFUSED" })),
		...(verifier === null
			? []
			: lintEntry(policy, { ...verifier, sessionName, refused: "VERIFIER_REFUSED" })),
	];
}

function lintEntry(policy: unknown, entry: Entry): readonly LintFinding[] {
	const decide = (externalId: ExternalId | undefined) => decideAssumeRole({ ...entry, policy, externalId });
	const findings: LintFinding[] = [];
	const right = decide(entry.externalId);
	if (right.decision === "denied") findings.push(finding(entry.refused, right.statement?.index ?? null));
	const without = decide(undefined);
	if (without.decision === "allowed") {
		findings.push(finding("ADMITS_WITHOUT_ID", without.statement?.index ?? null));
	}
	const misses = nearMisses(entry.externalId)
		.filter(({ externalId }) => externalId !== entry.otherExternalId)
		.map(({ kind, externalId }) => ({ kind, ...decide(externalId) }));
	const admitted = misses.find(({ decision }) => decision === "allowed");
	if (admitted) findings.push(finding("ADMITS_NEAR_MISS", admitted.statement?.index ?? null));
	const undecided = [right, without, ...misses].find(({ decision }) => decision === "unknown");
	if (undecided) findings.push(finding("UNDECIDED", undecided.statement?.index ?? null, undecided.reason));
	return findings;
}
