import type { CheckResult } from "#lib/domain/check.ts";
import { decideHealth, type Health } from "#lib/domain/health.ts";
import { awaited, nextDue, nextMisses } from "#lib/domain/schedule.ts";
import { toResult } from "./check-row.ts";
import type { InTransaction, PrismaLike } from "./client.ts";
import { healthStateFrom, toConnector } from "./connector-row.ts";
import type {
	EvidenceRepository,
	EvidenceWrite,
	KnownEvidence,
	PassedTimes,
	WrittenEvidence,
} from "./evidence-port.ts";
import { BatchRows, type KnownResult, newerResult } from "./evidence-rows.ts";
import { writeRows } from "./evidence-statements.ts";
import { type LockedConnector, lockConnectors } from "./locked-connector.ts";

export function evidenceRepository(prisma: PrismaLike, inTransaction: InTransaction): EvidenceRepository {
	return {
		load: (ids) => load(prisma, ids),
		write: (batch, { maxClockSkewMs = Number.POSITIVE_INFINITY } = {}) =>
			batch.length === 0 ? Promise.resolve([]) : inTransaction((tx) => write(tx, batch, maxClockSkewMs)),
	};
}

async function load(prisma: PrismaLike, ids: readonly string[]): Promise<ReadonlyMap<string, KnownEvidence>> {
	const [connectors, results] = await Promise.all([
		prisma.connector.findMany({ where: { id: { in: [...ids] } } }),
		// Details are long: only the regions check goes on from its own, and Harness's word counts from its test.
		prisma.$queryRaw<LoadedRow[]>`
			SELECT l.connector_id AS "connectorId", l.check_id AS "checkId", l.outcome, l.code, l.observed,
				CASE WHEN l.check_id IN ('regions', 'harness-connector') THEN l.details ELSE '{}' END AS details, l.request_id AS "requestId",
				l.region, l.duration_ms AS "durationMs", l.checked_at AS "checkedAt",
				l.first_passed_at AS "firstPassedAt", l.last_passed_at AS "lastPassedAt"
			FROM latest_result l JOIN connector c ON c.id = l.connector_id
			WHERE l.connector_id = ANY(${[...ids]}::text[]) AND l.connector_version >= c.evidence_version`,
	]);
	const byConnector = Map.groupBy(results, ({ connectorId }) => connectorId);
	return new Map(
		connectors.map((row): [string, KnownEvidence] => {
			const rows = byConnector.get(row.id) ?? [];
			const { stateSince } = row;
			const latest = rows.map(toResult);
			return [
				row.id,
				{
					connector: toConnector(row),
					evidenceVersion: row.evidenceVersion,
					latest,
					passed: new Map(latest.map(({ checkId }, index) => [checkId, passedTimes(rows[index])])),
					health: stateSince && { state: healthStateFrom(row.state), since: stateSince },
				},
			];
		}),
	);
}

type LoadedRow = Parameters<typeof toResult>[0] & {
	readonly connectorId: string;
	readonly firstPassedAt: Date | null;
	readonly lastPassedAt: Date | null;
};

function passedTimes(row: LoadedRow | undefined): PassedTimes {
	return { first: row?.firstPassedAt ?? null, last: row?.lastPassedAt ?? null };
}

/**
 * Health is decided here, inside the transaction and from what is then stored, not by whoever brought the results:
 * of two verifications that overlap, the one that is written last sees the other's.
 */
async function write(
	tx: PrismaLike,
	batch: readonly EvidenceWrite[],
	maxClockSkewMs: number,
): Promise<readonly WrittenEvidence[]> {
	const ids = [...new Set(batch.map(({ connectorId }) => connectorId))].sort();
	const { connectors, clock } = await lockConnectors(tx, ids);
	const rows = new BatchRows();
	const written = batch.map((item): WrittenEvidence => {
		const connector = connectors.get(item.connectorId);
		const isOff =
			item.evaluate !== null && Math.abs(item.evaluate.now.getTime() - clock.getTime()) > maxClockSkewMs;
		if (connector === undefined || isOff || !holdsLease(connector, item)) {
			return { connectorId: item.connectorId, isDropped: true, from: null, state: null };
		}
		return writeOne(rows, connector, item);
	});
	await writeRows(tx, rows);
	return written;
}

function holdsLease({ schedule }: LockedConnector, { lease }: EvidenceWrite): boolean {
	return lease === null || schedule?.lease === lease;
}

function writeOne(rows: BatchRows, connector: LockedConnector, item: EvidenceWrite): WrittenEvidence {
	const { connectorId, evaluate } = item;
	rows.addHistory(item, [...item.results, ...(item.undecided ?? [])]);
	const isCurrent = item.connectorVersion >= connector.evidenceVersion;
	if (isCurrent) storeNewest(rows, connector, item);
	const from = connector.health?.state ?? null;
	if (evaluate === null || !isCurrent) {
		if (isCurrent && item.facts !== undefined)
			rows.project({ ...NOTHING_DECIDED, connectorId, facts: item.facts });
		// It has changed meanwhile and is due at once: whoever claims it next sees it as it is.
		if (item.lease !== null) giveBack(rows, connector);
		return { connectorId, isDropped: false, from, state: null };
	}
	const health = decide(connector, evaluate);
	const [reason] = health.reasons;
	if (from !== health.state) {
		const { checkId = null, code = null } = reason ?? {};
		rows.changes.push({ connectorId, from, to: health.state, checkId, code, at: evaluate.now });
	}
	rows.project({
		connectorId,
		health,
		lastProofAt: connector.results.get("role-assumable")?.lastPassedAt ?? null,
		reasonObserved: reason === undefined ? null : (connector.results.get(reason.checkId)?.observed ?? null),
		evaluatedAt: evaluate.now,
		facts: item.facts,
	});
	rows.countSweep(connectorId, health.state, evaluate.now, evaluate.durationMs);
	reschedule(rows, connector, item, health);
	connector.health = health;
	connector.isEvaluated = true;
	return { connectorId, isDropped: false, from, state: health.state };
}

const NOTHING_DECIDED = { health: null, lastProofAt: null, reasonObserved: null, evaluatedAt: null };

function storeNewest(rows: BatchRows, connector: LockedConnector, item: EvidenceWrite): void {
	const { connectorId, connectorVersion, evaluate } = item;
	for (const result of item.results) {
		const now = evaluate?.now ?? result.checkedAt;
		const newest = newerResult(result, connector.results.get(result.checkId), now);
		if (newest === null) continue;
		connector.results.set(result.checkId, newest);
		rows.setNewest({ ...newest, connectorId, connectorVersion });
	}
}

function decide(connector: LockedConnector, evaluate: NonNullable<EvidenceWrite["evaluate"]>): Health {
	const { proof, status, isPaused, requiresBilling, health } = connector;
	return decideHealth({
		results: [...connector.results.values()].map(asResult),
		proof,
		status,
		paused: isPaused,
		requiresBilling,
		now: evaluate.now,
		isVendorMode: evaluate.isVendorMode,
		previous: health,
	});
}

/** What the decider does not look at is left out of the lock's query. */
function asResult(known: KnownResult): CheckResult {
	return { ...known, requestId: null, region: null, durationMs: 0 };
}

function reschedule(rows: BatchRows, connector: LockedConnector, item: EvidenceWrite, health: Health): void {
	const { schedule } = connector;
	const { evaluate, connectorId, lease } = item;
	if (schedule === null || evaluate === null) return;
	const couldNotTell = (item.undecided ?? []).length > 0;
	const isChanged = connector.health?.state !== health.state;
	const { state, since } = health;
	const misses = nextMisses({ misses: schedule.misses, state, isChanged, couldNotTell });
	const { now, random } = evaluate;
	const isFirst = !connector.isEvaluated;
	const waits = awaited(connector.status, health);
	const due = nextDue({ state, since, misses, couldNotTell, isFirst, ...waits, now, random });
	// A row that somebody else holds is theirs to put off.
	const isOurs = schedule.lease === null || schedule.lease === lease;
	const isKept = evaluate.keepsSchedule === true || !isOurs;
	const kept = isKept && isChanged && isOurs && due < schedule.dueAt ? due : null;
	rows.reschedule({
		connectorId,
		dueAt: isKept ? kept : due,
		misses: isKept ? schedule.misses : misses,
		fullAt: evaluate.fullAt ?? null,
		harnessTestAt: evaluate.harnessTestAt ?? null,
		isReleased: lease !== null,
	});
	if (lease !== null) schedule.lease = null;
	if (!isKept) Object.assign(schedule, { misses, dueAt: due });
}

function giveBack(rows: BatchRows, { id, schedule }: LockedConnector): void {
	if (schedule === null) return;
	schedule.lease = null;
	rows.reschedule({
		connectorId: id,
		dueAt: null,
		misses: schedule.misses,
		fullAt: null,
		harnessTestAt: null,
		isReleased: true,
	});
}
