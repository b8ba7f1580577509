import type {
	AuditEvent,
	CheckRun,
	ConnectorChange,
	ConnectorRepository,
	Db,
	DbTransaction,
	HarnessAccount,
	Settings,
	TemplateCheck,
	VerifierStatus,
} from "#lib/db/port.ts";
import type { CheckResult, JsonValue } from "#lib/domain/check.ts";
import { type Connector, DEFAULT_ROLE_OPTIONS } from "#lib/domain/connector.ts";
import type { HealthState } from "#lib/domain/health.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";

type StoredResult = CheckResult & {
	readonly connectorId: string;
	readonly runId: string;
	readonly connectorVersion: number;
};
type StoredRun = CheckRun & { readonly connectorVersion: number };
type Evidence = {
	evidenceVersion: number;
	watchedAt: Date | null;
	drafts: Record<string, JsonValue>;
	health: { state: HealthState; since: Date; validUntil: Date | null; lastProofAt: Date | null } | null;
};

/** What a test may look into and set. */
export type MemoryStore = {
	readonly connectors: Map<string, Connector>;
	readonly evidence: Map<string, Evidence>;
	readonly results: StoredResult[];
	readonly runs: Map<string, StoredRun>;
	readonly harnessAccounts: Map<string, HarnessAccount>;
	readonly apiKeys: Map<string, string>;
	readonly verifiers: Map<string, VerifierStatus>;
	readonly templateChecks: Map<string, TemplateCheck>;
	readonly audit: (AuditEvent & { readonly subject: string })[];
	settings: Settings;
};

export const TEST_SETTINGS: Settings = {
	verifierMode: "operator",
	templateSource: "ours",
	templateUrl: "",
	templateSha256: "",
	defaultRegion: "us-east-1",
	optInRegions: [],
	canaryRoleArn: "",
	version: 1,
};

/** A database of maps with the port's rules: versions, uniqueness, evidence bound to what it is about. */
export function createMemoryDb(now: () => Date): { db: Db; store: MemoryStore } {
	const store: MemoryStore = {
		connectors: new Map(),
		evidence: new Map(),
		results: [],
		runs: new Map(),
		harnessAccounts: new Map(),
		apiKeys: new Map(),
		verifiers: new Map(),
		templateChecks: new Map(),
		audit: [],
		settings: TEST_SETTINGS,
	};
	const operations = {
		connectors: connectorRepository(store, now),
		checks: checkRepository(store),
		harnessAccounts: harnessAccountRepository(store),
		verifiers: {
			find: async (partition) => store.verifiers.get(partition) ?? null,
			save: async (status) => void store.verifiers.set(status.partition, status),
		},
		templateChecks: {
			find: async (url, partition) => store.templateChecks.get(`${partition} ${url}`) ?? null,
			save: async (check) => void store.templateChecks.set(`${check.partition} ${check.url}`, check),
		},
		settings: {
			get: async () => store.settings,
			save: async (version, settings) => {
				if (store.settings.version !== version) return null;
				store.settings = { ...settings, version: version + 1 };
				return store.settings;
			},
		},
		audit: {
			append: async ({ actor, action, subject, at }) =>
				void store.audit.push({ id: `${store.audit.length + 1}`, actor, action, subject, at }),
			list: async (subject, limit) =>
				store.audit
					.filter((event) => event.subject === subject)
					.reverse()
					.slice(0, limit),
		},
	} satisfies Omit<DbTransaction, "sql">;
	const tx: DbTransaction = { ...operations, sql: async () => [] };
	return { db: { ...operations, transaction: (run) => run(tx) }, store };
}

function evidenceOf(store: MemoryStore, id: string): Evidence {
	const known = store.evidence.get(id);
	if (known !== undefined) return known;
	const made: Evidence = { evidenceVersion: 0, watchedAt: null, drafts: {}, health: null };
	store.evidence.set(id, made);
	return made;
}

function connectorRepository(store: MemoryStore, now: () => Date): ConnectorRepository {
	const isLive = ({ status }: Connector) => status !== "offboarded";
	return {
		find: async (id) => store.connectors.get(id) ?? null,
		findByAccount: async (ref, accountId) =>
			[...store.connectors.values()].filter(
				(connector) =>
					isLive(connector) &&
					connector.harnessAccountRef === ref &&
					connector.overview?.awsAccountId === accountId,
			),
		list: async ({ after, limit }) => {
			const all = [...store.connectors.values()].filter(isLive).sort((a, b) => (a.id < b.id ? 1 : -1));
			const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
			return all.slice(from, from + limit).map((connector) => summaryOf(store, connector));
		},
		listPayers: async (ref) =>
			[...store.connectors.values()].filter(
				({ status, costReport, harnessAccountRef }) =>
					status === "registered" && costReport?.kind === "own" && harnessAccountRef === ref,
			),
		insert: async (draft) => {
			const made = newConnector(draft, now());
			store.connectors.set(draft.id, made);
			return made;
		},
		save: async (id, version, change) => saveConnector(store, now(), id, version, change),
		observe: async (id, { health, watchedAt, ...facts }) => {
			const known = store.connectors.get(id);
			if (known === undefined) throw new Error(`There is no connector ${id}.`);
			store.connectors.set(id, { ...known, ...facts });
			const evidence = evidenceOf(store, id);
			if (health !== undefined) evidence.health = health;
			if (watchedAt !== undefined) evidence.watchedAt = watchedAt;
		},
		watchedAt: async (id) => evidenceOf(store, id).watchedAt,
		health: async (id) => evidenceOf(store, id).health,
		saveDraft: async (id, step, values) => {
			evidenceOf(store, id).drafts[step] = values;
		},
		drafts: async (id) => evidenceOf(store, id).drafts,
		deleteEmptyDrafts: async (olderThan) => {
			const empty = [...store.connectors.values()].filter(
				({ status, overview, updatedAt }) => status === "draft" && overview === null && updatedAt < olderThan,
			);
			for (const { id } of empty) store.connectors.delete(id);
			return empty.length;
		},
	};
}

function newConnector(
	draft: Pick<Connector, "id" | "harnessAccountRef" | "requiresAutoStopping" | "verifierExternalId">,
	at: Date,
): Connector {
	return {
		...draft,
		version: 1,
		status: "draft",
		proof: "direct",
		partition: "aws",
		overview: null,
		costReport: null,
		requirements: null,
		role: DEFAULT_ROLE_OPTIONS,
		pastedRoleArn: null,
		launchedAt: null,
		roleFoundAt: null,
		registeredAt: null,
		harnessLastModifiedAt: null,
		trustPolicyHash: null,
		createdAt: at,
		updatedAt: at,
	};
}

function saveConnector(store: MemoryStore, at: Date, id: string, version: number, change: ConnectorChange) {
	const known = store.connectors.get(id);
	if (known === undefined || known.version !== version) return null;
	const { isGovCloud } = change.overview ?? known.overview ?? { isGovCloud: false };
	const partition = isGovCloud ? "aws-us-gov" : "aws";
	const next: Connector = { ...known, ...change, partition, version: version + 1, updatedAt: at };
	const others = [...store.connectors.values()].filter(
		(other) =>
			other.id !== id && other.status !== "offboarded" && other.harnessAccountRef === next.harnessAccountRef,
	);
	if (next.overview !== null) {
		const { awsAccountId, identifier } = next.overview;
		if (others.some(({ overview }) => overview?.awsAccountId === awsAccountId)) return "account" as const;
		if (others.some(({ overview }) => overview?.identifier === identifier)) return "identifier" as const;
		if (others.some((other) => derivedRoleArn(other) === derivedRoleArn(next))) return "role" as const;
	}
	if (aboutOf(known) !== aboutOf(next)) evidenceOf(store, id).evidenceVersion = version + 1;
	store.connectors.set(id, next);
	return next;
}

/** What evidence is about: of other facts it proves nothing. */
function aboutOf(connector: Connector): string {
	const { proof, costReport, requirements } = connector;
	return JSON.stringify([derivedRoleArn(connector), proof, costReport, requirements]);
}

function summaryOf(store: MemoryStore, connector: Connector) {
	const { health } = evidenceOf(store, connector.id);
	return {
		id: connector.id,
		name: connector.overview?.name ?? null,
		awsAccountId: connector.overview?.awsAccountId ?? null,
		status: connector.status,
		proof: connector.proof,
		hasCostReport: connector.costReport?.kind === "own",
		health: health?.state ?? ("pending" as const),
		healthSince: health?.since ?? null,
		lastProofAt: health?.lastProofAt ?? null,
		updatedAt: connector.updatedAt,
	};
}

function checkRepository(store: MemoryStore): Db["checks"] {
	const counted = (connectorId: string) =>
		store.results.filter(
			(result) =>
				result.connectorId === connectorId &&
				result.connectorVersion >= evidenceOf(store, connectorId).evidenceVersion,
		);
	const runOf = (id: string): StoredRun => {
		const run = store.runs.get(id);
		if (run === undefined) throw new Error(`There is no run ${id}.`);
		return run;
	};
	return {
		latest: async (connectorId) => {
			const newest = new Map(counted(connectorId).map((result) => [result.checkId, result]));
			return [...newest.values()];
		},
		history: async (connectorId, checkId, limit) =>
			store.results
				.filter((result) => result.connectorId === connectorId && result.checkId === checkId)
				.reverse()
				.slice(0, limit),
		passedTimes: async (connectorId, checkId) => {
			const passed = counted(connectorId).filter(
				(result) => result.checkId === checkId && result.outcome === "passed",
			);
			return { first: passed[0]?.checkedAt ?? null, last: passed.at(-1)?.checkedAt ?? null };
		},
		record: async (connectorId, runId, results) => {
			const { connectorVersion } = runOf(runId);
			store.results.push(...results.map((result) => ({ ...result, connectorId, runId, connectorVersion })));
		},
		requestRun: async (run) => {
			const made = {
				...run,
				state: "queued",
				startedAt: null,
				finishedAt: null,
				connectorVersion: 0,
			} as const;
			store.runs.set(run.id, made);
			return made;
		},
		latestRun: async (connectorId, kind) =>
			[...store.runs.values()].filter((run) => run.connectorId === connectorId && run.kind === kind).at(-1) ??
			null,
		openRuns: async (connectorId) =>
			[...store.runs.values()].filter(
				(run) => run.connectorId === connectorId && (run.state === "queued" || run.state === "running"),
			),
		startRun: async (id, startedAt, connectorVersion) =>
			void store.runs.set(id, { ...runOf(id), state: "running", startedAt, connectorVersion }),
		finishRun: async (id, state, finishedAt) => void store.runs.set(id, { ...runOf(id), state, finishedAt }),
	};
}

function harnessAccountRepository(store: MemoryStore): Db["harnessAccounts"] {
	return {
		find: async (ref) => store.harnessAccounts.get(ref) ?? null,
		first: async () => [...store.harnessAccounts.values()][0] ?? null,
		apiKey: async (ref) => store.apiKeys.get(ref) ?? null,
		save: async ({ apiKey, ...account }) => {
			if (apiKey !== undefined) store.apiKeys.set(account.ref, apiKey);
			const known = store.harnessAccounts.get(account.ref);
			const made: HarnessAccount = {
				connection: null,
				govConnection: null,
				checkedAt: null,
				...known,
				...account,
				hasApiKey: store.apiKeys.has(account.ref),
				version: (known?.version ?? 0) + 1,
			};
			store.harnessAccounts.set(account.ref, made);
			return made;
		},
		observe: async (ref, facts) => {
			const known = store.harnessAccounts.get(ref);
			if (known !== undefined) store.harnessAccounts.set(ref, { ...known, ...facts });
		},
	};
}
