import type { HarnessSweepRepository } from "#lib/db/harness-sweeps-port.ts";
import type { MemoryStore } from "./memory-db.ts";

export function memoryHarnessSweeps(store: MemoryStore): HarnessSweepRepository {
	return {
		accounts: async () => [...store.apiKeys.keys()].sort(),
		page: async (ref, { after, limit }) =>
			[...store.connectors.values()]
				.filter(
					({ id, harnessAccountRef, status, pausedAt, offboarding }) =>
						id > after &&
						harnessAccountRef === ref &&
						status === "registered" &&
						pausedAt === null &&
						offboarding === null,
				)
				.sort((a, b) => (a.id < b.id ? -1 : 1))
				.slice(0, limit)
				.map(({ id }) => ({
					connectorId: id,
					harnessTestAt: store.schedule.get(id)?.harnessTestAt ?? null,
				})),
	};
}
