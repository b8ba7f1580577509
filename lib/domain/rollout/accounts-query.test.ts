import { describe, expect, it } from "vitest";
import {
	parseRolloutAccountsQuery,
	type RolloutAccountsQuery,
	rolloutAccountFilter,
	rolloutAccountsHref,
} from "./accounts-query.ts";

const NOTHING = { unitId: null, stage: null, problem: null, text: null, hasLeft: false, after: null };

describe("which accounts of a rollout an address asks for", () => {
	it("comes back from the address that it was written as", () => {
		const query: RolloutAccountsQuery = {
			...{ unitId: "ou-ab12-34cd56ef", stage: "deployed", problem: "STACK_ROLE_EXISTS" },
			...{ text: "payments & more", hasLeft: true, after: "123456789012" },
		};
		const url = new URL(rolloutAccountsHref("abc", query), "https://rolebridge.example");
		expect(url.pathname).toBe("/organizations/abc/accounts");
		expect(parseRolloutAccountsQuery(Object.fromEntries(url.searchParams))).toEqual(query);
	});

	it("leaves out what is not understood, however it is written", () => {
		const hostile = ["' OR 1=1", "../..", "x".repeat(500), "", "__proto__", "%00"];
		for (const text of hostile) {
			const { unitId, stage, after } = parseRolloutAccountsQuery({ unit: text, stage: text, after: text });
			expect({ unitId, stage, after }).toEqual({ unitId: null, stage: null, after: null });
		}
		expect(parseRolloutAccountsQuery({ stage: ["deployed", "healthy"] })).toEqual(NOTHING);
	});

	it("asks the database for nothing that was not chosen", () => {
		expect(rolloutAccountFilter(NOTHING)).toEqual({});
		expect(rolloutAccountFilter({ ...NOTHING, hasLeft: true })).toEqual({ hasLeft: true });
	});
});
