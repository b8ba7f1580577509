import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CheckId, type CheckResult, type Outcome, TRUST_CHECKS } from "./check.ts";
import { decideHealth, type HealthFacts, healthLimitMinutes, mayRegister } from "./health.ts";

const now = new Date("2026-03-01T12:00:00Z");
const OUTCOMES: readonly Outcome[] = ["passed", "failed", "warning", "waiting", "unknown", "skipped"];
const IDS: readonly CheckId[] = [
	...TRUST_CHECKS,
	"permissions:BILLING",
	"cost-report-found",
	"cost-report-delivered",
	"harness-connector",
	"template-current",
];

function result(checkId: CheckId, outcome: Outcome, minutesAgo = 1): CheckResult {
	return {
		checkId,
		outcome,
		code: null,
		observed: "",
		details: {},
		requestId: null,
		region: null,
		durationMs: 1,
		checkedAt: new Date(now.getTime() - minutesAgo * 60_000),
	};
}
const trusted = TRUST_CHECKS.map((id) => result(id, "passed"));
const facts = (results: readonly CheckResult[], more: Partial<HealthFacts> = {}): HealthFacts => ({
	results,
	proof: "direct",
	status: "registered",
	paused: false,
	requiresBilling: true,
	now,
	...more,
});
const stateOf = (results: readonly CheckResult[], more?: Partial<HealthFacts>) =>
	decideHealth(facts(results, more)).state;

const anyResults = fc.array(
	fc
		.tuple(fc.constantFrom(...IDS), fc.constantFrom(...OUTCOMES), fc.integer({ min: 0, max: 3000 }))
		.map(([id, outcome, minutesAgo]) => result(id, outcome, minutesAgo)),
	{ maxLength: 20 },
);
const mostlyPassed = anyResults.map((results) => [...trusted, ...results]);
const anyFacts = fc.record({
	results: fc.oneof(anyResults, mostlyPassed),
	proof: fc.constantFrom("direct" as const, "harness" as const),
	status: fc.constantFrom("draft" as const, "registered" as const, "offboarded" as const),
	paused: fc.boolean(),
	requiresBilling: fc.boolean(),
	isVendorMode: fc.boolean(),
	now: fc.constant(now),
});

function newest(results: readonly CheckResult[], checkId: CheckId): CheckResult | undefined {
	return results
		.filter((item) => item.checkId === checkId)
		.reduce<CheckResult | undefined>(
			(best, item) => (best === undefined || item.checkedAt >= best.checkedAt ? item : best),
			undefined,
		);
}

describe("decideHealth", () => {
	test("no sequence of results is healthy unless all four trust checks passed within their limits", () => {
		fc.assert(
			fc.property(anyFacts, (given) => {
				if (decideHealth(given).state !== "healthy") return;
				expect(given.proof).toBe("direct");
				for (const checkId of TRUST_CHECKS) {
					const latest = newest(given.results, checkId);
					expect(latest?.outcome).toBe("passed");
					const age = now.getTime() - (latest?.checkedAt.getTime() ?? 0);
					expect(age).toBeLessThanOrEqual(healthLimitMinutes(checkId) * 60_000);
				}
			}),
			{ numRuns: 3000 },
		);
	});

	test("a state holds, with the same evidence, until its validUntil", () => {
		fc.assert(
			fc.property(anyFacts, fc.double({ min: 0, max: 1, noNaN: true }), (given, part) => {
				const { state, validUntil } = decideHealth(given);
				if (validUntil === null) return;
				expect(validUntil.getTime()).toBeGreaterThanOrEqual(now.getTime());
				const later = new Date(now.getTime() + part * (validUntil.getTime() - now.getTime()));
				expect(decideHealth({ ...given, now: later }).state).toBe(state);
			}),
			{ numRuns: 2000 },
		);
	});

	test("every state but healthy, reported, paused and pending says why", () => {
		fc.assert(
			fc.property(anyFacts, (given) => {
				const { state, reasons } = decideHealth(given);
				const isPlain = ["healthy", "reported", "paused", "pending"].includes(state);
				expect(isPlain || reasons.length > 0).toBe(true);
			}),
		);
	});

	test("all passed is healthy; the earliest limit bounds it", () => {
		const health = decideHealth(facts(trusted));
		expect(health).toMatchObject({ state: "healthy", reasons: [] });
		expect(health.validUntil).toEqual(new Date(now.getTime() + 179 * 60_000));
	});

	test.each(["external-id-required", "external-id-exact", "trust-policy"] as const)(
		"a failed %s is a quarantine before all else, however old, and until a newer result",
		(id) => {
			expect(stateOf([...trusted, result(id, "failed", 0)])).toBe("quarantined");
			expect(stateOf([result("role-assumable", "failed"), result(id, "failed", 9999)])).toBe("quarantined");
			expect(stateOf([result(id, "failed")], { paused: true })).toBe("quarantined");
			expect(stateOf([result(id, "failed", 30), ...trusted])).toBe("healthy");
		},
	);

	test.each([
		["role gone", [...trusted, result("role-assumable", "failed", 0)], {}, "failing"],
		[
			"gone role, others skipped",
			[result("role-assumable", "failed"), result("trust-policy", "skipped")],
			{},
			"failing",
		],
		["an old failure proves nothing", [result("role-assumable", "failed", 181)], {}, "unknown"],
		["Harness lost it", [...trusted, result("harness-connector", "failed")], {}, "failing"],
		[
			"Harness lost a draft",
			[...trusted, result("harness-connector", "failed")],
			{ status: "draft" },
			"pending",
		],
		["no report", [...trusted, result("cost-report-found", "failed")], {}, "failing"],
		[
			"no report, none needed",
			[...trusted, result("cost-report-found", "failed")],
			{ requiresBilling: false },
			"degraded",
		],
		["never checked", [], {}, "unknown"],
		["draft never checked", [], { status: "draft" }, "pending"],
		["one missing", trusted.slice(1), {}, "unknown"],
		["one unknown", [...trusted, result("trust-policy", "unknown", 0)], {}, "unknown"],
		["one too old", [...trusted.slice(1), result("role-assumable", "passed", 181)], {}, "unknown"],
		["trust check skipped", [...trusted, result("trust-policy", "skipped", 0)], {}, "unknown"],
		[
			"vendor mode, role unreadable",
			[...trusted, result("trust-policy", "skipped", 0)],
			{ isVendorMode: true },
			"degraded",
		],
		["trust check warned", [...trusted, result("trust-policy", "warning", 0)], {}, "degraded"],
		["from the future", [...trusted, result("role-assumable", "passed", -600)], {}, "unknown"],
		["finished set-up missing", trusted, { status: "draft" }, "pending"],
		["role propagating", [result("role-assumable", "waiting"), ...trusted.slice(1)], {}, "pending"],
		["no delivery yet", [...trusted, result("cost-report-delivered", "waiting")], {}, "pending"],
		["permission missing", [...trusted, result("permissions:BILLING", "failed")], {}, "degraded"],
		["permission too old", [...trusted, result("permissions:BILLING", "passed", 1441)], {}, "degraded"],
		["skipped counts for nothing", [...trusted, result("regions", "skipped", 9999)], {}, "healthy"],
		["paused", trusted, { paused: true }, "paused"],
		["Harness says so", [result("harness-connector", "passed")], { proof: "harness" }, "reported"],
		[
			"all passed, proof harness",
			[...trusted, result("harness-connector", "passed")],
			{ proof: "harness" },
			"reported",
		],
		["all passed but Harness silent", trusted, { proof: "harness" }, "unknown"],
		[
			"Harness's word too old",
			[result("harness-connector", "passed", 1441)],
			{ proof: "harness" },
			"unknown",
		],
		["Harness warned", [result("harness-connector", "warning")], { proof: "harness" }, "degraded"],
		["Harness did not tell", [result("harness-connector", "unknown")], { proof: "harness" }, "unknown"],
		["Harness tests yet", [result("harness-connector", "waiting")], { proof: "harness" }, "pending"],
		["Harness tests yet, we proved", [...trusted, result("harness-connector", "waiting")], {}, "degraded"],
	] as const)("%s", (_, results, more, state) => {
		expect(stateOf(results, more)).toBe(state);
	});

	test("since is kept while the state stays and starts anew when it changes", () => {
		const since = new Date("2026-02-01T00:00:00Z");
		expect(decideHealth(facts(trusted, { previous: { state: "healthy", since } })).since).toEqual(since);
		expect(decideHealth(facts(trusted, { previous: { state: "failing", since } })).since).toEqual(now);
	});
});

/** A trust check as it may stand: one of the outcomes in time, passed long ago, or never made. */
const STANDINGS = [...OUTCOMES, "expired", "missing"] as const;
type Standing = (typeof STANDINGS)[number];

function standing(checkId: CheckId, how: Standing): readonly CheckResult[] {
	if (how === "missing") return [];
	return [how === "expired" ? result(checkId, "passed", 25 * 60) : result(checkId, how)];
}

/** The table of product.md for a registered connector that has nothing but its trust checks, read row by row. */
function byTheTable(trust: Readonly<Record<(typeof TRUST_CHECKS)[number], Standing>>): string {
	const role = trust["role-assumable"];
	const all = TRUST_CHECKS.map((id) => trust[id]);
	if (TRUST_CHECKS.slice(1).some((id) => trust[id] === "failed")) return "quarantined";
	if (role === "failed") return "failing";
	if (all.some((how) => how === "unknown" || how === "expired" || how === "missing")) return "unknown";
	// A skipped trust check proves nothing; only where the role did not answer is that a matter of course.
	const skipped = role === "passed" ? all : [role];
	if (skipped.includes("skipped")) return "unknown";
	if (all.includes("waiting")) return "pending";
	return all.every((how) => how === "passed") ? "healthy" : "degraded";
}

describe("every combination of the four trust checks", () => {
	test("makes the state that the table names, and only four proofs make it healthy", () => {
		let healthy = 0;
		for (const role of STANDINGS)
			for (const required of STANDINGS)
				for (const exact of STANDINGS)
					for (const policy of STANDINGS) {
						const trust = {
							"role-assumable": role,
							"external-id-required": required,
							"external-id-exact": exact,
							"trust-policy": policy,
						};
						const results = TRUST_CHECKS.flatMap((id) => standing(id, trust[id]));
						const state = stateOf(results, { requiresBilling: false });
						expect(state, JSON.stringify(trust)).toBe(byTheTable(trust));
						if (state === "healthy") healthy += 1;
					}
		expect(healthy).toBe(1);
	});

	test("never makes more than reported of a connector that only Harness's word proves", () => {
		for (const how of STANDINGS) {
			const results = [...trusted, ...standing("harness-connector", how)];
			const state = stateOf(results, { proof: "harness" });
			expect(state).not.toBe("healthy");
			expect(state === "reported").toBe(how === "passed");
		}
	});
});

describe("with nobody looking any more", () => {
	test("nothing says healthy a moment past its limit, whatever it rested on", () => {
		fc.assert(
			fc.property(anyFacts, fc.integer({ min: 1, max: 10 * 24 * 60 * 60_000 }), (given, pastMs) => {
				const { state, validUntil } = decideHealth(given);
				if (state !== "healthy" && state !== "reported") return;
				expect(validUntil).not.toBeNull();
				const later = new Date((validUntil?.getTime() ?? 0) + pastMs);
				expect(["healthy", "reported"]).not.toContain(decideHealth({ ...given, now: later }).state);
			}),
			{ numRuns: 2000 },
		);
	});

	test("results that claim to be from the future prove nothing", () => {
		expect(stateOf(trusted.map((item) => ({ ...item, checkedAt: new Date(now.getTime() + 600_000) })))).toBe(
			"unknown",
		);
	});
});

describe("mayRegister", () => {
	const asked = { results: trusted, proof: "direct" as const, acceptedHarnessProof: false, now };

	test("only four fresh passed trust checks register a directly proven connector", () => {
		expect(mayRegister(asked)).toBe(true);
		for (const [at, checkId] of TRUST_CHECKS.entries()) {
			const others = trusted.filter((_, index) => index !== at);
			expect(mayRegister({ ...asked, results: others, acceptedHarnessProof: true })).toBe(false);
			expect(mayRegister({ ...asked, results: [...others, result(checkId, "passed", 1441)] })).toBe(false);
			expect(mayRegister({ ...asked, results: [...trusted, result(checkId, "warning", 0)] })).toBe(false);
		}
	});

	test("Harness's word counts only when the person said so, and never against a quarantine", () => {
		const harness = { ...asked, results: [], proof: "harness" as const };
		expect(mayRegister(harness)).toBe(false);
		expect(mayRegister({ ...harness, acceptedHarnessProof: true })).toBe(true);
		const results = [result("external-id-exact", "failed", 99_999)];
		expect(mayRegister({ ...harness, acceptedHarnessProof: true, results })).toBe(false);
	});

	test("a quarantined connector is never registered, whatever else is known", () => {
		fc.assert(
			fc.property(anyFacts, fc.boolean(), (given, acceptedHarnessProof) => {
				const isQuarantined = decideHealth({ ...given, status: "registered" }).state === "quarantined";
				if (isQuarantined) expect(mayRegister({ ...given, acceptedHarnessProof })).toBe(false);
			}),
		);
	});
});
