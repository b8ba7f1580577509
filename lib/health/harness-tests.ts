import type { Context } from "#lib/context.ts";
import type { HarnessSweepConnector } from "#lib/db/harness-sweeps-port.ts";
import type { HarnessConnectorStatus, HarnessTarget } from "#lib/harness/port.ts";
import type { ListedRecord } from "./harness-lists.ts";

const DAY_MS = 24 * 3_600_000;
/** In one sweep: with one every quarter of an hour, more than ten thousand a day. */
const MAX_TESTS = 120;
const AT_A_TIME = 4;
/** After so long the next sweep is near. */
const MAX_MS = 10 * 60_000;
/** So many calls without an answer in a row, and Harness is left alone until the next sweep. */
const MAX_MISSES = 3;

type Candidate = { readonly item: HarnessSweepConnector; readonly listed: ListedRecord };
type Tested = (item: HarnessSweepConnector, listed: ListedRecord, at: Date) => Promise<void>;

/**
 * Harness itself re-tests Cost Management connectors with BILLING or OPTIMIZATION only. The others it is asked to test once a day,
 * the longest untested first, as many as fit.
 */
export class HarnessTests {
	readonly #now: Date;
	#due: Candidate[] = [];

	constructor(now: Date) {
		this.#now = now;
	}

	consider(item: HarnessSweepConnector, listed: ListedRecord): void {
		if (isTestedByHarness(listed)) return;
		if (this.#now.getTime() - lastTestAt({ item, listed }) < DAY_MS) return;
		this.#due.push({ item, listed });
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
				const { item, listed } = next;
				const { identifier } = listed.record.connector;
				const answer = await ctx.harness.testConnector(target, { identifier, scope: listed.scope, signal });
				misses = answer.ok ? 0 : misses + 1;
				if (answer.ok) await tested(item, withStatus(listed, answer.value), ctx.now());
			}
		};
		await Promise.all(Array.from({ length: AT_A_TIME }, work));
	}
}

function isTestedByHarness(listed: ListedRecord): boolean {
	if (listed.type !== "CEAws") return false;
	const { featuresEnabled } = listed.record.connector.spec;
	return featuresEnabled.includes("BILLING") || featuresEnabled.includes("OPTIMIZATION");
}

function withStatus(listed: ListedRecord, status: HarnessConnectorStatus): ListedRecord {
	return listed.type === "Aws"
		? { ...listed, record: { ...listed.record, status } }
		: { ...listed, record: { ...listed.record, status } };
}

/** By whomever it was tested: ours is one of many ways. */
function lastTestAt({ item, listed }: Candidate): number {
	return Math.max(item.harnessTestAt?.getTime() ?? 0, listed.record.status?.testedAt?.getTime() ?? 0);
}
