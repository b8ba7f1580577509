import { describe, expect, it } from "vitest";
import type { Requirements } from "../features.ts";
import { compareActions } from "./compare-actions.ts";

const inventory: Requirements = {
	features: ["VISIBILITY"],
	autoStopping: [],
	commitmentWrite: false,
	governancePolicyArns: [],
};
const [first, second] = compareActions("VISIBILITY", inventory, null, null);
if (first === undefined || second === undefined) throw new Error("The feature has more than one action.");

describe("compareActions", () => {
	it("says of every action that nobody asked, while no check has", () => {
		const compared = compareActions("VISIBILITY", inventory, null, null);
		expect(new Set(compared.map(({ answer }) => answer))).toEqual(new Set(["not asked"]));
	});

	it("puts what the role lacks first", () => {
		const actions = [
			{ action: first.needed, resource: "*", verdict: "allowed" },
			{ action: second.needed, resource: "*", verdict: "denied" },
		];
		const compared = compareActions("VISIBILITY", inventory, null, { actions });
		expect(compared[0]).toMatchObject({ needed: second.needed, answer: "denied" });
		expect(compared.at(-1)).toMatchObject({ needed: first.needed, answer: "allowed" });
	});

	it("counts an action as denied when it is denied on one of its resources", () => {
		const actions = [
			{ action: first.needed, resource: "a", verdict: "denied" },
			{ action: first.needed, resource: "b", verdict: "allowed" },
		];
		expect(compareActions("VISIBILITY", inventory, null, { actions })[0]).toMatchObject({
			needed: first.needed,
			answer: "denied",
		});
	});

	it("takes no word that it does not know for an answer", () => {
		const actions = [{ action: first.needed, resource: "*", verdict: "granted" }];
		const compared = compareActions("VISIBILITY", inventory, null, { actions });
		expect(compared.find(({ needed }) => needed === first.needed)?.answer).toBe("not asked");
	});
});
