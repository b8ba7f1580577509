import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { Partition } from "#lib/domain/partition.ts";
import type { SharedFacts } from "./connector-facts.ts";
import { openPartitions } from "./gate.ts";
import { type Sweep, sweepConnector, unexpectedWrite } from "./sweep-connector.ts";
import { createSweepSlots, type SweepSlots } from "./sweep-slots.ts";
import { createSweepWriter, type SweepWriter } from "./sweep-writer.ts";

/** Longer than a connector waits for its slot, is verified and is stored. */
const LEASE_SECONDS = 180;
/** Settings, our own side and the breakers hold so long for all that is claimed meanwhile. */
const REMEMBERED_MS = 1_000;

/** One worker's sweep: what it has claimed, what runs, and what is not stored yet. */
export type Sweeping = {
	/** Claims what is due, up to the free slots or the limit, and starts it; how many. */
	claim(limit?: number): Promise<number>;
	readonly slots: SweepSlots;
	readonly writer: SweepWriter;
	/** Gives back what was claimed and not stored. */
	release(): Promise<void>;
};

type Options = {
	readonly concurrency: number;
	/** Ends what is in flight: it was not judged. */
	readonly signal: AbortSignal;
	readonly checksClock: boolean;
};

export function createSweeping(ctx: Context, { concurrency, signal, checksClock }: Options): Sweeping {
	const held = new Map<string, string>();
	const lost = new Set<string>();
	const slots = createSweepSlots(concurrency);
	const writer = createSweepWriter(ctx, {
		checksClock,
		onWritten: (writes) => {
			for (const { connectorId } of writes) held.delete(connectorId);
		},
	});

	async function runOne(sweep: Sweep): Promise<void> {
		const { id: connectorId } = sweep.known.connector;
		if (signal.aborted) return;
		try {
			const write = await sweepConnector(ctx, sweep);
			if (write !== null) writer.add(write);
		} catch (error) {
			const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
			ctx.log.error({ event: "sweep", connectorId, message }, "a scheduled verification fell over");
			writer.add(unexpectedWrite(ctx, sweep));
		}
	}

	/** A claim whose answer was lost, or whose evidence could not be read, may hold connectors that nobody looks at. */
	async function giveBackLost(): Promise<void> {
		for (const lease of lost) {
			await ctx.db.schedule.release(lease);
			lost.delete(lease);
		}
	}

	const partitionsNow = remembered(() => openPartitions(ctx));
	const sharedNow = remembered(() => loadShared(ctx));

	return {
		slots,
		writer,
		async claim(limit = slots.free()) {
			await giveBackLost();
			const [partitions, shared] = await Promise.all([partitionsNow(), sharedNow()]);
			if (partitions.length === 0 || limit <= 0) return 0;
			const lease = newId(ctx.randomBytes);
			lost.add(lease);
			const call = { partitions, limit, lease, leaseSeconds: LEASE_SECONDS, now: ctx.now() };
			const claimed = await ctx.db.schedule.claim(call);
			const evidence = await ctx.db.evidence.load(claimed.map(({ connectorId }) => connectorId));
			const sweeps: Sweep[] = [];
			for (const { connectorId, fullAt } of claimed) {
				const known = evidence.get(connectorId);
				if (known === undefined) continue;
				sweeps.push({ known, shared: await shared(known.connector), fullAt, lease, signal });
			}
			lost.delete(lease);
			for (const sweep of sweeps) {
				held.set(sweep.known.connector.id, lease);
				slots.start(() => runOne(sweep));
			}
			return claimed.length;
		},
		async release() {
			slots.clear();
			await giveBackLost();
			const byLease = Map.groupBy(held, ([, lease]) => lease);
			for (const [lease, entries] of byLease) {
				await ctx.db.schedule.release(
					lease,
					entries.map(([connectorId]) => connectorId),
				);
			}
			held.clear();
		},
	};
}

type SharedFor = (connector: Connector) => Promise<SharedFacts>;

/** What connectors have in common, each read once. */
async function loadShared(ctx: Context): Promise<SharedFor> {
	const settings = await ctx.db.settings.get();
	const accountOf = once((ref: string) => ctx.db.harnessAccounts.find(ref));
	const verifierOf = once((partition: Partition) => ctx.db.verifiers.find(partition));
	return async ({ harnessAccountRef, partition }) => ({
		settings,
		harnessAccount: await accountOf(harnessAccountRef),
		verifier: await verifierOf(partition),
	});
}

function once<K, T>(find: (key: K) => Promise<T>): (key: K) => Promise<T> {
	const found = new Map<K, Promise<T>>();
	return (key) => {
		const known = found.get(key) ?? find(key);
		found.set(key, known);
		return known;
	};
}

/** Asks again after a second; a failure is not remembered. */
function remembered<T>(ask: () => Promise<T>): () => Promise<T> {
	let known: { readonly answer: T; readonly at: number } | null = null;
	return async () => {
		if (known !== null && performance.now() - known.at < REMEMBERED_MS) return known.answer;
		const answer = await ask();
		known = { answer, at: performance.now() };
		return answer;
	};
}

export type SweptOnce = { readonly claimed: number };

/** Verifies what is due now, once, and returns when all of it is stored. */
export async function sweepOnce(
	ctx: Context,
	{ limit, signal = new AbortController().signal }: { readonly limit: number; readonly signal?: AbortSignal },
): Promise<SweptOnce> {
	const sweeping = createSweeping(ctx, { concurrency: limit, signal, checksClock: false });
	const claimed = await sweeping.claim(limit);
	while (sweeping.slots.inFlight() > 0) await sweeping.slots.changed(100);
	await sweeping.writer.close(60_000);
	if (signal.aborted) await sweeping.release();
	return { claimed };
}
