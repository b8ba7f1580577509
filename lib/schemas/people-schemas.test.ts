import { describe, expect, test } from "vitest";
import { AcceptSchema, ChangeAccessSchema, InviteSchema } from "./people-schemas.ts";

const EVERYTHING = { harnessAccountRefs: [], tags: [] };
const LIMITED = { harnessAccountRefs: ["default"], tags: [] };

describe("what people's actions take", () => {
	test("no limited administrator, also past the form", () => {
		const input = (role: string, scope: object) =>
			InviteSchema.safeParse({ email: "kim@example.com", access: { role, scope }, isMailed: false }).success;
		expect(input("administrator", LIMITED)).toBe(false);
		expect(input("administrator", EVERYTHING)).toBe(true);
		expect(input("operator", LIMITED)).toBe(true);
		expect(input("owner", EVERYTHING)).toBe(false);
	});

	test("an e-mail address in lower case, and one only", () => {
		const access = { role: "viewer", scope: EVERYTHING };
		const parse = (email: string) => InviteSchema.safeParse({ email, access, isMailed: true });
		expect(parse(" Kim@Example.com ").data?.email).toBe("kim@example.com");
		for (const email of ["kim", "a@b.com,c@d.com", "a@b.com\r\nbcc: c@d.com"])
			expect(parse(email).success).toBe(false);
	});

	test("nothing beyond what is asked for, such as another scope's field", () => {
		const access = { role: "viewer", scope: EVERYTHING };
		const input = { personId: "p1", from: access, to: access };
		expect(ChangeAccessSchema.safeParse(input).success).toBe(true);
		expect(ChangeAccessSchema.safeParse({ ...input, isAdmin: true }).success).toBe(false);
		const widened = { ...access, scope: { ...EVERYTHING, all: true } };
		expect(ChangeAccessSchema.safeParse({ ...input, to: widened }).success).toBe(false);
	});

	test("a whole secret, a name and a password of twelve letters", () => {
		const input = { id: "i1", secret: "A".repeat(43), name: "Kim", password: "twelve chars" };
		expect(AcceptSchema.safeParse(input).success).toBe(true);
		for (const wrong of [{ secret: "A".repeat(42) }, { name: " " }, { password: "short" }]) {
			expect(AcceptSchema.safeParse({ ...input, ...wrong }).success).toBe(false);
		}
	});
});
