import type { EvidenceRepository, EvidenceWrite, PassedTimes } from "#lib/db/evidence-port.ts";
import type { FleetRepository } from "#lib/db/fleet-port.ts";
import type { Db } from "#lib/db/port.ts";
import type { ScheduleRepository } from "#lib/db/schedule-port.ts";
import type { CheckId } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { decideHealth } from "#lib/domain/health.ts";
import { awaited, isWatched, nextDue, nextMisses } from "#lib/domain/schedule.ts";
import type { MemoryStore } from "./memory-db.ts";

export type MemoryScheduleRow = {
	dueAt: Date;
	lease: string | null;
	leasedUntil: Date | null;
	misses: number;
	fullAt: Date | null;
	harnessTestAt: Date | null;
};

/** The port's rules on maps: newest by its time, versions, leases, and one decider. */
export function memoryEvidence(store: MemoryStore, checks: Db["checks"]): EvidenceRepository {
	const versionOf = (id: string) => store.evidence.get(id)?.evidenceVersion ?? 0;
	return {
		load: async (ids) => {
			const found = ids.flatMap((id) => store.connectors.get(id) ?? []);
			const loaded = found.map(async (connector) => {
				const latest = await checks.latest(connector.id);
				const times = latest.map(
					async ({ checkId }): Promise<[CheckId, PassedTimes]> => [
						checkId,
						await checks.passedTimes(connector.id, checkId),
					],
				);
				const health = store.evidence.get(connector.id)?.health ?? null;
				const passed = new Map(await Promise.all(times));
				const evidenceVersion = versionOf(connector.id);
				return [connector.id, { connector, evidenceVersion, latest, passed, health }] as const;
			});
			return new Map(await Promise.all(loaded));
		},
		write: async (batch) => {
			const written = [];
			for (const item of batch) written.push(await writeOne(store, checks, item));
			return written;
		},
	};
}

async function writeOne(store: MemoryStore, checks: Db["checks"], item: EvidenceWrite) {
	const { connectorId, runId, connectorVersion, evaluate, lease } = item;
	const connector = store.connectors.get(connectorId);
	const row = store.schedule.get(connectorId);
	if (connector === undefined || (lease !== null && row?.lease !== lease)) {
		return { connectorId, isDropped: true, from: null, state: null };
	}
	const keep = (isHistoryOnly: boolean) => (result: EvidenceWrite["results"][number]) =>
		store.results.push({ ...result, connectorId, runId, connectorVersion, isHistoryOnly });
	item.results.forEach(keep(false));
	item.undecided?.forEach(keep(true));
	store.connectors.set(connectorId, { ...connector, ...item.facts });
	const evidence = store.evidence.get(connectorId);
	const from = evidence?.health?.state ?? null;
	const isCurrent = connectorVersion >= (evidence?.evidenceVersion ?? 0);
	if (evaluate === null || !isCurrent) {
		if (row !== undefined && lease !== null) Object.assign(row, { lease: null, leasedUntil: null });
		return { connectorId, isDropped: false, from, state: null };
	}
	const health = await decide(connector, checks, evaluate, evidence?.health ?? null);
	const { last } = await checks.passedTimes(connectorId, "role-assumable");
	const { state, since, validUntil } = health;
	const known = evidence ?? { evidenceVersion: 0, watchedAt: null, drafts: {}, health: null };
	store.evidence.set(connectorId, { ...known, health: { state, since, validUntil, lastProofAt: last } });
	if (from !== state) store.healthChanges.push({ connectorId, from, to: state, at: evaluate.now });
	if (row !== undefined) reschedule(row, item, health, from, connector.status);
	return { connectorId, isDropped: false, from, state };
}

async function decide(
	{ id, proof, status, pausedAt, costReport, requirements }: Connector,
	checks: Db["checks"],
	{ now, isVendorMode }: NonNullable<EvidenceWrite["evaluate"]>,
	previous: Parameters<typeof decideHealth>[0]["previous"],
) {
	const requiresBilling = costReport?.kind === "own" && requirements?.features.includes("BILLING") === true;
	const results = await checks.latest(id);
	const paused = pausedAt !== null;
	return decideHealth({
		results,
		proof,
		status,
		paused,
		requiresBilling,
		now,
		isVendorMode,
		previous: previous ?? null,
	});
}

function reschedule(
	row: MemoryScheduleRow,
	{ evaluate, undecided, lease }: EvidenceWrite,
	{ state, since, reasons }: ReturnType<typeof decideHealth>,
	from: string | null,
	status: Connector["status"],
): void {
	if (evaluate === null) return;
	const couldNotTell = (undecided ?? []).length > 0;
	const misses = nextMisses({ misses: row.misses, state, isChanged: from !== state, couldNotTell });
	const { now, random } = evaluate;
	if (evaluate.keepsSchedule !== true) {
		const waits = awaited(status, { state, reasons });
		const isFirst = from === null;
		row.dueAt = nextDue({ state, since, misses, couldNotTell, isFirst, ...waits, now, random });
		row.misses = misses;
	}
	row.fullAt = evaluate.fullAt ?? row.fullAt;
	row.harnessTestAt = evaluate.harnessTestAt ?? row.harnessTestAt;
	if (lease !== null) Object.assign(row, { lease: null, leasedUntil: null });
}

export function memorySchedule(store: MemoryStore, now: () => Date): ScheduleRepository {
	const isDue = (row: MemoryScheduleRow, at: Date) =>
		row.dueAt <= at && (row.lease === null || row.leasedUntil === null || row.leasedUntil < at);
	return {
		claim: async ({ partitions, limit, lease, leaseSeconds, now: at }) => {
			const due = [...store.schedule].filter(([id, row]) => {
				const partition = store.connectors.get(id)?.partition;
				return partition !== undefined && partitions.includes(partition) && isDue(row, at);
			});
			const claimed = due.sort(([, a], [, b]) => a.dueAt.getTime() - b.dueAt.getTime()).slice(0, limit);
			return claimed.flatMap(([connectorId, row]) => {
				Object.assign(row, { lease, leasedUntil: new Date(at.getTime() + leaseSeconds * 1_000) });
				const partition = store.connectors.get(connectorId)?.partition;
				return partition === undefined ? [] : [{ connectorId, partition, fullAt: row.fullAt }];
			});
		},
		release: async (lease, ids) => {
			const held = [...store.schedule].filter(
				([id, row]) => row.lease === lease && (ids === undefined || ids.includes(id)),
			);
			for (const [, row] of held) Object.assign(row, { lease: null, leasedUntil: null });
			return held.length;
		},
		changed: async (id, at) => {
			const connector = store.connectors.get(id);
			if (connector === undefined || !isWatched(connector)) {
				store.schedule.delete(id);
				return;
			}
			const known = store.schedule.get(id) ?? { lease: null, leasedUntil: null, harnessTestAt: null };
			store.schedule.set(id, { ...known, dueAt: at, misses: 0, fullAt: null });
		},
		dueLag: async (at) => {
			const due = [...store.schedule.values()].filter((row) => isDue(row, at));
			const waited = due.map(({ dueAt }) => (at.getTime() - dueAt.getTime()) / 1_000);
			return { seconds: Math.max(0, ...waited), due: due.length };
		},
		clock: async () => now(),
	};
}

/** Nothing is counted and nothing grows old in memory. */
export const MEMORY_FLEET: FleetRepository = {
	snapshot: async () => undefined,
	pruneResults: async () => 0,
	pruneRuns: async () => 0,
	pruneMinutes: async () => 0,
	pruneChanges: async () => 0,
};
