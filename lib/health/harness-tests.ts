import type { Context } from "#lib/context.ts";
import type { HarnessSweepConnector } from "#lib/db/harness-sweeps-port.ts";
import type { HarnessConnectorRecord, HarnessTarget } from "#lib/harness/port.ts";

const DAY_MS = 24 * 3_600_000;
/** In one sweep: with one every quarter of an hour, more than ten thousand a day. */
const MAX_TESTS = 120;
const AT_A_TIME = 4;
/** After so long the next sweep is near. */
const MAX_MS = 10 * 60_000;
/** So many calls without an answer in a row, and Harness is left alone until the next sweep. */
const MAX_MISSES = 3;

type Candidate = { readonly item: HarnessSweepConnector; readonly record: HarnessConnectorRecord };
type Tested = (item: HarnessSweepConnector, record: HarnessConnectorRecord, at: Date) => Promise<void>;

/**
 * Harness itself re-tests connectors with BILLING or OPTIMIZATION only. The others it is asked to test once a day,
 * the longest untested first, as many as fit.
 */
export class HarnessTests {
	readonly #now: Date;
	#due: Candidate[] = [];

	constructor(now: Date) {
		this.#now = now;
	}

	consider(item: HarnessSweepConnector, record: HarnessConnectorRecord): void {
		const { featuresEnabled } = record.connector.spec;
		if (featuresEnabled.includes("BILLING") || featuresEnabled.includes("OPTIMIZATION")) return;
		if (this.#now.getTime() - lastTestAt({ item, record }) < DAY_MS) return;
		this.#due.push({ item, record });
		// Kept short, however many there are.
		if (this.#due.length >= 2 * MAX_TESTS) this.#keepOldest();
	}

	#keepOldest(): void {
		this.#due = this.#due.sort((a, b) => lastTestAt(a) - lastTestAt(b)).slice(0, MAX_TESTS);
	}

	async run(ctx: Context, target: HarnessTarget, signal: AbortSignal, tested: Tested): Promise<void> {
		this.#keepOldest();
		const queue = this.#due;
		let misses = 0;
		const mayGoOn = () =>
			misses < MAX_MISSES && !signal.aborted && ctx.now().getTime() - this.#now.getTime() < MAX_MS;
		const work = async () => {
			for (let next = queue.shift(); next !== undefined && mayGoOn(); next = queue.shift()) {
				const { identifier } = next.record.connector;
				const answer = await ctx.harness.testConnector(target, { identifier, signal });
				misses = answer.ok ? 0 : misses + 1;
				if (answer.ok) await tested(next.item, { ...next.record, status: answer.value }, ctx.now());
			}
		};
		await Promise.all(Array.from({ length: AT_A_TIME }, work));
	}
}

/** By whomever it was tested: ours is one of many ways. */
function lastTestAt({ item, record }: Candidate): number {
	return Math.max(item.harnessTestAt?.getTime() ?? 0, record.status?.testedAt?.getTime() ?? 0);
}
