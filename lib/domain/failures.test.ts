import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FAILURE_CODES, FAILURES, failureHelpPath } from "./failures.ts";

const root = new URL("../../", import.meta.url);

describe("failures", () => {
	test("every code has a help page and every page a code", () => {
		const pages = readdirSync(new URL("docs/failures/", root)).filter((name) => name !== "README.md");
		expect(pages.sort()).toEqual(FAILURE_CODES.map((code) => `${code}.md`).sort());
	});

	test("no code is listed twice, and each has its texts", () => {
		expect(new Set(FAILURE_CODES).size).toBe(FAILURE_CODES.length);
		expect(Object.keys(FAILURES).sort()).toEqual([...FAILURE_CODES].sort());
	});

	test.each(FAILURE_CODES)("%s says what happened, why and what to do, in the app as on its page", (code) => {
		const { title, cause, fixes } = FAILURES[code];
		const page = readFileSync(new URL(failureHelpPath(code), root), "utf8");
		expect(page.startsWith(`# ${title}\n`)).toBe(true);
		for (const text of [`\`${code}\``, cause, ...fixes]) expect(page).toContain(text);
		for (const sentence of [cause, ...fixes]) expect(sentence).toMatch(/^[A-Z].*\.$/);
		expect(title).not.toMatch(/[.!]$/);
	});

	test("the texts keep to the house style", () => {
		const all = JSON.stringify(FAILURES);
		expect(all).not.toMatch(/!|\bplease\b|successfully|\boops\b/i);
	});

	test("what can befall any vendor's role names none of them", () => {
		// Asked of platform connectors alone, which are Harness's.
		const ofHarness: readonly string[] = [
			"TRUST_POLICY_EXTERNAL_ID_UNUSED",
			"TRUST_POLICY_EXTERNAL_ID_LOOSE",
		];
		const shared = FAILURE_CODES.filter((code) =>
			/^(TRUST_POLICY|PERMISSION|COST_REPORT|EXTERNAL_ID)_/.test(code),
		);
		expect(shared.length).toBeGreaterThan(15);
		for (const code of shared.filter((each) => !ofHarness.includes(each))) {
			expect(JSON.stringify(FAILURES[code])).not.toMatch(/Harness|CloudZero|PrincipalBilling/);
		}
	});

	test("a denied role lists every cause with a fix of its own", () => {
		const fixes = FAILURES.ROLE_ACCESS_DENIED.fixes.join("\n");
		for (const cause of [
			"Role missing",
			"Not trusted",
			"External ID differs",
			"Denied by the organization",
		]) {
			expect(fixes).toContain(`${cause}:`);
		}
	});
});
