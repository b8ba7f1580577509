import { describe, expect, test } from "vitest";
import { SignInSchema, typedAccessRules } from "./sign-in-settings-schemas.ts";

const TYPED = {
	isEnabled: true,
	issuer: "https://login.example.com",
	clientId: "rolebridge",
	clientSecret: "",
	isPublicClient: false,
	scopes: "profile email",
	groupsClaim: "groups",
	buttonLabel: "",
	defaultRole: "none",
	mappings: [{ group: "ops", role: "operator", tags: " team=data,env = prod " }],
} as const;
type Typed = { [Key in keyof typeof TYPED]: unknown };
const read = (part: Partial<Typed> = {}) => SignInSchema.safeParse({ ...TYPED, ...part });

describe("the provider as it is typed", () => {
	test.each([
		["https://login.example.com/", "https://login.example.com/"],
		[" https://login.example.com ", "https://login.example.com"],
		["https://login.example.com/realms/a", "https://login.example.com/realms/a"],
		[
			"https://login.example.com/realms/a/.well-known/openid-configuration",
			"https://login.example.com/realms/a",
		],
		["http://127.0.0.1:4568", "http://127.0.0.1:4568"],
	])("the issuer %s is kept as %s", (typed, expected) => {
		expect(read({ issuer: typed }).data?.issuer).toBe(expected);
	});

	test.each([
		"",
		"login.example.com",
		"ftp://login.example.com",
		"https://a:b@login.example.com",
		"https://login.example.com/?x=1",
	])("the issuer %j is refused at its field", (issuer) => {
		expect(read({ issuer }).error?.issues[0]?.path).toEqual(["issuer"]);
	});

	test("asks for openid always, and for each scope once", () => {
		expect(read({ scopes: "groups, profile groups" }).data?.scopes).toBe("openid groups profile");
		expect(read({ scopes: 'a"b' }).success).toBe(false);
	});

	test("what was read is read again to the same: the form sends it so", () => {
		const once = read().data;
		expect(SignInSchema.parse(once)).toEqual(once);
	});

	test("tags limit what a group sees; an administrator is never limited", () => {
		const { data } = read();
		if (data === undefined) throw new Error("not read");
		const scope = {
			harnessAccountRefs: [],
			tags: [
				{ key: "team", value: "data" },
				{ key: "env", value: "prod" },
			],
		};
		expect(typedAccessRules(data)).toEqual({
			defaultRole: null,
			mappings: [{ group: "ops", role: "operator", scope }],
		});
		const mappings = data.mappings.map((mapping) => ({ ...mapping, role: "administrator" as const }));
		expect(typedAccessRules({ ...data, mappings }).mappings[0]?.scope.tags).toEqual([]);
	});

	test.each(["team", "=data", "team=a,,=b"])("the tags %j are refused at their row", (tags) => {
		const { error } = read({ mappings: [{ group: "ops", role: "viewer", tags }] });
		expect(error?.issues[0]?.path).toEqual(["mappings", 0, "tags"]);
	});
});
