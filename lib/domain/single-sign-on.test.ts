import { describe, expect, test } from "vitest";
import { EVERYWHERE } from "./access.ts";
import {
	type AdmissionFacts,
	accessOf,
	decideAdmission,
	groupsIn,
	missingForSsoOnly,
	providerName,
} from "./single-sign-on.ts";

const LIMITED = { harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] };

describe("groups in claims", () => {
	test.each([
		["a list", { groups: ["a", "b"] }, "groups", ["a", "b"]],
		["one text", { groups: "a" }, "groups", ["a"]],
		["a path", { realm_access: { roles: ["a"] } }, "realm_access.roles", ["a"]],
		["a name that is a URL", { "https://example.com/groups": ["a"] }, "https://example.com/groups", ["a"]],
		["nothing", {}, "groups", []],
		["what is no text", { groups: [1, null, {}, "", "a"] }, "groups", ["a"]],
		["an object", { groups: { a: true } }, "groups", []],
		["what every object inherits", {}, "constructor.name", []],
		["a path through a text", { groups: "a" }, "groups.length", []],
	])("are read from %s", (_, claims, path, expected) => {
		expect(groupsIn(claims, path)).toEqual(expected);
	});
});

describe("what groups give", () => {
	const mappings = [
		{ group: "ops", role: "operator", scope: LIMITED },
		{ group: "admins", role: "administrator", scope: EVERYWHERE },
	] as const;

	test("the first line that fits decides, not the mightiest", () => {
		expect(accessOf(["admins", "ops"], { mappings, defaultRole: null })).toEqual({
			role: "operator",
			scope: LIMITED,
		});
	});

	test("whoever is in none of them has no access, unless everybody has", () => {
		expect(accessOf(["Ops", "ops ", ""], { mappings, defaultRole: null })).toBeNull();
		expect(accessOf([], { mappings, defaultRole: "viewer" })).toEqual({ role: "viewer", scope: EVERYWHERE });
	});
});

describe("an admission", () => {
	const VIEWER = { role: "viewer", scope: EVERYWHERE } as const;
	const KIM = { id: "kim", role: "operator" } as const;
	const ROOT = { id: "root", role: "administrator" } as const;
	const FACTS: AdmissionFacts = {
		access: VIEWER,
		linkedPerson: null,
		personOfEmail: null,
		hasEmail: true,
		isEmailVerified: true,
		isEmailDenied: false,
		isInvited: false,
		isLastAdministrator: false,
	};
	const refused = (reason: string, personId: string | null = null) => ({ kind: "refused", reason, personId });

	test.each<[string, Partial<AdmissionFacts>, object]>([
		["makes whom nobody knows", {}, { kind: "new", access: VIEWER }],
		["finds whom it knows", { linkedPerson: KIM }, { kind: "known", personId: "kim", access: VIEWER }],
		["looks at no address of whom it knows", { linkedPerson: KIM, hasEmail: false }, { kind: "known" }],
		["takes no account by its address", { personOfEmail: KIM }, refused("SSO_PERSON_EXISTS")],
		[
			"takes no invited one by an address that is not vouched for",
			{ personOfEmail: KIM, isInvited: true, isEmailVerified: false },
			refused("SSO_PERSON_EXISTS"),
		],
		[
			"matches an invited one by a vouched address",
			{ personOfEmail: KIM, isInvited: true },
			{ kind: "match", personId: "kim" },
		],
		["needs an address of whom it makes", { hasEmail: false }, refused("SSO_NO_EMAIL")],
		[
			"takes no address that is denied",
			{ isEmailDenied: true, isEmailVerified: false },
			refused("SSO_NO_EMAIL"),
		],
		[
			"ends what somebody without access had open",
			{ access: null, linkedPerson: KIM },
			refused("SSO_NO_ACCESS", "kim"),
		],
		["touches nobody by address alone", { access: null, personOfEmail: KIM }, refused("SSO_NO_ACCESS")],
		[
			"leaves the last administrator be",
			{ linkedPerson: ROOT, isLastAdministrator: true },
			refused("SSO_LAST_ADMINISTRATOR"),
		],
		[
			"leaves the last administrator be who has lost every group",
			{ access: null, linkedPerson: ROOT, isLastAdministrator: true },
			refused("SSO_NO_ACCESS"),
		],
		[
			"does not limit the last administrator",
			{
				linkedPerson: ROOT,
				isLastAdministrator: true,
				access: { role: "administrator", scope: LIMITED },
			},
			refused("SSO_LAST_ADMINISTRATOR"),
		],
		["demotes one of several", { linkedPerson: ROOT }, { kind: "known", access: VIEWER }],
	])("%s", (_, part, expected) => {
		expect(decideAdmission({ ...FACTS, ...part })).toMatchObject(expected);
	});
});

describe("single sign-on as the only way in", () => {
	const person = {
		role: "administrator",
		scope: EVERYWHERE,
		hasSecondFactor: true,
		signsInBy: ["password"],
	} as const;
	const ready = { isEnabled: true, hasTestPassed: true, breakGlass: person };

	test("needs the provider to work and somebody who gets in without it", () => {
		expect(missingForSsoOnly(ready)).toEqual([]);
		expect(missingForSsoOnly({ isEnabled: false, hasTestPassed: false, breakGlass: null })).toHaveLength(3);
	});

	test.each([
		["is none", { role: "operator" }],
		["is limited", { scope: LIMITED }],
		["has no second factor", { hasSecondFactor: false }],
		["has no password", { signsInBy: ["sso"] }],
	] as const)("takes no administrator who %s", (_, part) => {
		expect(missingForSsoOnly({ ...ready, breakGlass: { ...person, ...part } })).toHaveLength(1);
	});
});

test("a provider without a name is called what it is", () => {
	expect([providerName(""), providerName("Contoso")]).toEqual(["single sign-on", "Contoso"]);
});
