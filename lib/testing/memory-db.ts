import type { AuditEntry } from "#lib/db/audit-port.ts";
import type {
	CheckRun,
	ConnectorChange,
	ConnectorRepository,
	Db,
	DbTransaction,
	HarnessAccount,
	NewConnector,
	Settings,
	TemplateCheck,
	VerifierStatus,
} from "#lib/db/port.ts";
import type { ScheduleRepository } from "#lib/db/schedule-port.ts";
import type { StoredWindow } from "#lib/db/windows-port.ts";
import { canonicalJson } from "#lib/domain/canonical-json.ts";
import type { CheckResult, JsonValue } from "#lib/domain/check.ts";
import { type Connector, NO_LIFECYCLE } from "#lib/domain/connector.ts";
import { roleDefaultsOf } from "#lib/domain/destinations/role-defaults.ts";
import type { HealthState } from "#lib/domain/health.ts";
import { NEW_PLATFORM } from "#lib/domain/platform/platform-settings.ts";
import { afterRoleChange } from "#lib/domain/role-change.ts";
import { isSameEvidence } from "#lib/domain/same-evidence.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import type { Sight } from "#lib/domain/sight.ts";
import { type MemoryApiKeys, memoryApiKeys } from "./memory-api-keys.ts";
import {
	type MemoryAudit,
	memoryAudit,
	memoryAuditChain,
	memoryAuditStream,
	newMemoryAudit,
} from "./memory-audit.ts";
import { memoryBudgets } from "./memory-budgets.ts";
import { type MemoryChanges, memoryChanges } from "./memory-changes.ts";
import { memoryDashboard } from "./memory-dashboard.ts";
import { MEMORY_FLEET, type MemoryScheduleRow, memoryEvidence, memorySchedule } from "./memory-evidence.ts";
import { memoryHarnessSweeps } from "./memory-harness-sweeps.ts";
import { memoryIdempotency } from "./memory-idempotency.ts";
import { memoryImports } from "./memory-imports.ts";
import { type MemoryTrouble, memoryIncidents, memoryWindows } from "./memory-incidents.ts";
import { type MemoryLaunchLinks, memoryLaunchLinks } from "./memory-launch-links.ts";
import { type MemoryNotifications, memoryChannels, memoryDeliveries } from "./memory-notifications.ts";
import { type MemoryOperations, memoryOperations } from "./memory-operations.ts";
import { type MemoryPeople, memoryPeople } from "./memory-people.ts";
import { type MemoryPermissionQuestions, memoryPermissionQuestions } from "./memory-permission-questions.ts";
import {
	type MemoryRollouts,
	memoryRolloutPlans,
	memoryRollouts,
	newMemoryRollouts,
} from "./memory-rollouts.ts";
import { memorySeenBy } from "./memory-seen-by.ts";
import { emptyMemorySso, type MemorySso, memorySignInSettings, memorySso } from "./memory-sso.ts";
import {
	emptyMemoryTrust,
	type MemoryTrust,
	memoryInvitations,
	memoryTrustChanges,
	memoryTrustNotices,
} from "./memory-trust.ts";
import { emptyMemoryWaysIn, type MemoryWaysIn, memoryWaysIn } from "./memory-ways-in.ts";

type StoredResult = CheckResult & {
	readonly connectorId: string;
	readonly runId: string;
	readonly connectorVersion: number;
	/** It could not tell for an outside reason, and counts for nothing. */
	readonly isHistoryOnly?: boolean;
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
	/** Tags that drafts bear before anything is saved in them. */
	readonly firstTags: Map<string, Readonly<Record<string, string>>>;
	readonly evidence: Map<string, Evidence>;
	readonly results: StoredResult[];
	readonly schedule: Map<string, MemoryScheduleRow>;
	readonly healthChanges: {
		readonly connectorId: string;
		readonly from: HealthState | null;
		readonly to: HealthState;
		readonly at: Date;
	}[];
	readonly runs: Map<string, StoredRun>;
	readonly harnessAccounts: Map<string, HarnessAccount>;
	readonly apiKeys: Map<string, string>;
	readonly verifiers: Map<string, VerifierStatus>;
	readonly templateChecks: Map<string, TemplateCheck>;
	readonly audit: AuditEntry[];
	readonly auditLog: MemoryAudit;
	readonly operations: MemoryOperations;
	readonly changes: MemoryChanges;
	/** Connectors that an operation made due at once. */
	readonly dueNow: string[];
	readonly troubles: Map<string, MemoryTrouble>;
	readonly notifications: MemoryNotifications;
	readonly windows: Map<string, StoredWindow>;
	readonly launchLinks: MemoryLaunchLinks;
	readonly rollouts: MemoryRollouts;
	readonly machineKeys: MemoryApiKeys;
	readonly people: MemoryPeople;
	readonly permissionQuestions: MemoryPermissionQuestions;
	readonly waysIn: MemoryWaysIn;
	readonly sso: MemorySso;
	readonly trust: MemoryTrust;
	settings: Settings;
};

export const TEST_SETTINGS: Settings = {
	verifierMode: "operator",
	templateSource: "ours",
	templateUrl: "",
	templateSha256: "",
	organizationTemplateUrl: "",
	organizationTemplateSha256: "",
	defaultRegion: "us-east-1",
	optInRegions: [],
	canaryRoleArn: "",
	stsRequestsPerSecond: 300,
	harnessRequestsPerMinute: 400,
	resultRetentionDays: 90,
	ownerTag: "owner",
	fourEyes: false,
	secondFactorRequired: null,
	version: 1,
};

/** A database of maps with the port's rules: versions, uniqueness, evidence bound to what it is about. */
export function createMemoryDb(now: () => Date): { db: Db; store: MemoryStore } {
	const audit: AuditEntry[] = [];
	const store: MemoryStore = {
		connectors: new Map(),
		firstTags: new Map(),
		evidence: new Map(),
		results: [],
		schedule: new Map(),
		healthChanges: [],
		runs: new Map(),
		harnessAccounts: new Map(),
		apiKeys: new Map(),
		verifiers: new Map(),
		templateChecks: new Map(),
		audit,
		auditLog: newMemoryAudit(audit),
		operations: new Map(),
		changes: { progress: new Map(), declinations: new Map() },
		dueNow: [],
		troubles: new Map(),
		windows: new Map(),
		launchLinks: new Map(),
		rollouts: newMemoryRollouts(),
		machineKeys: new Map(),
		notifications: { channels: new Map(), targets: new Map(), deliveries: new Map() },
		people: new Map(),
		permissionQuestions: new Map(),
		waysIn: emptyMemoryWaysIn(),
		sso: emptyMemorySso(),
		trust: emptyMemoryTrust(),
		settings: TEST_SETTINGS,
	};
	const checks = checkRepository(store);
	const schedule = memorySchedule(store, now);
	const connectors = connectorRepository(store, now, schedule);
	const operations = {
		connectors,
		checks,
		evidence: memoryEvidence(store, checks),
		schedule,
		fleet: MEMORY_FLEET,
		harnessAccounts: harnessAccountRepository(store),
		verifiers: {
			find: async (partition) => store.verifiers.get(partition) ?? null,
			save: async (status) => void store.verifiers.set(status.partition, status),
		},
		templateChecks: {
			find: async (url, partition) => store.templateChecks.get(`${partition} ${url}`) ?? null,
			save: async (check) => void store.templateChecks.set(`${check.partition} ${check.url}`, check),
		},
		budgets: memoryBudgets(now),
		harnessSweeps: memoryHarnessSweeps(store),
		changes: memoryChanges(store.changes),
		dashboard: memoryDashboard(store),
		apiKeys: memoryApiKeys(store.machineKeys),
		idempotency: memoryIdempotency(),
		people: memoryPeople(store.people),
		permissionQuestions: memoryPermissionQuestions(store.permissionQuestions),
		waysIn: memoryWaysIn(store.waysIn),
		signInSettings: memorySignInSettings(store.sso),
		sso: memorySso(store.sso, store.people),
		invitations: memoryInvitations(store.trust),
		trustChanges: memoryTrustChanges(store.trust),
		trustNotices: memoryTrustNotices(store.trust),
		settings: {
			get: async () => store.settings,
			save: async (version, settings) => {
				if (store.settings.version !== version) return null;
				store.settings = { ...settings, version: version + 1 };
				return store.settings;
			},
		},
		audit: memoryAudit(store.auditLog),
		auditChain: memoryAuditChain(store.auditLog),
		auditStream: memoryAuditStream(store.auditLog),
		imports: memoryImports(store.connectors),
		launchLinks: memoryLaunchLinks(store.launchLinks),
		rollouts: memoryRollouts(
			store.rollouts,
			{
				...connectors,
				all: () => [...store.connectors.values()],
				find: (id) => store.connectors.get(id) ?? null,
				health: (id) => evidenceOf(store, id).health,
				latest: checks.latest,
				enterSchedule: schedule.changed,
				setRollout: (id, rolloutId) => {
					const known = store.connectors.get(id);
					if (known !== undefined) store.connectors.set(id, { ...known, rolloutId });
				},
			},
			now,
		),
		rolloutPlans: memoryRolloutPlans(store.rollouts),
		operations: memoryOperations(store.operations, {
			nameOf: (id) => store.connectors.get(id)?.overview?.name ?? null,
			evaluatedAt: (id) => lastFinishedRun(store, id),
			isScheduled: (id) => store.schedule.has(id),
			makeDue: (ids) => void store.dueNow.push(...ids),
		}),
		incidents: memoryIncidents(store.troubles),
		maintenanceWindows: memoryWindows(store.windows),
		notificationChannels: memoryChannels(store.notifications, now),
		notificationDeliveries: memoryDeliveries(store.notifications),
	} satisfies Omit<DbTransaction, "sql">;
	const tx: DbTransaction = { ...operations, sql: async () => [] };
	const seenBy = (sight: Sight) => memorySeenBy(store, operations, sight);
	return { db: { ...operations, seenBy, transaction: (run) => run(tx) }, store };
}

function lastFinishedRun(store: MemoryStore, connectorId: string): Date | null {
	const ends = [...store.runs.values()].flatMap((run) =>
		run.connectorId === connectorId && run.finishedAt !== null ? [run.finishedAt] : [],
	);
	return ends.sort((a, b) => a.getTime() - b.getTime()).at(-1) ?? null;
}

function evidenceOf(store: MemoryStore, id: string): Evidence {
	const known = store.evidence.get(id);
	if (known !== undefined) return known;
	const made: Evidence = { evidenceVersion: 0, watchedAt: null, drafts: {}, health: null };
	store.evidence.set(id, made);
	return made;
}

function connectorRepository(
	store: MemoryStore,
	now: () => Date,
	schedule: ScheduleRepository,
): ConnectorRepository {
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
		listPayers: async (ref, wanted) =>
			[...store.connectors.values()].filter(
				({ destination, status, costReport, harnessAccountRef }) =>
					destination === wanted &&
					status === "registered" &&
					costReport?.kind === "own" &&
					harnessAccountRef === ref,
			),
		insert: async (draft) => {
			const made = newConnector(draft, now());
			store.connectors.set(draft.id, made);
			if (draft.tags !== undefined) store.firstTags.set(draft.id, draft.tags);
			return made;
		},
		save: async (id, version, change) => {
			const before = store.connectors.get(id);
			const saved = saveConnector(store, now(), id, version, change);
			if (saved === null || typeof saved === "string" || before === undefined) return saved;
			const isOther =
				before.status !== saved.status ||
				before.pausedAt !== saved.pausedAt ||
				canonicalJson(before.platform) !== canonicalJson(saved.platform);
			if (isOther || !isSameEvidence(before, saved)) await schedule.changed(id, now());
			return saved;
		},
		observe: async (id, { watchedAt, refusalAskedAt, refusalAnswer, ...facts }) => {
			const known = store.connectors.get(id);
			if (known === undefined) throw new Error(`There is no connector ${id}.`);
			const asked = {
				...(refusalAskedAt && { askedAt: refusalAskedAt }),
				...(refusalAnswer && { answer: refusalAnswer }),
			};
			const offboarding = known.offboarding && { ...known.offboarding, ...asked };
			store.connectors.set(id, { ...known, ...facts, offboarding });
			const evidence = evidenceOf(store, id);
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

function newConnector({ tags: _, ...draft }: NewConnector, at: Date): Connector {
	const isPlatform = draft.destination === "harness-platform";
	return {
		...NO_LIFECYCLE,
		...draft,
		platform: isPlatform ? NEW_PLATFORM : null,
		version: 1,
		status: "draft",
		proof: isPlatform ? "harness" : "direct",
		partition: "aws",
		overview: null,
		costReport: null,
		requirements: null,
		role: roleDefaultsOf(draft.destination ?? "harness-ccm"),
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

const ACCOUNT = NEW_PLATFORM.scope;

/** One connector an account and role, except for platform connectors, of which an account may have many. */
function isAlone({ destination }: Connector): boolean {
	return destination !== "harness-platform";
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
		const alone = next.destination === "harness-platform" ? [] : others.filter(isAlone);
		const isSame = (other: Connector) =>
			other.destination === next.destination && other.overview?.awsAccountId === awsAccountId;
		const isTwin = (other: Connector) =>
			other.destination !== "cloudzero" &&
			next.destination !== "cloudzero" &&
			other.overview?.identifier === identifier &&
			JSON.stringify(other.platform?.scope ?? ACCOUNT) === JSON.stringify(next.platform?.scope ?? ACCOUNT);
		if (alone.some(isSame)) return "account" as const;
		if (others.some(isTwin)) return "identifier" as const;
		if (alone.some((other) => derivedRoleArn(other) === derivedRoleArn(next))) return "role" as const;
	}
	if (!isSameEvidence(known, next)) evidenceOf(store, id).evidenceVersion = version + 1;
	const isSameRole = derivedRoleArn(known) === derivedRoleArn(next);
	const saved = isSameRole ? next : { ...next, ...afterRoleChange(known) };
	store.connectors.set(id, saved);
	return saved;
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
				result.isHistoryOnly !== true &&
				result.connectorVersion >= evidenceOf(store, connectorId).evidenceVersion,
		);
	const runOf = (id: string): StoredRun => {
		const run = store.runs.get(id);
		if (run === undefined) throw new Error(`There is no run ${id}.`);
		return run;
	};
	return {
		latest: async (connectorId) => {
			const newest = new Map<string, StoredResult>();
			for (const result of counted(connectorId)) {
				const known = newest.get(result.checkId);
				if (known === undefined || known.checkedAt <= result.checkedAt) newest.set(result.checkId, result);
			}
			return [...newest.values()];
		},
		history: async (connectorId, checkId, limit, before) =>
			store.results
				.filter((result) => result.connectorId === connectorId && result.checkId === checkId)
				.filter(({ checkedAt }) => before === undefined || checkedAt < before)
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
		findRun: async (id) => store.runs.get(id) ?? null,
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
		save: async ({ apiKey, apiKeyExpiresAt, ...account }) => {
			if (apiKey !== undefined) store.apiKeys.set(account.ref, apiKey);
			const known = store.harnessAccounts.get(account.ref);
			const made: HarnessAccount = {
				connection: null,
				govConnection: null,
				checkedAt: null,
				...known,
				...account,
				apiKeyExpiresAt: apiKeyExpiresAt === undefined ? (known?.apiKeyExpiresAt ?? null) : apiKeyExpiresAt,
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
