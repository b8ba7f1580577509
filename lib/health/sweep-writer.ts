import type { Context } from "#lib/context.ts";
import type { EvidenceWrite } from "#lib/db/evidence-port.ts";
import { logChange } from "./store-health.ts";
import { within } from "./within.ts";

/** Many verifications are stored at once: by number, or when the oldest has waited so long. */
const BATCH = 100;
const WAIT_MS = 250;
/** After a failed write: the database may be restarting. */
const RETRY_MS = { first: 250, longest: 5_000 } as const;
/** Longer than the database lets any transaction run. */
const WRITE_LIMIT_MS = 18_000;
/** A clock that differs more from the database's tells no times that others could go by. */
const MAX_CLOCK_SKEW_MS = 120_000;

export type SweepWriter = {
	add(write: EvidenceWrite): void;
	/** How many are not stored yet. */
	pending(): number;
	/** Stores what is left; gives up, and leaves it to the leases, when that takes longer. */
	close(withinMs: number): Promise<void>;
};

type Options = {
	readonly onWritten: (writes: readonly EvidenceWrite[]) => void;
	/** Tests with a clock of their own do not compare it with the database's. */
	readonly checksClock: boolean;
};

/** Collects what sweeps found and stores it in batches, one at a time, until each is stored. */
export function createSweepWriter(ctx: Context, { onWritten, checksClock }: Options): SweepWriter {
	const waiting: EvidenceWrite[] = [];
	const options = checksClock ? { maxClockSkewMs: MAX_CLOCK_SKEW_MS } : {};
	let inHand = 0;
	let isClosed = false;
	let flushing: Promise<void> | null = null;
	let timer: NodeJS.Timeout | null = null;

	async function store(batch: readonly EvidenceWrite[]): Promise<void> {
		for (let tried = 0; !(isClosed && tried > 0); tried += 1) {
			try {
				const stored = await within(WRITE_LIMIT_MS, ctx.db.evidence.write(batch, options));
				for (const one of stored) logChange(ctx, one);
				return;
			} catch (error) {
				ctx.log.warn(
					{ event: "sweep-write", tried, count: batch.length, ...said(error) },
					"results not stored yet",
				);
				if (tried >= 2 && batch.length > 1 && (await isDatabaseThere(ctx))) return storeOneByOne(batch);
				if (tried >= 2 && batch.length === 1 && (await isDatabaseThere(ctx))) return;
				await pause(Math.min(RETRY_MS.longest, RETRY_MS.first * 2 ** tried));
			}
		}
	}

	/** One that cannot be stored must not keep the others from it; its lease runs out, and it is looked at again. */
	async function storeOneByOne(batch: readonly EvidenceWrite[]): Promise<void> {
		for (const write of batch) await store([write]);
	}

	/** What came in meanwhile waits its own time, unless it fills a batch. */
	async function flushNow(): Promise<void> {
		do {
			const batch = waiting.splice(0, BATCH);
			inHand = batch.length;
			await store(batch);
			inHand = 0;
			onWritten(batch);
		} while (waiting.length >= BATCH);
		if (waiting.length > 0) timer ??= setTimeout(() => void flush(), WAIT_MS);
	}

	function flush(): Promise<void> {
		if (timer !== null) clearTimeout(timer);
		timer = null;
		flushing ??= flushNow().finally(() => {
			flushing = null;
		});
		return flushing;
	}

	return {
		add(write) {
			waiting.push(write);
			if (waiting.length >= BATCH) void flush();
			else timer ??= setTimeout(() => void flush(), WAIT_MS);
		},
		pending: () => waiting.length + inHand,
		async close(withinMs) {
			const limit = setTimeout(() => {
				isClosed = true;
			}, withinMs);
			while (waiting.length + inHand > 0 && !isClosed) await flush();
			clearTimeout(limit);
			if (timer !== null) clearTimeout(timer);
		},
	};
}

async function isDatabaseThere(ctx: Context): Promise<boolean> {
	return within(WRITE_LIMIT_MS, ctx.db.schedule.clock()).then(
		() => true,
		() => false,
	);
}

function said(error: unknown): { readonly message: string } {
	return { message: (error instanceof Error ? error.message : String(error)).slice(0, 500) };
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
