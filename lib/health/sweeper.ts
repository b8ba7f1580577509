import type { Context } from "#lib/context.ts";
import { createSweeping, type Sweeping } from "./sweep.ts";
import { within } from "./within.ts";

/** Looks again so long after nothing was due, or the database did not answer. */
const IDLE_MS = 1_000;
/** Claims are made for several at once; while fewer slots are free, the ones in flight come first. */
const MIN_CLAIM = 12;
/** What is not stored holds memory: then nothing more is claimed. */
const MAX_PENDING = 400;
/** Longer than the database lets any statement run. */
const CLAIM_LIMIT_MS = 18_000;
/** What is in flight may end so long after the worker was told to stop. */
const GRACE_MS = 10_000;
/** A clock that differs more from the database's judges nobody. */
const MAX_CLOCK_SKEW_MS = 60_000;

type Options = { readonly signal: AbortSignal; readonly concurrency: number };

/**
 * Verifies whatever is due until it is told to stop; any number of workers may do so. It has no state that
 * matters: killed at any moment, its leases run out and others go on.
 */
export async function runSweeper(ctx: Context, { signal, concurrency }: Options): Promise<void> {
	const cut = new AbortController();
	const sweeping = createSweeping(ctx, { concurrency, signal: cut.signal, checksClock: true });
	while (!signal.aborted) await step(ctx, sweeping, signal, Math.min(MIN_CLAIM, concurrency));
	await finish(ctx, sweeping, cut);
}

async function step(ctx: Context, sweeping: Sweeping, signal: AbortSignal, minClaim: number): Promise<void> {
	const { slots, writer } = sweeping;
	if (slots.free() < minClaim || writer.pending() >= MAX_PENDING) return slots.changed(idleMs(ctx) / 4);
	try {
		const isTrue = await within(CLAIM_LIMIT_MS, isClockTrue(ctx));
		if (isTrue && (await within(CLAIM_LIMIT_MS, sweeping.claim())) > 0) return;
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		ctx.log.warn({ event: "sweep-claim", message }, "nothing could be claimed");
	}
	await pause(idleMs(ctx), signal);
}

async function isClockTrue(ctx: Context): Promise<boolean> {
	const theirs = await ctx.db.schedule.clock();
	const skewMs = Math.abs(theirs.getTime() - ctx.now().getTime());
	if (skewMs <= MAX_CLOCK_SKEW_MS) return true;
	ctx.log.error({ event: "clock", skewMs }, "this machine's clock is wrong: nothing is judged by it");
	return false;
}

/** In flight ends by itself within the grace, then it is cut; what is neither judged nor stored is given back. */
async function finish(
	ctx: Context,
	{ slots, writer, release }: Sweeping,
	cut: AbortController,
): Promise<void> {
	slots.clear();
	const grace = setTimeout(() => cut.abort(), GRACE_MS);
	while (slots.inFlight() > 0) await slots.changed(100);
	clearTimeout(grace);
	await writer.close(5_000);
	await within(CLAIM_LIMIT_MS, release()).catch((error: unknown) =>
		ctx.log.warn({ event: "sweep-release", message: String(error) }, "the leases run out by themselves"),
	);
}

/** Workers that went idle together do not ask together. */
function idleMs(ctx: Context): number {
	const [byte = 0] = ctx.randomBytes(1);
	return IDLE_MS * (0.75 + byte / 512);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) return resolve();
		const done = () => {
			clearTimeout(timer);
			signal.removeEventListener("abort", done);
			resolve();
		};
		const timer = setTimeout(done, ms);
		signal.addEventListener("abort", done, { once: true });
	});
}
