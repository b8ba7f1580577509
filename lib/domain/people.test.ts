import { describe, expect, test } from "vitest";
import { EVERYWHERE } from "./access.ts";
import { enoughRemain, isInvitationOpen, isSameAccess, scopeWords } from "./people.ts";

const DATA = { key: "team", value: "data" };
const WEB = { key: "team", value: "web" };

describe("who remains", () => {
	test("the last administrator does not go", () => {
		expect(enoughRemain({ administrators: ["a"], without: "a", fourEyes: false })).toBe(false);
	});

	test("one of two goes, unless changes of trust need two", () => {
		expect(enoughRemain({ administrators: ["a", "b"], without: "a", fourEyes: false })).toBe(true);
		expect(enoughRemain({ administrators: ["a", "b"], without: "a", fourEyes: true })).toBe(false);
		expect(enoughRemain({ administrators: ["a", "b", "c"], without: "a", fourEyes: true })).toBe(true);
	});

	test("whoever is no administrator always goes", () => {
		expect(enoughRemain({ administrators: ["a"], without: "x", fourEyes: true })).toBe(true);
	});
});

describe("access", () => {
	test("the order of a scope's parts does not make it another", () => {
		const one = { role: "viewer", scope: { harnessAccountRefs: ["x", "y"], tags: [DATA, WEB] } } as const;
		const other = { role: "viewer", scope: { harnessAccountRefs: ["y", "x"], tags: [WEB, DATA] } } as const;
		expect(isSameAccess(one, other)).toBe(true);
		expect(isSameAccess(one, { ...other, role: "operator" })).toBe(false);
		expect(isSameAccess(one, { role: "viewer", scope: EVERYWHERE })).toBe(false);
	});

	test("a scope reads as words", () => {
		expect(scopeWords(EVERYWHERE)).toBe("Everything");
		expect(scopeWords({ harnessAccountRefs: [], tags: [DATA, WEB] })).toBe("Tag team=data or team=web");
		expect(scopeWords({ harnessAccountRefs: ["default"], tags: [DATA] })).toBe(
			"Harness account default, tag team=data",
		);
	});
});

test("an invitation is open until it is accepted, taken back or out of time", () => {
	const expiresAt = new Date("2026-11-29T12:00:00Z");
	const open = { expiresAt, acceptedAt: null, revokedAt: null };
	const before = new Date("2026-11-29T11:59:59Z");
	expect(isInvitationOpen(open, before)).toBe(true);
	expect(isInvitationOpen(open, expiresAt)).toBe(false);
	expect(isInvitationOpen({ ...open, acceptedAt: before }, before)).toBe(false);
	expect(isInvitationOpen({ ...open, revokedAt: before }, before)).toBe(false);
});
