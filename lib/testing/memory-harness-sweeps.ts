import type { HarnessSweepRepository } from "#lib/db/harness-sweeps-port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { hasHarnessSide } from "#lib/domain/destination.ts";
import type { MemoryStore } from "./memory-db.ts";

export function memoryHarnessSweeps(store: MemoryStore): HarnessSweepRepository {
	return {
		accounts: async () => [...store.apiKeys.keys()].sort(),
		scopes: async (ref) => {
			const scopes = [...store.connectors.values()].flatMap((connector) =>
				isSwept(connector, ref) && connector.platform !== null ? [connector.platform.scope] : [],
			);
			return [...new Map(scopes.map((scope) => [JSON.stringify(scope), scope])).values()];
		},
		page: async (ref, { after, limit }) =>
			[...store.connectors.values()]
				.filter((connector) => connector.id > after && isSwept(connector, ref))
				.sort((a, b) => (a.id < b.id ? -1 : 1))
				.slice(0, limit)
				.map(({ id }) => ({
					connectorId: id,
					harnessTestAt: store.schedule.get(id)?.harnessTestAt ?? null,
				})),
		noteTest: async (id, harnessTestAt) => {
			const row = store.schedule.get(id);
			if (row !== undefined) row.harnessTestAt = harnessTestAt;
		},
	};
}

function isSwept(connector: Connector, ref: string): boolean {
	const { harnessAccountRef, status, pausedAt, offboarding } = connector;
	const isOpen = status === "registered" && pausedAt === null && offboarding === null;
	return harnessAccountRef === ref && isOpen && hasHarnessSide(connector);
}
