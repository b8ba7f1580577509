import { describe, expect, it } from "vitest";
import { EVERYWHERE, isWithin, type Scope } from "./access.ts";
import { concernsScope, isSelectorWithin, tagsForNew, whyOutside } from "./scope-rules.ts";

const DATA: Scope = { harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] };
const TWO: Scope = { harnessAccountRefs: [], tags: [...DATA.tags, { key: "stage", value: "prod" }] };
const H1: Scope = { harnessAccountRefs: ["h1"], tags: [] };

describe("a scope", () => {
	it("puts a new connector within itself", () => {
		for (const scope of [EVERYWHERE, DATA, TWO, H1]) {
			expect(isWithin(scope, { harnessAccountRef: "h1", tags: tagsForNew(scope) })).toBe(true);
		}
		expect(tagsForNew(EVERYWHERE)).toEqual({});
	});

	it("says which tags must stay, and nothing when one of them does", () => {
		const connector = { harnessAccountRef: "h1", tags: { team: "ops" } };
		expect(whyOutside(TWO, connector)).toBe("Keep the tag team=data or stage=prod.");
		expect(whyOutside(TWO, { ...connector, tags: { stage: "prod" } })).toBeNull();
		expect(whyOutside(EVERYWHERE, connector)).toBeNull();
		expect(whyOutside({ ...H1, harnessAccountRefs: ["h2"] }, connector)).toBe(
			"Your access does not reach this Harness account.",
		);
	});

	it("holds only a selector that can never cover another's connector", () => {
		expect(isSelectorWithin(DATA, { kind: "tag", key: "team", value: "data" })).toBe(true);
		for (const selector of [
			{ kind: "all" },
			{ kind: "tag", key: "team", value: "" },
			{ kind: "tag", key: "team", value: "ops" },
			{ kind: "owner", owner: "data" },
			{ kind: "feature", feature: "BILLING" },
		] as const) {
			expect(isSelectorWithin(DATA, selector), JSON.stringify(selector)).toBe(false);
			expect(isSelectorWithin(EVERYWHERE, selector)).toBe(true);
		}
		expect(isSelectorWithin(H1, { kind: "tag", key: "team", value: "data" })).toBe(false);
		expect(
			isSelectorWithin({ ...DATA, harnessAccountRefs: ["h1"] }, { kind: "tag", key: "team", value: "data" }),
		).toBe(false);
	});

	it("is concerned by what is about all connectors", () => {
		expect(concernsScope(H1, { kind: "all" })).toBe(true);
		expect(concernsScope(DATA, { kind: "owner", owner: "somebody" })).toBe(false);
	});
});
