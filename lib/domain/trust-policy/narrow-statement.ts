// Who of those that a trust statement names is expected, and which external IDs it takes of them.
import { type PrincipalArn, parsePrincipalArn } from "../arn.ts";
import type { ConditionClause } from "../policy-document.ts";
import type { ExpectedTrust } from "./expected-trust.ts";
import { matchConditions } from "./match-condition.ts";
import { accountOfPrincipal } from "./match-principal.ts";
import type { Tristate } from "./tristate.ts";

/** Somebody who ought to be trusted. */
export type Party = {
	/** As people call it. */
	readonly name: string;
	/** The role is made for it, rather than for checks of ours. */
	readonly isOwner: boolean;
	readonly accountId: string;
	readonly principalArn: string;
	/** IDs that it may send: one, or two while ours is rotated. */
	readonly externalIds: readonly string[];
	/** Whether the statement's clauses on the external ID let this one in. */
	takes(clauses: readonly ConditionClause[], externalId: string, hasVariables: boolean): Tristate;
};

export function partiesOf({ harness, verifier }: ExpectedTrust): readonly Party[] {
	const parties: Party[] = [];
	if (harness !== null) {
		const name = harness.sid ?? "Harness";
		parties.push(...party({ name, isOwner: true }, harness.principalArn, [harness.externalId]));
	}
	if (verifier !== null) {
		const { principalArn, externalId, otherExternalId = null } = verifier;
		const ids = otherExternalId === null ? [externalId] : [externalId, otherExternalId];
		parties.push(...party({ name: "Rolebridge", isOwner: false }, principalArn, ids));
	}
	return parties;
}

function party(
	who: Pick<Party, "name" | "isOwner">,
	principalArn: string,
	externalIds: readonly string[],
): readonly Party[] {
	const parsed = parsePrincipalArn(principalArn);
	if (!parsed.ok) return [];
	const principal: PrincipalArn = parsed.value;
	return [
		{
			...who,
			accountId: principal.accountId,
			principalArn,
			externalIds,
			takes: (clauses, externalId, hasVariables) =>
				matchConditions(clauses, { principal, externalId, sessionName: undefined }, hasVariables),
		},
	];
}

export type StatementParts = {
	readonly parties: readonly {
		readonly party: Party;
		readonly principals: readonly string[];
		/** Only the principal `*` let it in. */
		readonly isNamedByUs: boolean;
	}[];
	/** AWS principals that are nobody's we know. */
	readonly rest: readonly string[];
	/** Services, identity providers. */
	readonly others: Readonly<Record<string, readonly string[]>>;
	readonly hadWildcard: boolean;
	readonly deleted: number;
};

/** Takes a statement's principal apart. Where nobody is expected, a wildcard stays what it is. */
export function partOf(
	principal: "*" | Readonly<Record<string, readonly string[]>>,
	parties: readonly Party[],
): StatementParts {
	const { AWS: names = [], ...others } = principal === "*" ? { AWS: ["*"] } : principal;
	const hadWildcard = names.includes("*") && parties.length > 0;
	const living = names.filter((name) => !isDeleted(name) && !(hadWildcard && name === "*"));
	const named = parties.flatMap((party) => {
		const principals = living.filter((name) => accountOfPrincipal(name) === party.accountId);
		const isCovered = principals.some((name) => name === party.principalArn || isWholeAccount(name));
		// The wildcard let in more of its account than the names beside it do.
		const all = hadWildcard && !isCovered ? [...principals, party.principalArn] : principals;
		return all.length === 0 ? [] : [{ party, principals: all, isNamedByUs: principals.length === 0 }];
	});
	const known = parties.map(({ accountId }) => accountId);
	return {
		parties: named,
		rest: living.filter((name) => !known.includes(accountOfPrincipal(name) ?? "")),
		others,
		hadWildcard,
		deleted: names.filter(isDeleted).length,
	};
}

/** IAM shows a deleted principal as its former unique id. */
function isDeleted(name: string): boolean {
	return /^A[A-Z]{3}[A-Z0-9]{12,}$/.test(name);
}

function isWholeAccount(name: string): boolean {
	return /^[0-9]{12}$/.test(name) || name.endsWith(":root");
}
