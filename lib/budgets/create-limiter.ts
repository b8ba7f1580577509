import type { BudgetRepository } from "#lib/db/budgets-port.ts";
import { type BudgetTerms, LANE_RESERVE, type Lane } from "#lib/domain/budget.ts";
import type { Logger } from "#lib/logger.ts";

export type Limiter = {
	/** Waits for a token. False: the signal ended the wait. */
	take(key: string, lane: Lane, signal: AbortSignal): Promise<boolean>;
	/** The other side said "too much". */
	throttled(key: string): void;
};

export type LimiterParts = {
	readonly budgets: Pick<BudgetRepository, "take" | "lower">;
	/** What a budget is worth by the settings; asked at most every ten seconds. */
	readonly termsOf: (key: string) => Promise<BudgetTerms>;
	/** Milliseconds, never going back. */
	readonly clock: () => number;
	readonly wait: (ms: number) => Promise<void>;
	readonly log: Pick<Logger, "warn">;
};

/** Of a second's rate: as much as one question to the database may bring. */
const CHUNK_SECONDS = 0.1;
/** Tokens that lie longer were taken from others for nothing, and would let calls bunch up. */
const STOCK_MS = 1_000;
const TERMS_MS = 10_000;
const DATABASE_AWAY_MS = 1_000;
const LOWER_EVERY_MS = 1_000;

type Waiter = (mayGo: boolean) => void;
type Stock = { left: number; until: number; rate: number; readonly waiters: Set<Waiter>; isFilling: boolean };

/**
 * This process's door to the shared budgets: calls wait here in order, and a small stock spares most of them the
 * database. Without the database nothing passes: unbounded calls are worse than late ones.
 */
export function createLimiter(parts: LimiterParts): Limiter {
	const stocks = new Map<string, Stock>();
	const terms = createTerms(parts);
	const loweredAt = new Map<string, number>();

	async function fill(key: string, lane: Lane, stock: Stock): Promise<void> {
		for (;;) {
			handOut(stock, parts.clock());
			if (stock.waiters.size === 0) break;
			const waitMs = await fetchChunk(key, lane, stock);
			if (waitMs > 0) await parts.wait(waitMs);
		}
		// In the same breath as the last look: who comes now starts a round of their own.
		stock.isFilling = false;
	}

	/** How long to wait before the next look; 0 when tokens came. */
	async function fetchChunk(key: string, lane: Lane, stock: Stock): Promise<number> {
		try {
			const { base, burst } = await terms.of(key);
			const chunk = Math.ceil((stock.rate || base) * CHUNK_SECONDS);
			const want = Math.max(1, Math.min(chunk, stock.waiters.size * 2));
			const grant = await parts.budgets.take(key, { base, burst, want, leave: burst * LANE_RESERVE[lane] });
			stock.rate = grant.rate;
			stock.left = grant.granted;
			stock.until = parts.clock() + STOCK_MS;
			return grant.granted > 0 ? 0 : Math.min(grant.waitMs, STOCK_MS);
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			parts.log.warn({ event: "budget-unreachable", key, message }, "no request budget; calls wait");
			return DATABASE_AWAY_MS;
		}
	}

	return {
		take(key, lane, signal) {
			if (signal.aborted) return Promise.resolve(false);
			const stock = stockOf(stocks, `${lane} ${key}`);
			return new Promise((resolve) => {
				const waiter: Waiter = (mayGo) => {
					stock.waiters.delete(waiter);
					signal.removeEventListener("abort", giveUp);
					resolve(mayGo);
				};
				const giveUp = () => waiter(false);
				signal.addEventListener("abort", giveUp, { once: true });
				stock.waiters.add(waiter);
				handOut(stock, parts.clock());
				if (stock.isFilling || stock.waiters.size === 0) return;
				stock.isFilling = true;
				void fill(key, lane, stock);
			});
		},
		throttled(key) {
			for (const [name, stock] of stocks) if (name.endsWith(` ${key}`)) stock.left = 0;
			const at = parts.clock();
			if (at - (loweredAt.get(key) ?? Number.NEGATIVE_INFINITY) < LOWER_EVERY_MS) return;
			loweredAt.set(key, at);
			parts.log.warn({ event: "throttled", key }, "throttled; the request budget is lowered");
			void lower(parts, terms, key);
		},
	};
}

/** First come, first served, as far as the stock goes. */
function handOut(stock: Stock, now: number): void {
	if (now >= stock.until) stock.left = 0;
	for (const waiter of stock.waiters) {
		if (stock.left <= 0) return;
		stock.left -= 1;
		waiter(true);
	}
}

function stockOf(stocks: Map<string, Stock>, name: string): Stock {
	const known = stocks.get(name);
	if (known !== undefined) return known;
	const made: Stock = { left: 0, until: 0, rate: 0, waiters: new Set(), isFilling: false };
	stocks.set(name, made);
	return made;
}

async function lower({ budgets, log }: LimiterParts, terms: Terms, key: string): Promise<void> {
	try {
		await budgets.lower(key, await terms.of(key));
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		log.warn({ event: "budget-unreachable", key, message }, "the request budget was not lowered");
	}
}

type Terms = ReturnType<typeof createTerms>;

function createTerms({ termsOf, clock }: LimiterParts) {
	const known = new Map<string, { readonly terms: Promise<BudgetTerms>; readonly until: number }>();
	return {
		of(key: string): Promise<BudgetTerms> {
			const held = known.get(key);
			if (held !== undefined && clock() < held.until) return held.terms;
			const terms = termsOf(key);
			known.set(key, { terms, until: clock() + TERMS_MS });
			// What failed is asked again at the next need.
			terms.catch(() => known.delete(key));
			return terms;
		},
	};
}
