import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FAILURE_CODES } from "./failures.ts";
import { type CauseFacts, causeWords, likelyCause, parseCause, troubleCause } from "./incident-cause.ts";

const facts = (more: Partial<CauseFacts>): CauseFacts => ({
	state: "failing",
	code: "ROLE_ACCESS_DENIED",
	region: "us-east-1",
	harnessAccountRef: "main",
	templateVersion: 3,
	...more,
});

describe("likelyCause", () => {
	it.each([
		[
			{ code: "REGION_DISABLED", region: "me-south-1" },
			"REGION_DISABLED@me-south-1",
			"STS is switched off in me-south-1",
		],
		[{ code: "ORGANIZATION_DENY" }, "ORGANIZATION_DENY", "Denied by an organization policy"],
		[{ code: "PERMISSION_DENIED_BY_ORGANIZATION" }, "ORGANIZATION_DENY", "Denied by an organization policy"],
		[{ code: "HARNESS_TEST_FAILED" }, "HARNESS_TEST_FAILED@main", "Harness's own test failed"],
		[{ code: "ROLE_ACCESS_DENIED" }, "ROLE_ACCESS_DENIED", "AWS refuses to let us assume the role"],
		[
			{ code: null, state: "quarantined" },
			"STATE@quarantined",
			"The role accepts a missing or wrong external ID",
		],
		[{ code: "EVIDENCE_EXPIRED", state: "unknown" }, "EVIDENCE_EXPIRED", "No proof since its limit passed"],
	] as const)("groups %o", (more, key, words) => {
		expect(likelyCause(facts(more))).toBe(key);
		expect(causeWords(key)).toBe(words);
	});

	it("divides missing permissions by template version, and a refused role not", () => {
		expect(likelyCause(facts({ code: "PERMISSION_DENIED" }))).toBe("PERMISSION_DENIED@3");
		expect(causeWords("PERMISSION_DENIED@3")).toMatch(/\(roles of template version 3\)$/);
		expect(likelyCause(facts({ code: "PERMISSION_DENIED", templateVersion: null }))).toBe(
			"PERMISSION_DENIED",
		);
		expect(likelyCause(facts({ templateVersion: 2 }))).toBe(likelyCause(facts({ templateVersion: 4 })));
	});

	it("comes back from its key", () => {
		const anyFacts = fc.record({
			state: fc.constantFrom("degraded", "unknown", "failing", "quarantined"),
			code: fc.option(fc.constantFrom(...FAILURE_CODES)),
			region: fc.option(fc.constantFrom("us-east-1", "me-south-1")),
			harnessAccountRef: fc.string(),
			templateVersion: fc.option(fc.nat()),
		});
		fc.assert(
			fc.property(anyFacts, (given) => {
				const key = likelyCause(given as CauseFacts);
				const { code } = parseCause(key);
				const merged = given.code === "PERMISSION_DENIED_BY_ORGANIZATION" ? "ORGANIZATION_DENY" : given.code;
				expect(code).toBe(merged);
				expect(causeWords(key)).not.toMatch(/[.@]$|undefined|null/);
			}),
		);
	});
});

describe("trouble", () => {
	it.each([
		["verifier", "aws", "VERIFIER_CREDENTIALS_REFUSED", /^Rolebridge's own side in aws: /],
		["sts", "us-east-1", "AWS_UNAVAILABLE", /^AWS STS in us-east-1: /],
		["harness", "main", "HARNESS_UNAUTHORIZED", /^Harness: /],
	] as const)("of %s says where", (kind, subject, code, words) => {
		const key = troubleCause(kind, subject, code);
		expect(parseCause(key)).toEqual({ code, where: `${kind}/${subject}` });
		expect(causeWords(key)).toMatch(words);
	});

	it("reads a code of another release as an unknown cause", () => {
		expect(causeWords("GONE_CODE@x")).toBe("Unknown cause");
	});
});
