import { expect, test } from "vitest";
import type { CheckResult } from "../check.ts";
import { autoStoppingStanding } from "./autostopping.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const HOUR = 3_600_000;
const requirements = {
	features: ["OPTIMIZATION"],
	autoStopping: [],
	governancePolicyArns: [],
	commitmentWrite: false,
} as const;
const registered = { status: "registered", requirements } as const;

function result(outcome: CheckResult["outcome"], ageMs = HOUR): CheckResult {
	return {
		checkId: "permissions:OPTIMIZATION",
		outcome,
		code: outcome === "failed" ? "PERMISSION_DENIED" : null,
		observed: "The role lacks ec2:StopInstances.",
		details: {},
		requestId: null,
		region: null,
		durationMs: 1,
		checkedAt: new Date(NOW.getTime() - ageMs),
	};
}

function standing(change: Partial<Parameters<typeof autoStoppingStanding>[0]> = {}) {
	const account = { leftAt: null };
	const facts = { account, connector: registered, results: [result("passed")], now: NOW, ...change };
	const found = autoStoppingStanding(facts);
	return found.kind === "ready" ? "ready" : found.missing;
}

test("rules run where AutoStopping is on, registered, and proven within a day", () => {
	expect(standing()).toBe("ready");
	expect(standing({ results: [result("failed", 2 * HOUR), result("passed")] })).toBe("ready");
});

test("elsewhere the first thing that is missing is named", () => {
	expect(standing({ account: { leftAt: NOW } })).toEqual({ kind: "account-left" });
	expect(standing({ connector: null })).toEqual({ kind: "not-connected" });
	expect(standing({ connector: { ...registered, status: "offboarded" } })).toEqual({ kind: "not-connected" });
	expect(standing({ connector: { ...registered, requirements: null } })).toEqual({ kind: "not-enabled" });
	expect(standing({ connector: { ...registered, status: "draft" } })).toEqual({ kind: "not-registered" });
});

test("permissions that nobody proved, or too long ago, are not there", () => {
	expect(standing({ results: [] })).toEqual({ kind: "not-proven" });
	expect(standing({ results: [result("passed", 25 * HOUR)] })).toEqual({ kind: "not-proven" });
	expect(standing({ results: [result("unknown")] })).toEqual({ kind: "not-proven" });
});

test("permissions that are denied are said with what was observed", () => {
	expect(standing({ results: [result("failed")] })).toEqual({
		kind: "permissions",
		code: "PERMISSION_DENIED",
		observed: "The role lacks ec2:StopInstances.",
	});
});
