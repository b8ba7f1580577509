import { describe, expect, it } from "vitest";
import { detailsOf } from "./details-of.ts";

describe("what an act wrote down", () => {
	it("reads as words, whatever it is", () => {
		const details = {
			targetChanged: false,
			"stack-name": "",
			reason: "Moved",
			count: 3,
			until: null,
			tags: ["a"],
		};
		expect(detailsOf(details)).toEqual([
			{ term: "Target changed", text: "no" },
			{ term: "Stack name", text: "(empty)" },
			{ term: "Reason", text: "Moved" },
			{ term: "Count", text: "3" },
			{ term: "Until", text: "none" },
			{ term: "Tags", text: '["a"]' },
		]);
		expect(detailsOf(["no", "names"])).toEqual([]);
		expect(detailsOf(null)).toEqual([]);
	});
});
