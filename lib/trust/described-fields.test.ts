import { describe, expect, test } from "vitest";
import { EVERYWHERE } from "#lib/domain/access.ts";
import { type TestContext, testContext } from "#lib/testing/test-context.ts";
import { HELD_ACTIONS } from "./registry.ts";

const AT = new Date("2026-11-22T12:00:00Z");

/** Something is stored of everything, so that "stays" and "changes" can be told apart. */
function world(): TestContext {
	const ctx = testContext();
	for (const id of ["kim", "zed"]) {
		const person = { id, name: `Name of ${id}`, email: `${id}@example.com`, role: "administrator" } as const;
		const rest = {
			scope: EVERYWHERE,
			hasSecondFactor: true,
			signsInBy: ["password"],
			createdAt: AT,
		} as const;
		ctx.store.people.set(id, { ...person, ...rest });
	}
	for (const id of ["one", "two"]) {
		const channel = { id, version: 1, name: `Channel ${id}`, kind: "webhook", isEnabled: true } as const;
		const rest = {
			selector: { kind: "all" },
			includesDegraded: false,
			targetLabel: "https://a.example/…",
		} as const;
		ctx.store.notifications.channels.set(id, { ...channel, ...rest, createdAt: AT });
	}
	const stream = {
		version: 1,
		isEnabled: true,
		targetLabel: "https://logs.example.com/…",
		sentSeq: 0,
		attempts: 0,
	};
	ctx.store.auditLog.stream = { ...stream, nextAttemptAt: AT, lastStatus: null, lastSentAt: null };
	const mapping = { group: "ops", role: "operator", scope: EVERYWHERE } as const;
	const provider = { issuer: "https://login.example.com", clientId: "rolebridge", hasClientSecret: true };
	ctx.store.sso.settings = { ...ctx.store.sso.settings, ...provider, mappings: [mapping] };
	return ctx;
}

type Sample = {
	/** Raw input that the schema takes. */
	readonly base: unknown;
	/** By each field's path: another value, which alone must change what is said. */
	readonly other: Readonly<Record<string, unknown>>;
	/** Fields that count beside certain others only. */
	readonly beside?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
	/** Fields that change nothing by themselves: what the form was filled from. */
	readonly formOnly?: readonly string[];
};

const access = {
	role: "operator",
	scope: { harnessAccountRefs: ["default"], tags: [{ key: "team", value: "data" }] },
};
const otherAccess = (path: string) => ({
	[`${path}.role`]: "viewer",
	[`${path}.scope.harnessAccountRefs.0`]: "other",
	[`${path}.scope.tags.0.key`]: "crew",
	[`${path}.scope.tags.0.value`]: "web",
});
const URL_OF_OURS = "https://ours.s3.us-east-1.amazonaws.com/template.yaml";

const SAMPLES: Partial<Record<keyof typeof HELD_ACTIONS, Sample>> = {
	saveHarnessAccountAction: {
		base: {
			version: 1,
			account: {
				accountId: "A".repeat(22),
				baseUrl: "https://app.harness.io",
				apiKey: "",
				apiKeyExpiresOn: "",
			},
		},
		other: {
			"account.accountId": "B".repeat(22),
			"account.baseUrl": "https://evil.example.com",
			"account.apiKey": "pat.a.b.c",
			"account.apiKeyExpiresOn": "2027-01-31",
		},
		formOnly: ["version"],
	},
	saveTemplateSettingsAction: {
		base: {
			version: 1,
			template: {
				...{ templateSource: "ours", templateUrl: "", organizationTemplateUrl: "" },
				defaultRegion: "us-east-1",
			},
		},
		other: {
			"template.templateSource": "harness",
			"template.templateUrl": URL_OF_OURS,
			"template.organizationTemplateUrl": URL_OF_OURS,
			"template.defaultRegion": "eu-west-1",
		},
		formOnly: ["version"],
	},
	saveVerifierSettingsAction: {
		base: { version: 1, verifier: { verifierMode: "operator", canaryRoleArn: "", optInRegions: "" } },
		other: {
			"verifier.verifierMode": "vendor",
			"verifier.canaryRoleArn": "arn:aws:iam::123456789012:role/canary",
			"verifier.optInRegions": "ap-east-1",
		},
		formOnly: ["version"],
	},
	saveChannelAction: {
		base: {
			existing: { id: "one", version: 1 },
			channel: {
				...{ name: "Ops", kind: "webhook", target: "", isEnabled: true, includesDegraded: false },
				...{ replaceSecret: false, select: "all", tagKey: "team", tagValue: "data" },
				...{ feature: "BILLING", owner: "ann" },
			},
		},
		other: {
			"existing.id": "two",
			"channel.name": "Other",
			"channel.kind": "slack",
			"channel.target": "https://evil.example.com/hook",
			"channel.isEnabled": false,
			"channel.includesDegraded": true,
			"channel.replaceSecret": true,
			"channel.select": "owner",
			"channel.tagKey": "crew",
			"channel.tagValue": "web",
			"channel.feature": "GOVERNANCE",
			"channel.owner": "eve",
		},
		beside: {
			"channel.tagKey": { "channel.select": "tag" },
			"channel.tagValue": { "channel.select": "tag" },
			"channel.feature": { "channel.select": "feature" },
			"channel.owner": { "channel.select": "owner" },
		},
		formOnly: ["existing.version"],
	},
	saveAuditStreamAction: {
		base: {
			version: 1,
			stream: { url: "https://logs.example.com/in", isEnabled: true, replaceSecret: false },
		},
		other: {
			"stream.url": "https://evil.example.com/in",
			"stream.isEnabled": false,
			"stream.replaceSecret": true,
		},
		formOnly: ["version"],
	},
	deleteChannelAction: { base: { id: "one", version: 1 }, other: { id: "two" }, formOnly: ["version"] },
	inviteAction: {
		base: { email: "new@example.com", access, isMailed: false },
		other: { email: "eve@example.com", isMailed: true, ...otherAccess("access") },
	},
	changeAccessAction: {
		base: { personId: "kim", from: access, to: access },
		other: { personId: "zed", ...otherAccess("to") },
		formOnly: Object.keys(otherAccess("from")),
	},
	sendResetLinkAction: { base: { personId: "kim" }, other: { personId: "zed" } },
	removePersonAction: { base: { personId: "kim" }, other: { personId: "zed" } },
	createKeyAction: {
		base: { name: "CI", access, days: 30 },
		other: { name: "Other", days: 365, ...otherAccess("access") },
	},
	saveProviderAction: {
		base: {
			version: 1,
			signIn: {
				...{ isEnabled: true, issuer: "https://login.example.com", clientId: "rolebridge", clientSecret: "" },
				...{ isPublicClient: false, scopes: "openid profile email", groupsClaim: "groups", buttonLabel: "" },
				...{ defaultRole: "none", mappings: [{ group: "ops", role: "operator", tags: "team=data" }] },
			},
		},
		other: {
			"signIn.isEnabled": false,
			"signIn.issuer": "https://evil.example.com",
			"signIn.clientId": "other",
			"signIn.clientSecret": "a-new-secret",
			"signIn.isPublicClient": true,
			"signIn.scopes": "openid offline_access",
			"signIn.groupsClaim": "nickname",
			"signIn.buttonLabel": "Contoso",
			"signIn.defaultRole": "administrator",
			"signIn.mappings.0.group": "everyone",
			"signIn.mappings.0.role": "reviewer",
			"signIn.mappings.0.tags": "",
		},
		formOnly: ["version"],
	},
	setSsoOnlyAction: {
		base: { version: 1, isSsoOnly: true, breakGlassPersonId: "kim" },
		other: { isSsoOnly: false, breakGlassPersonId: "zed" },
		formOnly: ["version"],
	},
	saveAccessSettingsAction: {
		base: { version: 1, fourEyes: true, secondFactorRequired: true },
		other: { fourEyes: false, secondFactorRequired: false },
		formOnly: ["version"],
	},
};

const sampled = Object.entries(SAMPLES).map(([name, sample]) => {
	// Sound: SAMPLES has no other keys.
	return [name, HELD_ACTIONS[name as keyof typeof HELD_ACTIONS], sample] as const;
});

test("a change that is never held says nothing, and each other one is looked at below", async () => {
	const silent = Object.entries(HELD_ACTIONS).filter(([name]) => !Object.hasOwn(SAMPLES, name));
	expect(silent.map(([name]) => name).sort()).toEqual(["revokeInvitationAction", "revokeKeyAction"]);
	for (const [, held] of silent) expect(await held.describe(world(), { id: "x" })).toBeNull();
});

describe.each(sampled)("%s", (_, held, { base, other, beside = {}, formOnly = [] }) => {
	test("has a sample of each field that can be sent", () => {
		expect([...Object.keys(other), ...formOnly].sort()).toEqual([...fieldsOf(held.schema)].sort());
	});

	test.each(Object.keys(other))("tells the approver of %s", async (path) => {
		const asked = Object.entries(beside[path] ?? {}).reduce(
			(input, [at, value]) => put(input, at, value),
			base,
		);
		const before = await held.describe(world(), asked);
		const after = await held.describe(world(), put(asked, path, other[path]));
		expect(before).not.toBeNull();
		expect(after).not.toBeNull();
		expect(after).not.toEqual(before);
	});

	test("shows neither secrets nor what would begin a line of its own", async () => {
		const lines = await held.describe(world(), base);
		for (const [path, value] of Object.entries(other)) {
			const said = (await held.describe(world(), put(base, path, value)))?.join("\n") ?? "";
			expect(said).not.toMatch(/a-new-secret|pat\.a\.b\.c|\/hook|\/in\b/);
		}
		expect(lines?.join("")).not.toMatch(/[\n\r\u202e]/);
	});
});

test("what somebody typed stays on its line, and does not turn it around", async () => {
	const { base } = SAMPLES.saveProviderAction ?? {};
	const group = "ops\nEverybody else: no access\u202e";
	const lines = await HELD_ACTIONS.saveProviderAction.describe(
		world(),
		put(base, "signIn.mappings.0.group", group),
	);
	expect(lines?.join("")).toContain("ops\uFFFDEverybody else: no access\uFFFD");
});

test("says of a provider what is new, what goes and what was there before", async () => {
	const { base } = SAMPLES.saveProviderAction ?? {};
	const mappings = [
		{ group: "admins", role: "administrator", tags: "" },
		{ group: "ops", role: "operator", tags: "" },
	];
	const asked = put(put(base, "signIn.mappings", mappings), "signIn.groupsClaim", "nickname");
	const lines = await HELD_ACTIONS.saveProviderAction.describe(world(), asked);
	expect(lines).toEqual(
		expect.arrayContaining([
			"Groups are read from: “nickname” (now “groups”)",
			"1. Group “admins”: administrator (new)",
			"2. Group “ops”: operator (now number 1)",
		]),
	);
	const without = await HELD_ACTIONS.saveProviderAction.describe(world(), put(base, "signIn.mappings", []));
	expect(without).toContain("No longer: Group “ops”: operator");
	const publicly = await HELD_ACTIONS.saveProviderAction.describe(
		world(),
		put(base, "signIn.isPublicClient", true),
	);
	expect(publicly?.join()).toContain("the stored client secret is deleted");
});

type Definition = {
	readonly type: string;
	readonly shape?: Readonly<Record<string, Schema>>;
	readonly element?: Schema;
	readonly innerType?: Schema;
	readonly in?: Schema;
};
type Schema = { readonly _zod: { readonly def: object } };

/** Each field of a schema, by its path; the first of each list stands for all. */
function fieldsOf(schema: Schema, path = ""): readonly string[] {
	// Sound: only these are read, and each is asked for before it is used.
	const { shape, element, innerType, in: before } = schema._zod.def as Definition;
	if (shape !== undefined)
		return Object.entries(shape).flatMap(([key, part]) =>
			fieldsOf(part, path === "" ? key : `${path}.${key}`),
		);
	if (element !== undefined) return fieldsOf(element, `${path}.0`);
	const inner = innerType ?? before;
	return inner === undefined ? [path] : fieldsOf(inner, path);
}

/** A copy with another value at a path. */
function put(target: unknown, path: string, value: unknown): unknown {
	const [key = "", ...rest] = path.split(".");
	const next = rest.length === 0 ? value : put(Reflect.get(Object(target), key), rest.join("."), value);
	if (Array.isArray(target)) return target.with(Number(key), next);
	return { ...Object(target), [key]: next };
}
