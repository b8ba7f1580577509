import type { Context } from "#lib/context.ts";
import type { HarnessSweepConnector } from "#lib/db/harness-sweeps-port.ts";
import type { HarnessConnectorStatus, HarnessTarget } from "#lib/harness/port.ts";
import type { ListedRecord } from "./harness-lists.ts";

const HOUR_MS = 3_600_000;
/** A test proves something for a day: it is repeated before that is over, so that nothing becomes unknown meanwhile. */
const RETEST_AFTER_MS = 20 * HOUR_MS;
/** Asked in vain, or answered without a time: not again in the next sweep. */
const RETRY_AFTER_MS = 2 * HOUR_MS;
/** In one sweep: with one every quarter of an hour, more than ten thousand a day. */
const MAX_TESTS = 120;
const AT_A_TIME = 4;
/** After so long the next sweep is near. */
const MAX_MS = 10 * 60_000;
/**
 * So many connectors in a row without an answer, and it is Harness that gives none: it is left alone until the next
 * sweep. A few of them may be due to connectors whose delegate is gone.
 */
const MAX_MISSES = 12;

type Candidate = { readonly item: HarnessSweepConnector; readonly listed: ListedRecord };
type Tested = (item: HarnessSweepConnector, listed: ListedRecord, at: Date) => Promise<void>;

/**
 * Harness itself re-tests Cost Management connectors with BILLING or OPTIMIZATION only. The others it is asked to test once a day,
 * the longest unasked first, as many as fit. What it was asked in vain goes behind the others, too.
 */
export class HarnessTests {
	readonly #now: Date;
	#due: Candidate[] = [];

	constructor(now: Date) {
		this.#now = now;
	}

	consider(item: HarnessSweepConnector, listed: ListedRecord): void {
		if (isTestedByHarness(listed)) return;
		if (!isDue({ item, listed }, this.#now)) return;
		this.#due.push({ item, listed });
		// Kept short, however many there are.
		if (this.#due.length >= 2 * MAX_TESTS) this.#keepOldest();
	}

	#keepOldest(): void {
		this.#due = this.#due.sort(byTurn).slice(0, MAX_TESTS);
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
				await ctx.db.harnessSweeps.noteTest(item.connectorId, ctx.now());
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

/** By whomever it was tested: ours is one of many ways. What was changed since was not tested as it is. */
function isDue({ item, listed }: Candidate, now: Date): boolean {
	const asked = askedAt({ item, listed });
	const tested = testedAt({ item, listed });
	const changed = listed.type === "Aws" ? (listed.record.lastModifiedAt?.getTime() ?? 0) : 0;
	if (Math.max(asked, tested) < changed) return true;
	if (now.getTime() - asked < RETRY_AFTER_MS) return false;
	return tested < changed || now.getTime() - tested >= RETEST_AFTER_MS;
}

function byTurn(a: Candidate, b: Candidate): number {
	return askedAt(a) - askedAt(b) || testedAt(a) - testedAt(b);
}

function askedAt({ item }: Candidate): number {
	return item.harnessTestAt?.getTime() ?? 0;
}

function testedAt({ listed }: Candidate): number {
	return listed.record.status?.testedAt?.getTime() ?? 0;
}
