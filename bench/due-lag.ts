// The default schedule and one region's STS budget with a clock that runs as fast as it can: how long due connectors
// wait. The very functions that the product decides with; no connector is asked.
import { type Budget, openBudget, stsTerms, takeTokens } from "#lib/domain/budget.ts";
import { type CheckResult, TRUST_CHECKS } from "#lib/domain/check.ts";
import type { HealthState } from "#lib/domain/health.ts";
import { nextDue, sweepKind } from "#lib/domain/schedule.ts";

export type DueLagPlan = {
	readonly connectors: number;
	readonly hours: number;
	readonly requestsPerSecond: number;
	/** Of each thousand: failing all the time. */
	readonly failingPerMille: number;
	readonly seed: number;
};
export type DueLag = {
	readonly longestSeconds: number;
	/** Of the budget, on average. */
	readonly used: number;
	readonly verifications: number;
};

/** STS calls: light and trust are three; full opens the role, tries none, five near misses, and the right ID again. */
const CALLS = { light: 3, trust: 3, full: 8 } as const;

type Simulated = { readonly state: HealthState; fullAt: Date; trustAt: Date };

export function simulateDueLag(plan: DueLagPlan): DueLag {
	const random = generator(plan.seed);
	const seconds = plan.hours * 3_600;
	const fleet = Array.from({ length: plan.connectors }, (_, index) => enrolled(index, plan, random));
	const dueIn: number[][] = Array.from({ length: seconds + 1 }, () => []);
	for (const index of fleet.keys()) dueIn[Math.floor(random() * 1_800)]?.push(index);
	const terms = stsTerms(plan.requestsPerSecond);
	let budget: Budget = openBudget(terms, 0);
	const waiting: { index: number; since: number }[] = [];
	let [calls, verifications, head, paid, longestSeconds] = [0, 0, 0, 0, 0];
	// Tenths, since the bucket holds less than a second's worth.
	for (let tenth = 0; tenth < 10 * seconds; tenth += 1) {
		const now = new Date(tenth * 100);
		const second = Math.floor(tenth / 10);
		if (tenth % 10 === 0) for (const index of dueIn[second] ?? []) waiting.push({ index, since: second });
		for (let next = waiting[head]; next !== undefined; next = waiting[head]) {
			longestSeconds = Math.max(longestSeconds, second - next.since);
			const connector = fleet[next.index];
			if (connector === undefined) break;
			const kind = kindOf(connector, now);
			const taken = takeTokens(budget, { ...terms, want: CALLS[kind] - paid, leave: 0 }, now.getTime());
			budget = taken.budget;
			paid += taken.grant.granted;
			calls += taken.grant.granted;
			if (paid < CALLS[kind]) break;
			paid = 0;
			head += 1;
			verifications += 1;
			if (kind === "full") connector.fullAt = now;
			if (kind !== "light") connector.trustAt = now;
			dueIn[Math.ceil(dueAfter(connector, now, random).getTime() / 1_000)]?.push(next.index);
		}
		if (head > 100_000) {
			waiting.splice(0, head);
			head = 0;
		}
	}
	return { longestSeconds, used: calls / (plan.requestsPerSecond * seconds), verifications };
}

/** Registered over the last months: the six hours between full verifications begin anywhere. */
function enrolled(index: number, { failingPerMille }: DueLagPlan, random: () => number): Simulated {
	const state = index % 1_000 < failingPerMille ? "failing" : "healthy";
	const ago = (hours: number) => new Date(-random() * hours * 3_600_000);
	return { state, fullAt: ago(6), trustAt: ago(0.75) };
}

function kindOf({ state, fullAt, trustAt }: Simulated, now: Date) {
	// A role that does not answer is asked everything, which ends at the first call.
	if (state === "failing") return "light";
	const latest = TRUST_CHECKS.map((checkId): CheckResult => ({ ...PASSED, checkId, checkedAt: trustAt }));
	return sweepKind({ latest, proof: "direct", fullAt, now, isVendorMode: false });
}

const PASSED = {
	outcome: "passed",
	code: null,
	observed: "",
	details: {},
	requestId: null,
	region: null,
	durationMs: 0,
} as const;

const LONG_AGO = new Date(-86_400_000);

function dueAfter({ state }: Simulated, now: Date, random: () => number): Date {
	const facts = { state, since: LONG_AGO, misses: 5, couldNotTell: false, isFirst: false };
	return nextDue({ ...facts, now, random: random() });
}

/** The same numbers for the same seed (mulberry32). */
function generator(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
