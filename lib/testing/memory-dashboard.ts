import type {
	BatchPlace,
	DashboardRepository,
	DashboardRow,
	DashboardTotals,
} from "#lib/db/dashboard-port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { type DashboardFilter, HEALTH_ORDER } from "#lib/domain/dashboard-query.ts";
import { CONNECTOR_TYPES } from "#lib/domain/destination.ts";
import type { HealthState } from "#lib/domain/health.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";

type Store = {
	readonly connectors: ReadonlyMap<string, Connector>;
	readonly evidence: ReadonlyMap<
		string,
		{
			readonly health: {
				readonly state: HealthState;
				readonly since: Date;
				readonly validUntil: Date | null;
				readonly lastProofAt: Date | null;
			} | null;
		}
	>;
};

/** The dashboard over maps: every row in one order, by table, name and id. */
export function memoryDashboard(store: Store): DashboardRepository {
	const all = (now: Date) =>
		[...store.connectors.values()]
			.filter(({ status }) => status !== "offboarded")
			.map((connector) => rowOf(store, connector, now))
			.sort((a, b) => compare(placeOf(a), placeOf(b)));
	const found = (filter: DashboardFilter, now: Date) => all(now).filter((row) => isFound(row, filter));
	return {
		page: async (query, { table, limit, now }) => ({
			rows: found(query, now)
				.filter((row) => row.table === table)
				.slice(0, limit),
			offset: 0,
			next: null,
			previous: null,
		}),
		count: async (filter, { table, limit, now }) => {
			const count = found(filter, now).filter((row) => row.table === table).length;
			return { count: Math.min(count, limit), isCapped: count > limit };
		},
		totals: async (now) => totalsOf(all(now)),
		changesSince: async () => [],
		days: async () => ({}),
		fleet: async () => ({ checks: [], states: [] }),
		batch: async (filter, { after, limit, now }) =>
			found(filter, now)
				.filter((row) => after === null || compare(placeOf(row), placeOf(after)) > 0)
				.slice(0, limit),
		ids: async (filter, { after, limit, now }) =>
			found(filter, now)
				.map(({ id }) => id)
				.sort(compare)
				.filter((id) => after === null || id > after)
				.slice(0, limit),
		rows: async (ids, now) => all(now).filter(({ id }) => ids.includes(id)),
		tagKeys: async (limit) =>
			[...new Set(all(new Date(0)).flatMap(({ tags }) => Object.keys(tags)))].sort().slice(0, limit),
	};
}

function rowOf(store: Store, connector: Connector, now: Date): DashboardRow {
	const { id, overview, costReport, status, proof, partition, requirements, templateVersion } = connector;
	const health = store.evidence.get(id)?.health ?? null;
	const until = health?.validUntil ?? null;
	const isExpired = until !== null && until < now;
	return {
		id,
		name: overview?.name ?? null,
		identifier: overview?.identifier ?? null,
		awsAccountId: overview?.awsAccountId ?? null,
		status,
		proof,
		partition,
		type: CONNECTOR_TYPES[connector.destination],
		table: costReport?.kind === "own" ? "billing" : "resource",
		features: requirements?.features ?? [],
		tags: overview?.tags ?? {},
		roleArn: derivedRoleArn(connector),
		health: isExpired ? "unknown" : (health?.state ?? "pending"),
		since: (isExpired ? until : health?.since)?.getTime() ?? null,
		reason: isExpired ? { checkId: null, code: "EVIDENCE_EXPIRED", observed: null } : null,
		lastProofAt: health?.lastProofAt?.getTime() ?? null,
		templateVersion,
		isOffboarding: connector.offboarding !== null,
	};
}

function isFound(row: DashboardRow, filter: DashboardFilter): boolean {
	const { q, health, proof, feature, tag, partition, type, kind } = filter;
	const text = [row.name, row.identifier, row.awsAccountId, row.roleArn].join("\n").toLowerCase();
	return (
		text.includes(q.toLowerCase()) &&
		(health.length === 0 || health.includes(row.health)) &&
		(proof === null || row.proof === proof) &&
		(feature === null || row.features.includes(feature)) &&
		(tag === null ||
			(tag.value === null ? Object.hasOwn(row.tags, tag.key) : row.tags[tag.key] === tag.value)) &&
		(partition === null || row.partition === partition) &&
		(type === null || row.type === type) &&
		(kind === null || row.table === kind)
	);
}

function placeOf({ table, name, id }: BatchPlace): string {
	return [table, (name ?? "").toLowerCase(), id].join("\n");
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function totalsOf(rows: readonly DashboardRow[]): DashboardTotals {
	const count = (counts: (row: DashboardRow) => boolean) => rows.filter(counts).length;
	const newest = Math.max(0, ...rows.map(({ lastProofAt }) => lastProofAt ?? 0));
	return {
		all: rows.length,
		byTable: {
			billing: count(({ table }) => table === "billing"),
			resource: count(({ table }) => table === "resource"),
		},
		byHealth: countsByHealth((state) => count(({ health }) => health === state)),
		drafts: count(({ status }) => status === "draft"),
		harnessProof: count(({ proof }) => proof === "harness"),
		newestProofAt: newest > 0 ? newest : null,
	};
}

/** Sound: every state is named. */
function countsByHealth(count: (state: HealthState) => number): DashboardTotals["byHealth"] {
	return Object.fromEntries(
		HEALTH_ORDER.map((state) => [state, count(state)]),
	) as DashboardTotals["byHealth"];
}
