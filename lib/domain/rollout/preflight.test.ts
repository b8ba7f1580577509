import { describe, expect, it } from "vitest";
import { parseAccountId } from "../account-id.ts";
import type { SeenOrganization } from "../rollout.ts";
import { PREFLIGHT_IDS, type PreflightFacts, type PreflightId, preflight } from "./preflight.ts";
import { FEATURES, LAUNCH, requirementsWith } from "./rollout.test-support.ts";

const organization: SeenOrganization = {
	organizationId: "o-1",
	rootId: "r-ab12",
	managementAccountId: "123456789012",
	isStackSetsTrusted: true,
	delegatedAdministratorIds: [],
	serviceControlPolicies: [],
};
const management = parseAccountId("123456789012");
const delegate = parseAccountId("210987654321");
if (!management.ok || !delegate.ok) throw new Error("not an account");
const facts: PreflightFacts = {
	rollout: {
		kind: "organization",
		managementAccountId: management.value,
		features: FEATURES,
		launch: LAUNCH,
		organization,
	},
	template: { source: "ours", isReady: true },
	organizationTemplate: "ready",
	verifier: "known",
	isPayerConnected: false,
	connectedAccountIds: [],
};
const withRollout = (parts: Partial<PreflightFacts["rollout"]>): PreflightFacts => ({
	...facts,
	rollout: { ...facts.rollout, ...parts },
});
const item = (id: PreflightId, given: PreflightFacts = facts) =>
	preflight(given).find((one) => one.id === id);

describe("the preflight list", () => {
	it("has each item once, in order, with what to do wherever it does not pass", () => {
		const none = withRollout({ organization: null, launch: null, features: null });
		for (const given of [facts, none, { ...none, verifier: "not-known" as const }]) {
			const items = preflight(given);
			const ids = items.map(({ id }) => id);
			expect(ids).toEqual(PREFLIGHT_IDS.filter((id) => ids.includes(id)));
			for (const { outcome, todo } of items) expect(todo === null).toBe(outcome === "passed");
		}
	});

	it("of a list of accounts has nothing about organizations", () => {
		const ids = preflight(withRollout({ kind: "list" })).map(({ id }) => id);
		expect(ids).toEqual(["template-published", "verifier-known", "role-names"]);
	});
});

describe("templates", () => {
	it("must be published, the organization's only where one stack is launched", () => {
		expect(item("template-published")?.outcome).toBe("passed");
		const without = { ...facts, organizationTemplate: "not-published" } as const;
		expect(item("template-published", without)).toMatchObject({
			outcome: "failed",
			command: expect.stringContaining("templates:publish"),
		});
		const byConsole = {
			...without,
			rollout: { ...facts.rollout, launch: { ...LAUNCH, way: "console" } },
		} as const;
		expect(item("template-published", byConsole)?.outcome).toBe("passed");
	});

	it("must have been read by CloudFormation, and be ours for anything to be proven", () => {
		expect(item("template-published", { ...facts, organizationTemplate: "not-ready" })?.outcome).toBe(
			"failed",
		);
		const notReady = { ...facts, template: { source: "ours", isReady: false } } as const;
		expect(item("template-published", notReady)?.outcome).toBe("failed");
		const harness = { ...facts, template: { source: "harness", isReady: true } } as const;
		expect(item("template-published", harness)?.observed).toContain("could be proven");
	});
});

it("Rolebridge's own identity must be known, except where it is Harness's", () => {
	expect(item("verifier-known", { ...facts, verifier: "not-known" })?.outcome).toBe("failed");
	expect(item("verifier-known", { ...facts, verifier: "vendor" })?.outcome).toBe("passed");
});

it("units must be chosen", () => {
	expect(item("units-chosen")?.outcome).toBe("passed");
	expect(item("units-chosen", withRollout({ launch: { ...LAUNCH, waves: [] } }))?.outcome).toBe("failed");
});

describe("trusted access", () => {
	it.each([
		[true, "passed"],
		[false, "failed"],
		[null, "unknown"],
	])("seen as %s is %s", (isStackSetsTrusted, outcome) => {
		const seen = withRollout({ organization: { ...organization, isStackSetsTrusted } });
		expect(item("trusted-access", seen)?.outcome).toBe(outcome);
	});

	it("nobody looked for is not known, and the command that activates it is there", () => {
		const found = item("trusted-access", withRollout({ organization: null }));
		expect(found).toMatchObject({
			outcome: "unknown",
			command: "aws cloudformation activate-organizations-access --region us-east-1",
		});
	});
});

describe("a delegated administrator", () => {
	const launch = { ...LAUNCH, delegatedAdministratorId: delegate.value };
	const seenWith = (delegatedAdministratorIds: readonly string[] | null) =>
		item(
			"delegated-administrator",
			withRollout({ launch, organization: { ...organization, delegatedAdministratorIds } }),
		);

	it("must be registered, where one is chosen", () => {
		expect(item("delegated-administrator")).toBeUndefined();
		expect(seenWith(["210987654321"])?.outcome).toBe("passed");
		expect(seenWith(null)?.outcome).toBe("unknown");
		expect(seenWith(["333333333333"])).toMatchObject({
			outcome: "failed",
			command: expect.stringContaining(
				"--service-principal member.org.stacksets.cloudformation.amazonaws.com --account-id 210987654321",
			),
		});
	});

	it("leaves the management account to a stack of its own", () => {
		expect(item("management-account", withRollout({ launch }))?.outcome).toBe("unknown");
	});
});

it("the management account is never covered by the stack set, and each case says what becomes of it", () => {
	expect(item("management-account")).toMatchObject({
		outcome: "passed",
		observed: expect.stringContaining("No stack set covers the management account"),
	});
	const byConsole = withRollout({ launch: { ...LAUNCH, way: "console" } });
	expect(item("management-account", byConsole)?.outcome).toBe("unknown");
	expect(item("management-account", { ...byConsole, isPayerConnected: true })?.outcome).toBe("passed");
	const without = withRollout({ features: { ...FEATURES, payer: null } });
	expect(item("management-account", without)?.observed).toContain("no costs");
});

it("accounts with a role of the name are named, those of which nothing is known are not vouched for", () => {
	expect(item("role-names")?.outcome).toBe("unknown");
	const connectedAccountIds = ["111111111111", "222222222222", "333333333333", "444444444444"];
	expect(item("role-names", { ...facts, connectedAccountIds })).toMatchObject({
		outcome: "failed",
		observed: expect.stringContaining("111111111111, 222222222222, 333333333333 and 1 more"),
	});
});

describe("policies of a customer's own", () => {
	it("cannot be attached in every account by one ARN", () => {
		expect(item("own-policies")).toBeUndefined();
		const own = requirementsWith({
			features: ["GOVERNANCE"],
			governancePolicyArns: ["arn:aws:iam::111122223333:policy/enforce"],
		});
		const exceptions = [{ match: { kind: "unit", unitId: "ou-a" }, requirements: own }] as const;
		expect(item("own-policies", withRollout({ features: { ...FEATURES, exceptions } }))?.outcome).toBe(
			"failed",
		);
	});

	it("as a boundary must be there by name", () => {
		const role = { ...LAUNCH.role, permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/team/limits" };
		const found = item("own-policies", withRollout({ launch: { ...LAUNCH, role } }));
		expect(found).toMatchObject({ outcome: "unknown", observed: expect.stringContaining("team/limits") });
	});
});

it("service control policies pass only when there are none: their names do not say what they deny", () => {
	const seenWith = (serviceControlPolicies: readonly string[] | null) =>
		item(
			"service-control-policies",
			withRollout({ organization: { ...organization, serviceControlPolicies } }),
		);
	expect(seenWith([])?.outcome).toBe("passed");
	expect(seenWith(null)?.outcome).toBe("unknown");
	expect(seenWith(["deny-iam", "regions"])).toMatchObject({
		outcome: "unknown",
		observed: expect.stringContaining("deny-iam, regions"),
	});
});
