import { describe, expect, test } from "vitest";
import type { CheckResult, Outcome } from "./check.ts";
import type { FailureCode } from "./failures.ts";
import { isCausedOutside, replacesEvidence } from "./outside-cause.ts";

const now = new Date("2026-11-22T12:00:00Z");

function result(outcome: Outcome, code: FailureCode | null, minutesAgo = 0): CheckResult {
	return {
		checkId: "role-assumable",
		outcome,
		code,
		observed: "",
		details: {},
		requestId: null,
		region: null,
		durationMs: 1,
		checkedAt: new Date(now.getTime() - minutesAgo * 60_000),
	};
}
const outage = result("unknown", "AWS_UNAVAILABLE");

describe("a result that could not tell for an outside reason", () => {
	test.each([
		["a proof within its limit stays", result("passed", null, 60), false],
		["a failure stays, however old: only a clear answer ends it", result("failed", null, 9_999), false],
		["a warning within its limit stays", result("warning", null, 60), false],
		["a proof past its limit is replaced", result("passed", null, 181), true],
		["not knowing is replaced", result("unknown", "TRUST_POLICY_UNREADABLE", 1), true],
		["nothing is replaced", undefined, true],
	] as const)("%s", (_case, known, expected) => {
		expect(replacesEvidence(outage, known, now)).toBe(expected);
	});
});

test.each([
	["AWS_THROTTLED", "unknown", true],
	["AWS_TIMEOUT", "unknown", true],
	["HARNESS_UNAVAILABLE", "unknown", true],
	["CANARY_FAILED", "unknown", true],
	["ROLE_DOES_NOT_TRUST_US", "unknown", false],
	["TRUST_POLICY_UNREADABLE", "unknown", false],
	["PERMISSION_UNDECIDED", "unknown", false],
	["ROLE_ACCESS_DENIED", "failed", false],
	["REGION_DISABLED", "failed", false],
] as const)("%s as %s is caused outside: %s", (code, outcome, expected) => {
	expect(isCausedOutside({ outcome, code })).toBe(expected);
	if (!expected) expect(replacesEvidence(result(outcome, code), result("passed", null, 1), now)).toBe(true);
});
