import type { IncidentRepository } from "#lib/db/incidents-port.ts";
import type { MaintenanceWindowRepository, StoredWindow } from "#lib/db/windows-port.ts";

export type MemoryTrouble = {
	readonly kind: string;
	readonly subject: string;
	readonly code: string;
	readonly openedAt: Date;
	readonly recoveringAt: Date | null;
};

/** Trouble as its reporters see it. What incidents become of is tested against PostgreSQL, where they are decided. */
export function memoryIncidents(troubles: Map<string, MemoryTrouble>): IncidentRepository {
	return {
		reportTrouble: async ({ kind, subject, code, at }) => {
			const key = `${kind} ${subject}`;
			const openedAt = troubles.get(key)?.openedAt ?? at;
			troubles.set(key, { kind, subject, code, openedAt, recoveringAt: null });
		},
		clearTrouble: async ({ kind, subject, at }) => {
			const key = `${kind} ${subject}`;
			const known = troubles.get(key);
			if (known !== undefined) troubles.set(key, { ...known, recoveringAt: known.recoveringAt ?? at });
		},
		...ONLY_IN_POSTGRESQL,
	};
}

const onlyInPostgresql = async () => {
	throw new Error("Incidents are read from PostgreSQL only: write an integration test.");
};
const ONLY_IN_POSTGRESQL = {
	settleTroubles: onlyInPostgresql,
	troubles: onlyInPostgresql,
	tryLock: onlyInPostgresql,
	unhandledChanges: onlyInPostgresql,
	markHandled: onlyInPostgresql,
	connectorsWithNews: onlyInPostgresql,
	expiredConnectors: onlyInPostgresql,
	subjects: onlyInPostgresql,
	open: onlyInPostgresql,
	change: onlyInPostgresql,
	resolve: onlyInPostgresql,
	markSeen: onlyInPostgresql,
	untold: onlyInPostgresql,
	told: onlyInPostgresql,
	heard: onlyInPostgresql,
	recordTold: onlyInPostgresql,
	settle: onlyInPostgresql,
	causes: onlyInPostgresql,
	counts: onlyInPostgresql,
	list: onlyInPostgresql,
	listResolved: onlyInPostgresql,
	acknowledge: onlyInPostgresql,
	mute: onlyInPostgresql,
} satisfies Omit<IncidentRepository, "reportTrouble" | "clearTrouble">;

export function memoryWindows(windows: Map<string, StoredWindow>): MaintenanceWindowRepository {
	return {
		current: async (now) => [...windows.values()].filter(({ endsAt }) => endsAt > now),
		insert: async (window) => void windows.set(window.id, window),
		end: async (id, at) => {
			const known = windows.get(id);
			if (known === undefined || known.endsAt <= at) return null;
			const ended = { ...known, endsAt: at };
			windows.set(id, ended);
			return ended;
		},
	};
}
