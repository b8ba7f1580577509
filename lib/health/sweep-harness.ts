import { type HarnessSide, harnessSide } from "#lib/connectors/harness-side.ts";
import { harnessTarget } from "#lib/connectors/harness-target.ts";
import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { EvidenceWrite, KnownEvidence } from "#lib/db/evidence-port.ts";
import type { HarnessSweepConnector } from "#lib/db/harness-sweeps-port.ts";
import type { HarnessAccount, Settings } from "#lib/db/port.ts";
import { parseRoleArn } from "#lib/domain/arn.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { NEW_PLATFORM } from "#lib/domain/platform/platform-settings.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import type { HarnessTarget } from "#lib/harness/port.ts";
import { type ComparedFacts, judgeRecord } from "./check-harness-connector.ts";
import { isVendorModeFor } from "./connector-facts.ts";
import { type HarnessLists, type ListedRecord, readHarnessLists } from "./harness-lists.ts";
import { HarnessTests } from "./harness-tests.ts";
import { judgePlatformRecord } from "./judge-platform-record.ts";
import { missingRecord } from "./record-verdict.ts";
import { tellHarnessState } from "./tell-harness-state.ts";
import { checkResult, type Verdict } from "./verdict.ts";

type Sweep = {
	readonly ctx: Context;
	readonly account: HarnessAccount;
	readonly target: HarnessTarget;
	readonly signal: AbortSignal;
	readonly runId: string;
	readonly settings: Settings;
	readonly find: HarnessLists["find"];
	readonly tests: HarnessTests;
};

const BATCH = 200;

/** Every Harness account whose key is stored, one after another: one that fails keeps no other from its turn. */
export async function sweepHarnessAccounts(ctx: Context, signal: AbortSignal): Promise<void> {
	for (const ref of await ctx.db.harnessSweeps.accounts()) {
		if (signal.aborted) return;
		try {
			await sweepHarness(ctx, ref, signal);
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			ctx.log.error({ event: "harness-sweep-crashed", ref, message }, "Harness sweep crashed");
		}
	}
}

/**
 * What Harness says of all connectors of one account, from one list instead of a question for each. Without a list
 * nothing is judged: what was known stays, and becomes unknown by age.
 */
export async function sweepHarness(ctx: Context, ref: string, signal: AbortSignal): Promise<void> {
	const [account, target] = await Promise.all([ctx.db.harnessAccounts.find(ref), harnessTarget(ctx, ref)]);
	if (account === null || !target.ok) return;
	const startedAt = ctx.now();
	const lists = await readHarnessLists(ctx, { ref, target: target.value, signal });
	await tellHarnessState(ctx, account, lists.ok ? null : lists.failure);
	if (!lists.ok) {
		ctx.log.warn({ event: "harness-sweep", ref, code: lists.failure.code }, "Harness gave no list");
		return;
	}
	const sweep: Sweep = {
		ctx,
		account,
		target: target.value,
		signal,
		runId: newId(ctx.randomBytes),
		settings: await ctx.db.settings.get(),
		find: (connector) => lists.value.find(connector),
		tests: new HarnessTests(ctx.now()),
	};
	const judged = await judgeAll(sweep);
	if (judged === null) return;
	await sweep.tests.run(ctx, target.value, signal, async (item, listed, harnessTestAt) => {
		await judgeBatch({ ...sweep, find: () => listed }, [item], harnessTestAt);
	});
	const durationMs = ctx.now().getTime() - startedAt.getTime();
	ctx.log.info(
		{ event: "harness-sweep", ref, listed: lists.value.size, judged, durationMs },
		"Harness swept",
	);
}

/** Null: the list leaves out what is there, so it proves nothing. */
async function judgeAll(sweep: Sweep): Promise<number | null> {
	const { ctx, account, signal } = sweep;
	let after = "";
	let judged = 0;
	while (!signal.aborted) {
		const page = await ctx.db.harnessSweeps.page(account.ref, { after, limit: BATCH });
		if (page.length === 0) break;
		if (!(await judgeBatch(sweep, page))) return null;
		judged += page.length;
		after = page.at(-1)?.connectorId ?? "";
	}
	return judged;
}

async function judgeBatch(
	sweep: Sweep,
	page: readonly HarnessSweepConnector[],
	harnessTestAt?: Date,
): Promise<boolean> {
	const known = await sweep.ctx.db.evidence.load(page.map(({ connectorId }) => connectorId));
	const side = sides(sweep);
	const compared = page.flatMap((item) => {
		const evidence = known.get(item.connectorId);
		if (evidence === undefined || evidence.connector.overview === null) return [];
		const listed = sweep.find(evidence.connector);
		// What nobody listed stays as it is known, and becomes unknown by age.
		if (listed === "not-listed") return [];
		const verdict = verdictOn(evidence, listed, side, sweep.ctx.now());
		if (verdict === null) return [];
		if (listed !== "missing" && harnessTestAt === undefined) sweep.tests.consider(item, listed);
		return { evidence, verdict, isMissing: listed === "missing" };
	});
	const missing = compared.filter(({ isMissing }) => isMissing).map(({ evidence }) => evidence.connector);
	if (!(await areGone(sweep, missing, compared.length))) return false;
	await sweep.ctx.db.evidence.write(
		compared.map(({ evidence, verdict }) => evidenceOf(sweep, evidence, verdict, harnessTestAt)),
	);
	return true;
}

/** Null: a step of the set-up is missing, so there is nothing to compare. */
function verdictOn(
	evidence: KnownEvidence,
	listed: ListedRecord | "missing",
	side: Sides,
	now: Date,
): Verdict | null {
	const { connector, latest } = evidence;
	const isPlatform = connector.destination === "harness-platform";
	const facts = isPlatform ? null : comparedFacts(evidence, side);
	if (!isPlatform && facts === null) return null;
	if (listed === "missing") return missingRecord(connector.overview?.identifier ?? "");
	if (listed.type === "Aws") return judgePlatformRecord(connector, listed.record, now);
	return facts === null ? null : judgeRecord(facts, listed.record, { results: latest, now });
}

type Sides = ReadonlyMap<string, HarnessSide | null>;

function sides({ account }: Sweep): Sides {
	return new Map(
		(["aws", "aws-us-gov"] as const).map((partition) => {
			const side = harnessSide(account, partition);
			return [partition, side.ok ? side.value : null];
		}),
	);
}

function comparedFacts({ connector }: KnownEvidence, side: Sides): ComparedFacts | null {
	const arn = connector.overview === null ? null : derivedRoleArn(connector);
	const role = arn === null ? null : parseRoleArn(arn);
	if (role === null || !role.ok) return null;
	return { connector, role: role.value, harness: side.get(connector.partition) ?? null };
}

function evidenceOf(
	{ ctx, runId, settings }: Sweep,
	{ connector }: KnownEvidence,
	verdict: Verdict,
	harnessTestAt: Date | undefined,
): EvidenceWrite {
	const now = ctx.now();
	return {
		connectorId: connector.id,
		connectorVersion: connector.version,
		runId,
		lease: null,
		results: [checkResult("harness-connector", verdict, now, now)],
		evaluate: {
			now,
			isVendorMode: isVendorModeFor(connector, settings),
			durationMs: null,
			// The due time is the role's own sweep's, so there is nothing to spread.
			random: 0.5,
			keepsSchedule: true,
			...(harnessTestAt && { harnessTestAt }),
		},
	};
}

/** So many at once are asked for by name before they are called missing. */
const SUSPICIOUS_COUNT = 10;
const SUSPICIOUS_SHARE = 0.5;
const ASKED_BY_NAME = 3;

/**
 * Harness leaves out of a list what the key may not see. Where a large part seems gone, a few are asked for by name:
 * is one of them there, or not answered for, the list proves nothing.
 */
async function areGone(
	{ ctx, account, target, signal }: Sweep,
	missing: readonly Connector[],
	of: number,
): Promise<boolean> {
	if (missing.length < SUSPICIOUS_COUNT || missing.length < SUSPICIOUS_SHARE * of) return true;
	for (const { destination, overview, platform } of missing.slice(0, ASKED_BY_NAME)) {
		const identifier = overview?.identifier ?? "";
		const { scope } = platform ?? NEW_PLATFORM;
		const answer =
			destination === "harness-platform"
				? await ctx.harness.getAwsConnector(target, { identifier, scope, signal })
				: await ctx.harness.getConnector(target, { identifier, signal });
		if (!answer.ok && answer.failure.code === "HARNESS_CONNECTOR_NOT_FOUND") continue;
		const failure = answer.ok ? { code: "HARNESS_FORBIDDEN" as const } : answer.failure;
		await tellHarnessState(ctx, account, failure);
		ctx.log.warn(
			{ event: "harness-sweep", ref: account.ref, missing: missing.length },
			"Harness's list is not complete",
		);
		return false;
	}
	return true;
}
