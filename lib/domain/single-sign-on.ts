import type { Role, Scope } from "./access.ts";
import { EVERYWHERE } from "./access.ts";

/** What people call the provider; `label` as it is set up, often empty. */
export function providerName(label: string): string {
	return label === "" ? "single sign-on" : label;
}

/** Who is in this group at the provider may do this here. */
export type GroupMapping = { readonly group: string; readonly role: Role; readonly scope: Scope };

export type GivenAccess = { readonly role: Role; readonly scope: Scope };

/** Who the provider says somebody is. */
export type SsoIdentity = {
	readonly issuer: string;
	/** The provider's own, lasting name of the person; an e-mail address may change hands. */
	readonly subject: string;
	readonly name: string;
	/** In lower case; null: the provider gave none. */
	readonly email: string | null;
	/** Null: the provider does not say. */
	readonly isEmailVerified: boolean | null;
	readonly groups: readonly string[];
};

const MAX_GROUPS = 2_000;

/**
 * A person's groups among a provider's claims. `path` is a claim's name or, where no claim is called so, names
 * separated by dots. Anything that is neither a text nor a list of texts counts as no group.
 *
 * @example groupsIn({ realm_access: { roles: ["ops"] } }, "realm_access.roles") // ["ops"]
 * @example groupsIn({ "https://example.com/groups": "ops" }, "https://example.com/groups") // ["ops"]
 */
export function groupsIn(claims: Readonly<Record<string, unknown>>, path: string): readonly string[] {
	const value = Object.hasOwn(claims, path) ? claims[path] : atPath(claims, path.split("."));
	const list: readonly unknown[] = Array.isArray(value) ? value : [value];
	return list.filter((each) => typeof each === "string" && each !== "").slice(0, MAX_GROUPS) as string[];
}

function atPath(claims: Readonly<Record<string, unknown>>, names: readonly string[]): unknown {
	let value: unknown = claims;
	for (const name of names) {
		if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
		value = Reflect.get(value, name);
	}
	return value;
}

/**
 * What somebody's groups give: the first mapping whose group they are in decides, so the order is the rule. Group
 * names are compared letter by letter.
 *
 * @returns null: no access
 * @example accessOf(["ops"], { mappings: [], defaultRole: null }) // null
 */
export function accessOf(
	groups: readonly string[],
	rules: { readonly mappings: readonly GroupMapping[]; readonly defaultRole: Role | null },
): GivenAccess | null {
	const mapping = rules.mappings.find(({ group }) => groups.includes(group));
	if (mapping !== undefined) return { role: mapping.role, scope: mapping.scope };
	return rules.defaultRole === null ? null : { role: rules.defaultRole, scope: EVERYWHERE };
}

/** What is known here about somebody whom the provider sends. */
export type AdmissionFacts = {
	/** By their groups; null: none of them gives access. */
	readonly access: GivenAccess | null;
	/** Whoever signed in as this very issuer and subject before. */
	readonly linkedPerson: { readonly id: string; readonly role: Role } | null;
	/** Whoever has their e-mail address here. */
	readonly personOfEmail: { readonly id: string; readonly role: Role } | null;
	readonly hasEmail: boolean;
	/** The provider vouches for the address. */
	readonly isEmailVerified: boolean;
	readonly isEmailDenied: boolean;
	/** An administrator invited exactly this address, and did not take that back. */
	readonly isInvited: boolean;
	/** Nobody but the person found is an administrator. */
	readonly isLastAdministrator: boolean;
};

export type Admission =
	| { readonly kind: "known"; readonly personId: string; readonly access: GivenAccess }
	| { readonly kind: "match"; readonly personId: string; readonly access: GivenAccess }
	| { readonly kind: "new"; readonly access: GivenAccess }
	/** `personId`: they lost their access, so what they have open ends. */
	| { readonly kind: "refused"; readonly reason: AdmissionRefusal; readonly personId: string | null };

export type AdmissionRefusal =
	| "SSO_NO_ACCESS"
	| "SSO_PERSON_EXISTS"
	| "SSO_NO_EMAIL"
	| "SSO_LAST_ADMINISTRATOR";

/**
 * Decides whom a provider's word lets in. Issuer and subject find a person; an e-mail address does so only when the
 * provider vouches for it and an administrator invited it, because whoever can choose their address at a provider
 * would otherwise choose somebody else's account.
 */
export function decideAdmission(facts: AdmissionFacts): Admission {
	const { access, linkedPerson, personOfEmail, isLastAdministrator } = facts;
	const refused = (reason: AdmissionRefusal, personId: string | null = null): Admission => ({
		kind: "refused",
		reason,
		personId,
	});
	if (access === null) {
		const isKept = linkedPerson?.role === "administrator" && isLastAdministrator;
		return refused("SSO_NO_ACCESS", isKept ? null : (linkedPerson?.id ?? null));
	}
	const keepsOne = (person: { readonly role: Role }) =>
		!(person.role === "administrator" && isLastAdministrator && !isFullAdministrator(access));
	if (linkedPerson !== null) {
		if (!keepsOne(linkedPerson)) return refused("SSO_LAST_ADMINISTRATOR");
		return { kind: "known", personId: linkedPerson.id, access };
	}
	if (!facts.hasEmail || facts.isEmailDenied) return refused("SSO_NO_EMAIL");
	if (personOfEmail === null) return { kind: "new", access };
	if (!facts.isEmailVerified || !facts.isInvited) return refused("SSO_PERSON_EXISTS");
	if (!keepsOne(personOfEmail)) return refused("SSO_LAST_ADMINISTRATOR");
	return { kind: "match", personId: personOfEmail.id, access };
}

/** One who is limited could not undo what went wrong elsewhere. */
function isFullAdministrator({ role, scope }: GivenAccess): boolean {
	return role === "administrator" && scope.harnessAccountRefs.length === 0 && scope.tags.length === 0;
}

/** What must hold before single sign-on may become the only way in. */
export type SsoOnlyFacts = {
	readonly isEnabled: boolean;
	readonly hasTestPassed: boolean;
	readonly breakGlass: {
		readonly role: Role;
		readonly scope: Scope;
		readonly hasSecondFactor: boolean;
		readonly signsInBy: readonly ("password" | "sso")[];
	} | null;
};

/** What is still missing, as a sentence for the page; empty: it may be switched on. */
export function missingForSsoOnly({ isEnabled, hasTestPassed, breakGlass }: SsoOnlyFacts): readonly string[] {
	const missing: string[] = [];
	if (!isEnabled) missing.push("Single sign-on is offered on the sign-in page.");
	if (!hasTestPassed) missing.push("A test sign-in worked with the provider as it is set up now.");
	if (breakGlass === null) missing.push("A break-glass account is chosen.");
	else {
		if (!isFullAdministrator(breakGlass))
			missing.push("The break-glass account is an administrator without limits.");
		if (!breakGlass.signsInBy.includes("password"))
			missing.push("The break-glass account signs in by password.");
		if (!breakGlass.hasSecondFactor) missing.push("The break-glass account has a second factor.");
	}
	return missing;
}
