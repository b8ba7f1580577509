import { type HarnessSide, harnessSide } from "#lib/connectors/harness-side.ts";
import { harnessTarget } from "#lib/connectors/harness-target.ts";
import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { EvidenceWrite, KnownEvidence } from "#lib/db/evidence-port.ts";
import type { HarnessSweepConnector } from "#lib/db/harness-sweeps-port.ts";
import type { HarnessAccount } from "#lib/db/port.ts";
import { parseRoleArn } from "#lib/domain/arn.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import type { HarnessConnectorRecord, HarnessTarget } from "#lib/harness/port.ts";
import { type ComparedFacts, judgeRecord, missingRecord } from "./check-harness-connector.ts";
import { HarnessTests } from "./harness-tests.ts";
import { tellHarnessState } from "./tell-harness-state.ts";
import { checkResult, type Verdict } from "./verdict.ts";

type Sweep = {
	readonly ctx: Context;
	readonly account: HarnessAccount;
	readonly target: HarnessTarget;
	readonly signal: AbortSignal;
	readonly runId: string;
	readonly isVendorMode: boolean;
	readonly records: ReadonlyMap<string, HarnessConnectorRecord>;
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
	const list = await ctx.harness.listConnectors(target.value, { filter: {}, signal });
	await tellHarnessState(ctx, account, list.ok ? null : list.failure);
	if (!list.ok) {
		ctx.log.warn({ event: "harness-sweep", ref, code: list.failure.code }, "Harness gave no list");
		return;
	}
	const { verifierMode } = await ctx.db.settings.get();
	const sweep: Sweep = {
		ctx,
		account,
		target: target.value,
		signal,
		runId: newId(ctx.randomBytes),
		isVendorMode: verifierMode === "vendor",
		records: new Map(list.value.map((record) => [record.connector.identifier, record])),
		tests: new HarnessTests(ctx.now()),
	};
	const judged = await judgeAll(sweep);
	if (judged === null) return;
	await sweep.tests.run(ctx, target.value, signal, async (item, record, harnessTestAt) => {
		await judgeBatch(
			{ ...sweep, records: new Map([[record.connector.identifier, record]]) },
			[item],
			harnessTestAt,
		);
	});
	const durationMs = ctx.now().getTime() - startedAt.getTime();
	ctx.log.info(
		{ event: "harness-sweep", ref, listed: sweep.records.size, judged, durationMs },
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
		const facts = evidence === undefined ? null : comparedFacts(evidence, side);
		if (evidence === undefined || facts === null) return [];
		const record = sweep.records.get(facts.identifier);
		if (record !== undefined && harnessTestAt === undefined) sweep.tests.consider(item, record);
		return { evidence, facts, record };
	});
	const missing = compared.filter(({ record }) => record === undefined).map(({ facts }) => facts.identifier);
	if (!(await areGone(sweep, missing, compared.length))) return false;
	await sweep.ctx.db.evidence.write(
		compared.map(({ evidence, facts, record }) => {
			const verdict =
				record === undefined ? missingRecord(facts.identifier) : judgeRecord(facts, record, evidence.latest);
			return evidenceOf(sweep, evidence, verdict, harnessTestAt);
		}),
	);
	return true;
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

/** Null: a step of the set-up is missing, so there is nothing to compare. */
function comparedFacts(
	{ connector }: KnownEvidence,
	side: Sides,
): (ComparedFacts & { readonly identifier: string }) | null {
	const arn = connector.overview === null ? null : derivedRoleArn(connector);
	const role = arn === null ? null : parseRoleArn(arn);
	if (connector.overview === null || role === null || !role.ok) return null;
	const { identifier } = connector.overview;
	return { connector, role: role.value, harness: side.get(connector.partition) ?? null, identifier };
}

function evidenceOf(
	{ ctx, runId, isVendorMode }: Sweep,
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
			isVendorMode,
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
	missing: readonly string[],
	of: number,
): Promise<boolean> {
	if (missing.length < SUSPICIOUS_COUNT || missing.length < SUSPICIOUS_SHARE * of) return true;
	for (const identifier of missing.slice(0, ASKED_BY_NAME)) {
		const answer = await ctx.harness.getConnector(target, { identifier, signal });
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
