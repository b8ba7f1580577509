import { setTimeout as delay } from "node:timers/promises";
import type { StsGate } from "#lib/aws/gate.ts";
import type { Breakers } from "#lib/context.ts";
import type { Db } from "#lib/db/port.ts";
import {
	type Admission,
	admitCall,
	type Breaker,
	type BreakerRule,
	breakerAt,
	CLOSED_BREAKER,
	HARNESS_BREAKER,
	noteAnswer,
	STS_BREAKER,
	type SystemAnswer,
} from "#lib/domain/breaker.ts";
import { harnessTerms, type Lane, stsTerms } from "#lib/domain/budget.ts";
import type { HarnessGate } from "#lib/harness/exchange.ts";
import type { Logger } from "#lib/logger.ts";
import { createLimiter, type LimiterParts } from "./create-limiter.ts";

export type Gates = {
	readonly breakers: Breakers;
	readonly sts: StsGate;
	readonly harness: (lane: Lane) => HarnessGate;
};

type Parts = {
	readonly db: Pick<Db, "budgets" | "settings">;
	readonly log: Logger;
	readonly clock?: LimiterParts["clock"];
	readonly wait?: LimiterParts["wait"];
};

/** What stands between this process and the systems that all processes share: breakers first, then budgets. */
export function createGates({ db, log, clock = () => performance.now(), wait = delay }: Parts): Gates {
	const breakers = createBreakers(clock, log);
	const limiter = createLimiter({
		budgets: db.budgets,
		async termsOf(key) {
			const { stsRequestsPerSecond, harnessRequestsPerMinute } = await db.settings.get();
			return key.startsWith("sts:") ? stsTerms(stsRequestsPerSecond) : harnessTerms(harnessRequestsPerMinute);
		},
		clock,
		wait: async (ms) => void (await wait(ms)),
		log,
	});
	const admit = async (system: string, lane: Lane, signal: AbortSignal): Promise<Admission> => {
		if (!breakers.admit(system)) return "away";
		return (await limiter.take(system, lane, signal)) ? "go" : "later";
	};
	return {
		breakers,
		sts: {
			limit: (region, signal) => admit(`sts:${region}`, "people", signal),
			throttled: (region) => limiter.throttled(`sts:${region}`),
			observe: (region, answer) => breakers.note(`sts:${region}`, answer),
		},
		harness: (lane) => ({
			limit: (accountId, signal) => admit(`harness:${accountId}`, lane, signal),
			throttled: (accountId) => limiter.throttled(`harness:${accountId}`),
			observe: (accountId, { isOutage }) =>
				breakers.note(`harness:${accountId}`, { account: null, isOutage }),
		}),
	};
}

/** One breaker for each system, as this process has seen it. */
function createBreakers(clock: () => number, log: Logger) {
	const states = new Map<string, Breaker>();
	const set = (system: string, next: Breaker) => {
		const known = states.get(system) ?? CLOSED_BREAKER;
		states.set(system, next);
		if (known.kind === next.kind) return;
		const fields = { event: "breaker", system, from: known.kind, to: next.kind };
		log[next.kind === "open" ? "warn" : "info"](fields, `${system} is ${WORDS[next.kind]}`);
	};
	return {
		stateOf: (system: string) =>
			breakerAt(states.get(system) ?? CLOSED_BREAKER, ruleOf(system), clock()).kind,
		admit(system: string): boolean {
			const asked = admitCall(states.get(system) ?? CLOSED_BREAKER, ruleOf(system), clock());
			set(system, asked.breaker);
			return asked.isAdmitted;
		},
		note(system: string, answer: Omit<SystemAnswer, "at">): void {
			const known = states.get(system) ?? CLOSED_BREAKER;
			set(system, noteAnswer(known, ruleOf(system), { ...answer, at: clock() }));
		},
	};
}

const WORDS = {
	open: "not answering; it is left alone for a while",
	"half-open": "asked again, carefully",
	closed: "answering",
} as const satisfies Record<Breaker["kind"], string>;

function ruleOf(system: string): BreakerRule {
	return system.startsWith("sts:") ? STS_BREAKER : HARNESS_BREAKER;
}
