import { describe, expect, it } from "vitest";
import { overrideSteps } from "./exceptions.ts";
import { exceptionOf, requirementsOf } from "./features-of.ts";
import { FEATURES, INPUT, requirementsWith } from "./rollout.test-support.ts";

const production = requirementsWith({ features: ["VISIBILITY", "OPTIMIZATION"] });
const sandboxes = requirementsWith({ features: ["GOVERNANCE"] });
const nested = requirementsWith({ features: ["OPTIMIZATION"] });
const features = {
	...FEATURES,
	exceptions: [
		{ match: { kind: "tag", key: "env", value: "prod" }, requirements: production },
		{ match: { kind: "unit", unitId: "ou-a1" }, requirements: nested },
		{ match: { kind: "unit", unitId: "ou-a" }, requirements: sandboxes },
	],
} as const;
const account = (chain: readonly string[], tags: Readonly<Record<string, string>> = {}) => ({
	isManagement: false,
	chain,
	tags,
});

describe("an account's features", () => {
	it("are the first matching exception's, else everybody's", () => {
		expect(requirementsOf(features, account(["ou-b", "r"]))).toBe(FEATURES.member);
		expect(requirementsOf(features, account(["ou-a", "r"]))).toBe(sandboxes);
		expect(requirementsOf(features, account(["ou-a1", "ou-a", "r"]))).toBe(nested);
		expect(requirementsOf(features, account(["ou-a1", "ou-a", "r"], { env: "prod" }))).toBe(production);
	});

	it("go by a tag's exact key and value", () => {
		const others = [
			["env", "Prod"],
			["Env", "prod"],
			["env", "prod "],
			["other", "prod"],
		] as const;
		for (const [key, value] of others) {
			expect(exceptionOf(features, account([], { [key]: value }))).toBeNull();
		}
		const inherited = [
			{ match: { kind: "tag", key: "constructor", value: "" }, requirements: production },
		] as const;
		expect(exceptionOf({ exceptions: inherited }, account([], {}))).toBeNull();
	});

	it("are the payer's own for the management account, whatever it is tagged", () => {
		const management = { isManagement: true, chain: ["ou-a", "r"], tags: { env: "prod" } };
		expect(requirementsOf(features, management)).toBe(FEATURES.payer?.requirements);
		expect(exceptionOf(features, management)).toBeNull();
		expect(requirementsOf({ ...features, payer: null }, management)).toBeNull();
	});

	it("never bill a member", () => {
		const billing = requirementsWith({ features: ["BILLING", "VISIBILITY"] });
		expect(requirementsOf({ ...FEATURES, member: billing }, account([]))?.features).toEqual(["VISIBILITY"]);
	});
});

describe("the steps after the launch", () => {
	const accounts = [
		{ accountId: "111111111111", ...account(["ou-a1", "ou-a", "r"], { env: "prod" }) },
		{ accountId: "222222222222", ...account(["ou-b", "r"], { env: "prod" }) },
		{ accountId: "333333333333", ...account(["ou-b", "r"]) },
		{ accountId: "444444444444", ...account(["ou-a1", "ou-a", "r"]) },
		{ accountId: "555555555555", ...account(["ou-a", "r"]) },
	];
	const steps = overrideSteps({ ...INPUT, features }, accounts);

	it("are run from the last exception to the first", () => {
		expect(steps.map(({ index }) => index)).toEqual([2, 1, 0]);
		expect(steps.at(-1)?.target).toEqual({
			kind: "accounts",
			accountIds: ["111111111111", "222222222222"],
		});
	});

	it("leave every account with what was chosen for it", () => {
		for (const { accountId, ...facts } of accounts) {
			const touching = steps.filter(({ target }) =>
				target.kind === "unit" ? facts.chain.includes(target.unitId) : target.accountIds.includes(accountId),
			);
			const last = touching.at(-1)?.index ?? null;
			expect(last).toBe(exceptionOf(features, facts));
		}
	});

	it("leave out a tag that no account has", () => {
		expect(overrideSteps({ ...INPUT, features }, accounts.slice(2)).map(({ index }) => index)).toEqual([
			2, 1,
		]);
	});

	it("name only accounts that no earlier exception decides about", () => {
		const turned = { ...features, exceptions: features.exceptions.toReversed() };
		const last = overrideSteps({ ...INPUT, features: turned }, accounts)[0];
		expect(last).toMatchObject({ index: 2, target: { kind: "accounts", accountIds: ["222222222222"] } });
	});
});
