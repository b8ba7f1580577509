import { describe, expect, it } from "vitest";
import { EVERYWHERE, isUnlimited, isWithin } from "./access.ts";

const connector = { harnessAccountRef: "h1", tags: { team: "data", stage: "prod" } };
const data = { key: "team", value: "data" };
const web = { key: "team", value: "web" };

describe("a scope", () => {
	it("without limits holds every connector", () => {
		expect(isUnlimited(EVERYWHERE)).toBe(true);
		expect(isWithin(EVERYWHERE, connector)).toBe(true);
	});

	it.each([
		[{ harnessAccountRefs: ["h1"], tags: [] }, true],
		[{ harnessAccountRefs: ["h2"], tags: [] }, false],
		[{ harnessAccountRefs: [], tags: [data] }, true],
		[{ harnessAccountRefs: [], tags: [web] }, false],
		[{ harnessAccountRefs: [], tags: [web, data] }, true],
		[{ harnessAccountRefs: ["h2"], tags: [data] }, false],
		[{ harnessAccountRefs: ["h1"], tags: [web] }, false],
		[{ harnessAccountRefs: ["h1", "h2"], tags: [data] }, true],
	])("%j: %s", (scope, expected) => {
		expect(isUnlimited(scope)).toBe(false);
		expect(isWithin(scope, connector)).toBe(expected);
	});

	it("does not take an inherited property for a tag", () => {
		const scope = { harnessAccountRefs: [], tags: [{ key: "constructor", value: "" }] };
		expect(isWithin(scope, connector)).toBe(false);
	});
});
