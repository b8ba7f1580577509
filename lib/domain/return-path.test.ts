import fc from "fast-check";
import { expect, test } from "vitest";
import { HOME_PATH, returnPath } from "./return-path.ts";

test("a page of this installation is gone back to, with its query", () => {
	expect(returnPath("/connectors/7f3a?after=12#audit")).toBe("/connectors/7f3a?after=12#audit");
	expect(returnPath("/settings")).toBe("/settings");
	expect(returnPath("/?health=failing")).toBe("/?health=failing");
});

test.each([
	"https://evil.example/",
	"//evil.example/",
	"/\\evil.example/",
	"/\t/evil.example/",
	"javascript:alert(1)",
	"connectors",
	"",
	"/sign-in?next=/sign-in",
	"/api/auth/sign-out",
])("%j is not followed", (next) => {
	expect(returnPath(next)).toBe(HOME_PATH);
});

test("nothing that was handed in leads to another origin", () => {
	const start = fc.constantFrom("", "/", "//", "/\\", "/\t/", "http:", "/%09/");
	fc.assert(
		fc.property(start, fc.string(), (prefix, rest) => {
			const url = new URL(returnPath(prefix + rest), "https://rolebridge.example");
			expect(url.origin).toBe("https://rolebridge.example");
		}),
	);
});
