import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CheckId, type CheckResult, type Outcome, TRUST_CHECKS } from "./check.ts";
import { nearMisses, verifierExternalId } from "./external-id.ts";
import type { HealthState } from "./health.ts";
import {
	type DueFacts,
	fullAtAfter,
	isWatched,
	nearMissInTurn,
	nextDue,
	nextMisses,
	type SweepFacts,
	sweepKind,
} from "./schedule.ts";

const now = new Date("2026-11-22T12:00:00Z");
const MINUTE_MS = 60_000;
const STATES: readonly HealthState[] = [
	"healthy",
	"degraded",
	"failing",
	"quarantined",
	"pending",
	"reported",
	"paused",
	"unknown",
];

function due(change: Partial<DueFacts>): number {
	const facts: DueFacts = {
		state: "healthy",
		since: new Date(now.getTime() - 24 * 60 * MINUTE_MS),
		misses: 0,
		couldNotTell: false,
		isFirst: false,
		now,
		random: 0.5,
		...change,
	};
	return (nextDue(facts).getTime() - now.getTime()) / MINUTE_MS;
}

describe("nextDue", () => {
	test.each([
		["healthy", 0, 30],
		["degraded", 0, 30],
		["reported", 0, 30],
		["quarantined", 0, 30],
		["pending", 0, 2],
		["failing", 1, 5],
		["failing", 2, 10],
		["failing", 3, 20],
		["failing", 4, 40],
		["failing", 5, 60],
		["failing", 500, 60],
		["unknown", 1, 5],
		["unknown", 3, 20],
		["unknown", 4, 30],
	] as const)(
		"a connector that is %s, for the %ith time in a row, is due in %i minutes",
		(state, misses, minutes) => {
			expect(due({ state, misses })).toBe(minutes);
		},
	);

	test("an outage in the way is tried again sooner than a connector in order, and ever more seldom", () => {
		expect([1, 2, 3, 4, 9].map((misses) => due({ couldNotTell: true, misses }))).toEqual([5, 10, 20, 30, 30]);
	});

	test("a change that has just begun is confirmed 35 seconds after it began", () => {
		const since = new Date(now.getTime() - 10_000);
		expect(due({ state: "failing", since, misses: 1 })).toBeCloseTo(25 / 60, 6);
		expect(due({ state: "failing", since: new Date(now.getTime() - 35_000), misses: 2 })).toBe(10);
	});

	test("a denial of a role's first minute is asked again right after that minute, also of one that was never looked at", () => {
		const at = (random: number) =>
			due({ state: "pending", isProvisional: true, isFirst: true, since: now, random });
		expect(at(0)).toBeCloseTo(62 / 60, 6);
		expect(at(1)).toBeCloseTo(67 / 60, 6);
	});

	test("connectors in order that were enrolled together are spread over the whole interval", () => {
		const at = (random: number) => due({ isFirst: true, since: now, random });
		expect(at(0)).toBeCloseTo(35 / 60, 6);
		expect(at(0.5)).toBe(15);
		expect(at(0.999)).toBeCloseTo(30, 0);
		expect(due({ isFirst: true, since: now, state: "failing", misses: 1 })).toBeCloseTo(35 / 60, 6);
	});

	test("is never sooner than the confirmation, later than the longest interval, or moved by more than a tenth", () => {
		const facts = fc.record({
			state: fc.constantFrom(...STATES),
			misses: fc.integer({ min: 0, max: 5_000 }),
			couldNotTell: fc.boolean(),
			isFirst: fc.boolean(),
			random: fc.double({ min: 0, max: 0.999999, noNaN: true }),
			sinceMs: fc.integer({ min: -600_000, max: 86_400_000 }),
		});
		fc.assert(
			fc.property(facts, ({ sinceMs, ...change }) => {
				const since = new Date(now.getTime() - sinceMs);
				const minutes = due({ ...change, since });
				expect(minutes).toBeGreaterThan(0);
				expect(minutes).toBeLessThanOrEqual(66);
				const plain = due({ ...change, since, random: 0.5 });
				if (!change.isFirst) expect(Math.abs(minutes - plain)).toBeLessThanOrEqual(plain * 0.1 + 1e-9);
			}),
		);
	});
});

describe("nextMisses", () => {
	test.each([
		["failing again", { misses: 3, state: "failing", isChanged: false, couldNotTell: false }, 4],
		["failing anew", { misses: 3, state: "failing", isChanged: true, couldNotTell: false }, 1],
		["in order again", { misses: 3, state: "healthy", isChanged: true, couldNotTell: false }, 0],
		[
			"in order, but nobody could tell",
			{ misses: 1, state: "healthy", isChanged: false, couldNotTell: true },
			2,
		],
		["a standing quarantine", { misses: 0, state: "quarantined", isChanged: false, couldNotTell: false }, 0],
	] as const)("counts %s", (_case, facts, expected) => {
		expect(nextMisses(facts)).toBe(expected);
	});
});

function result(checkId: CheckId, outcome: Outcome, minutesAgo: number): CheckResult {
	return {
		checkId,
		outcome,
		code: null,
		observed: "",
		details: {},
		requestId: null,
		region: null,
		durationMs: 1,
		checkedAt: new Date(now.getTime() - minutesAgo * MINUTE_MS),
	};
}

function kind(change: Partial<SweepFacts> = {}, ...others: readonly CheckResult[]) {
	const proven = TRUST_CHECKS.map((checkId) => result(checkId, "passed", 10));
	const replaced = new Map([...proven, ...others].map((item) => [item.checkId, item]));
	return sweepKind({
		latest: [...replaced.values()],
		proof: "direct",
		fullAt: new Date(now.getTime() - 60 * MINUTE_MS),
		now,
		isVendorMode: false,
		...change,
	});
}

describe("sweepKind", () => {
	const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 60 * MINUTE_MS);

	test.each([
		["all is proven and fresh", "light", kind()],
		["the trust policy was read half an hour ago", "light", kind({}, result("trust-policy", "passed", 30))],
		["the trust policy was read an hour ago", "trust", kind({}, result("trust-policy", "passed", 60))],
		["every check was made six hours ago", "full", kind({ fullAt: hoursAgo(6) })],
		["every check was never made, or the connector changed", "full", kind({ fullAt: null })],
		["the last full one lies ahead: the clock was put back", "full", kind({ fullAt: hoursAgo(-2) })],
		["the role did not answer", "full", kind({}, result("role-assumable", "failed", 5))],
		["the role never answered", "full", kind({ latest: [] })],
		["a wrong ID was let in", "full", kind({}, result("external-id-exact", "failed", 5))],
		["a denial is provisional", "full", kind({}, result("external-id-required", "waiting", 1))],
		["the trust policy admits others", "full", kind({}, result("trust-policy", "failed", 5))],
		["the trust policy names others too", "light", kind({}, result("trust-policy", "warning", 5))],
		["the trust policy cannot be read", "light", kind({}, result("trust-policy", "unknown", 5))],
		[
			"it need not be read in vendor mode",
			"light",
			kind({ isVendorMode: true }, result("trust-policy", "skipped", 5)),
		],
		["it was skipped, and this is not vendor mode", "full", kind({}, result("trust-policy", "skipped", 5))],
		[
			"a first delivery is awaited since an hour",
			"full",
			kind({}, result("cost-report-delivered", "waiting", 60)),
		],
		[
			"a first delivery was just looked for",
			"light",
			kind({}, result("cost-report-delivered", "waiting", 5)),
		],
		["only Harness's word proves it", "light", kind({ proof: "harness", latest: [] })],
	] as const)("where %s: %s", (_case, expected, actual) => {
		expect(actual).toBe(expected);
	});

	test("suffices for no connector whose trust checks were not each proven", () => {
		const outcomes: readonly Outcome[] = ["passed", "failed", "warning", "waiting", "unknown", "skipped"];
		const latest = fc.array(
			fc
				.tuple(
					fc.constantFrom(...TRUST_CHECKS),
					fc.constantFrom(...outcomes),
					fc.integer({ min: 0, max: 300 }),
				)
				.map(([id, outcome, minutesAgo]) => result(id, outcome, minutesAgo)),
		);
		fc.assert(
			fc.property(latest, (results) => {
				if (kind({ latest: results }) === "full") return;
				const byId = new Map(results.map((item) => [item.checkId, item.outcome]));
				for (const id of ["role-assumable", "external-id-required", "external-id-exact"] as const)
					expect(byId.get(id)).toBe("passed");
				expect(["passed", "warning", "unknown"]).toContain(byId.get("trust-policy"));
			}),
		);
	});
});

test("a full verification that could not tell everything is repeated within the hour", () => {
	expect(fullAtAfter(now, false)).toEqual(now);
	const latest = TRUST_CHECKS.map((checkId) => result(checkId, "passed", -60));
	const later = new Date(now.getTime() + 60 * MINUTE_MS);
	const facts = { latest, proof: "direct" as const, now: later, isVendorMode: false };
	expect(sweepKind({ ...facts, fullAt: fullAtAfter(now, true) })).toBe("full");
	expect(sweepKind({ ...facts, fullAt: fullAtAfter(now, false) })).toBe("light");
});

test("every near miss has its turn, one each half hour", () => {
	const id = verifierExternalId(new Uint8Array(20).fill(9));
	const misses = nearMisses(id);
	const kinds = misses.map((_, turn) =>
		nearMissInTurn(misses, id, new Date(now.getTime() + turn * 30 * MINUTE_MS)),
	);
	expect(new Set(kinds.map((miss) => miss?.kind)).size).toBe(misses.length);
	expect(nearMissInTurn([], id, now)).toBeNull();
});

describe("isWatched", () => {
	const connector = { status: "draft", pausedAt: null, rolloutId: null, launchedAt: now } as const;

	test("what is registered, and what a rollout's stack set has reached; nothing that is paused", () => {
		expect(isWatched({ ...connector, status: "registered" })).toBe(true);
		expect(isWatched({ ...connector, rolloutId: "r" })).toBe(true);
		expect(isWatched(connector)).toBe(false);
		expect(isWatched({ ...connector, rolloutId: "r", launchedAt: null })).toBe(false);
		expect(isWatched({ ...connector, rolloutId: "r", status: "offboarded" })).toBe(false);
		expect(isWatched({ ...connector, rolloutId: "r", pausedAt: now })).toBe(false);
		expect(isWatched({ ...connector, status: "registered", pausedAt: now })).toBe(false);
	});

	test("a draft that only awaits its registration is asked as seldom as a healthy connector", () => {
		expect(due({ state: "pending" })).toBe(2);
		expect(due({ state: "pending", isOnlyUnregistered: true })).toBe(30);
		expect(due({ state: "pending", isOnlyUnregistered: true, couldNotTell: true, misses: 1 })).toBe(5);
	});
});
