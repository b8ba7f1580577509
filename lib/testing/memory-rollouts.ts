import type { ConnectorRepository } from "#lib/db/port.ts";
import type {
	EnrolledConnector,
	RolloutAccountFilter,
	RolloutAccountRow,
	RolloutPlanRepository,
	RolloutRepository,
	SeenAccount,
	UnitCoverage,
} from "#lib/db/rollouts-port.ts";
import type { AccountId } from "#lib/domain/account-id.ts";
import { formatRoleArn } from "#lib/domain/arn.ts";
import { type CheckResult, type JsonValue, TRUST_CHECKS } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { hasHarnessSide } from "#lib/domain/destination.ts";
import { healthLimitMinutes } from "#lib/domain/health.ts";
import { accountProblem } from "#lib/domain/rollout/account-problem.ts";
import {
	COVERAGE_STAGES,
	type Coverage,
	type CoverageStage,
	type OrganizationUnit,
	type PlanRow,
	type Rollout,
	type RolloutAccount,
	type RolloutChange,
	type RolloutChangeKind,
	type RolloutPlan,
} from "#lib/domain/rollout.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";

type Turn = { dueAt: Date | null; lease: string | null; leasedUntil: Date | null; lookedAt: Date | null };
type Stored = {
	rollout: Rollout;
	readonly turn: Turn;
	watchedAt: Date | null;
	drafts: Record<string, JsonValue>;
	units: readonly OrganizationUnit[];
	readonly accounts: Map<string, RolloutAccount>;
	/** Accounts whose tags were never read. */
	readonly untagged: Set<string>;
	readonly changes: RolloutChange[];
};
type StoredPlan = { plan: RolloutPlan; readonly rows: Map<string, PlanRow> };

/** What a test may look into and set. */
export type MemoryRollouts = {
	readonly rollouts: Map<string, Stored>;
	readonly plans: Map<string, StoredPlan>;
};
export function newMemoryRollouts(): MemoryRollouts {
	return { rollouts: new Map(), plans: new Map() };
}

/** What the repository needs to know of connectors. */
type Connectors = Pick<ConnectorRepository, "insert" | "save" | "observe"> & {
	readonly all: () => readonly Connector[];
	readonly find: (id: string) => Connector | null;
	readonly health: (id: string) => { state: string; since: Date; validUntil: Date | null } | null;
	readonly latest: (id: string) => Promise<readonly CheckResult[]>;
	readonly enterSchedule: (id: string, at: Date) => Promise<void>;
	/** Marks whose connector it is. */
	readonly setRollout: (id: string, rolloutId: string) => void;
};

export function memoryRollouts(
	{ rollouts: store }: MemoryRollouts,
	connectors: Connectors,
	now: () => Date,
): RolloutRepository {
	const entry = (id: string): Stored => {
		const found = store.get(id);
		if (found === undefined) throw new Error(`There is no rollout ${id}.`);
		return found;
	};
	const rowsOf = async (id: string, at: Date) => {
		const { rollout, accounts } = entry(id);
		const sorted = [...accounts.values()].sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
		return Promise.all(sorted.map((account) => rowOf(rollout, account, connectors, at)));
	};
	const found = async (id: string, filter: RolloutAccountFilter, at: Date) =>
		(await rowsOf(id, at)).filter((row) => isWanted(row, filter));

	return {
		insert: async (given) => {
			const rollout: Rollout = { ...UNSAVED, ...given, createdAt: now(), updatedAt: now() };
			const turn = { dueAt: null, lease: null, leasedUntil: null, lookedAt: null };
			store.set(given.id, {
				rollout,
				turn,
				watchedAt: null,
				drafts: {},
				units: [],
				accounts: new Map(),
				untagged: new Set(),
				changes: [],
			});
			return rollout;
		},
		find: async (id) => store.get(id)?.rollout ?? null,
		list: async ({ after, limit }) =>
			[...store.values()]
				.map(({ rollout }) => rollout)
				.sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1))
				.filter((rollout) => after === undefined || placeOf(rollout) < placeOf(after))
				.slice(0, limit),
		save: async (id, version, edit) => {
			const known = store.get(id);
			if (known === undefined || known.rollout.version !== version) return null;
			known.rollout = { ...known.rollout, ...edit, version: version + 1, updatedAt: now() };
			known.turn.dueAt = known.rollout.status === "launched" ? now() : null;
			return known.rollout;
		},
		observe: async (id, { watchedAt, ...facts }) => {
			const known = entry(id);
			known.rollout = { ...known.rollout, ...facts };
			if (watchedAt === undefined) return;
			known.watchedAt = watchedAt;
			const soonest = new Date((known.turn.lookedAt?.getTime() ?? 0) + 15_000);
			if (known.rollout.status === "launched" && isBroughtForward(known.rollout, watchedAt))
				known.turn.dueAt = earlier(known.turn.dueAt, later(watchedAt, soonest));
		},
		holdDraft: async (id, managementAccountId) => {
			const rollout = store.get(id)?.rollout;
			return rollout?.status === "draft" && rollout.managementAccountId === managementAccountId;
		},
		saveDraft: async (id, step, values) => {
			entry(id).drafts[step] = values;
		},
		drafts: async (id) => store.get(id)?.drafts ?? {},
		delete: async (id) => {
			const { status, launchedAt } = entry(id).rollout;
			return status === "draft" && launchedAt === null && store.delete(id);
		},

		claimDue: async ({ now: at, lease, leasedUntil }) => {
			const due = [...store.values()]
				.filter(({ turn }) => turn.dueAt !== null && turn.dueAt <= at)
				.filter(({ turn }) => turn.leasedUntil === null || turn.leasedUntil <= at)
				.sort((a, b) => Number(a.turn.dueAt) - Number(b.turn.dueAt))[0];
			if (due === undefined) return null;
			Object.assign(due.turn, { lease, leasedUntil, dueAt: leasedUntil });
			return due.rollout.id;
		},
		release: async (id, lease, { at, dueAt }) => {
			const { turn, rollout } = entry(id);
			if (turn.lease !== lease) return false;
			const isAsked = turn.dueAt !== null && turn.leasedUntil !== null && turn.dueAt < turn.leasedUntil;
			const next = isAsked && turn.dueAt !== null ? earlier(turn.dueAt, dueAt ?? turn.dueAt) : dueAt;
			Object.assign(turn, {
				lease: null,
				leasedUntil: null,
				lookedAt: at,
				dueAt: rollout.status === "ended" ? null : next,
			});
			return true;
		},
		countUnread: async (since) =>
			[...store.values()].filter(({ rollout: { kind, status, readerFoundAt, reconciledAt } }) => {
				const seenAt = readerFoundAt && (reconciledAt ?? readerFoundAt);
				return kind === "organization" && status === "launched" && seenAt !== null && seenAt < since;
			}).length,
		makeDue: async (id, at) => {
			const { turn, rollout } = entry(id);
			if (rollout.status === "launched") turn.dueAt = earlier(turn.dueAt, at);
		},

		replaceUnits: async (id, units) => {
			entry(id).units = [...units];
		},
		units: async (id) =>
			[...(store.get(id)?.units ?? [])].sort((a, b) => (`${a.path} ${a.id}` < `${b.path} ${b.id}` ? -1 : 1)),
		seeAccounts: async (id, seen, when) => seeAccounts(entry(id), seen, when),
		seeInstances: async (id, instances) => {
			const { accounts } = entry(id);
			for (const [accountId, account] of accounts)
				accounts.set(accountId, { ...account, instance: instances.get(accountId) ?? null });
		},
		untagged: async (id, limit) => {
			const { accounts, untagged } = entry(id);
			return [...accounts.values()]
				.filter(({ accountId, leftAt }) => leftAt === null && untagged.has(accountId))
				.map(({ accountId }) => accountId)
				.sort()
				.slice(0, limit);
		},
		setTags: async (id, tagsOf) => {
			const { accounts, untagged } = entry(id);
			for (const [accountId, tags] of tagsOf) {
				const account = accounts.get(accountId);
				untagged.delete(accountId);
				if (account !== undefined) accounts.set(accountId, { ...account, tags });
			}
		},
		unenrolled: async (id, { after = "", limit }) =>
			[...entry(id).accounts.values()]
				.filter(
					({ accountId, connectorId, leftAt }) =>
						accountId > after && connectorId === null && leftAt === null,
				)
				.sort((a, b) => (a.accountId < b.accountId ? -1 : 1))
				.slice(0, limit),
		account: async (id, accountId) => store.get(id)?.accounts.get(accountId) ?? null,
		draftsToSettle: async (id, limit) =>
			[...entry(id).accounts.values()]
				.flatMap(({ connectorId, leftAt }) => {
					const connector = connectorId === null ? null : connectors.find(connectorId);
					if (connector === null || connector.status !== "draft" || connector.rolloutId !== id) return [];
					if (connector.offboarding !== null) return [];
					const isOver = leftAt !== null || entry(id).rollout.status === "ended";
					if (isOver === (connector.pausedAt !== null)) return [];
					return [{ connectorId: connector.id, version: connector.version, isOver }];
				})
				.slice(0, limit),
		tiedElsewhere: async (id, { isBlind, limit }) =>
			[...entry(id).accounts.values()]
				.filter(({ leftAt, instance, isManagement }) => {
					const { features, readerFoundAt } = entry(id).rollout;
					if (leftAt !== null) return false;
					if (isManagement) return features?.payer != null && (isBlind || readerFoundAt !== null);
					return isBlind || instance?.status === "CURRENT";
				})
				.flatMap(({ connectorId, accountId }) => {
					const connector = connectorId === null ? null : connectors.find(connectorId);
					if (connector === null || !isTiedElsewhere(entry(id).rollout, connector, accountId)) return [];
					const other = connector.rolloutId === null ? undefined : store.get(connector.rolloutId);
					if (other !== undefined && other.rollout.status !== "ended") return [];
					return [{ connectorId: connector.id, accountId }];
				})
				.slice(0, limit),
		uncovered: async (id, limit) =>
			[...entry(id).accounts.values()]
				.flatMap(({ connectorId, accountId, leftAt, isManagement }) => {
					const connector = connectorId === null ? null : connectors.find(connectorId);
					if (connector === null || connector.rolloutId !== id || leftAt !== null || isManagement) return [];
					if (connector.status === "offboarded" || connector.offboarding !== null) return [];
					if (connector.costReport?.kind !== "none" || connector.partition === "aws-us-gov") return [];
					return [{ connectorId: connector.id, accountId, version: connector.version }];
				})
				.slice(0, limit),
		predecessor: async (id) => {
			const own = entry(id).rollout;
			const ended = [...store.values()]
				.map(({ rollout }) => rollout)
				.filter(
					(other) =>
						other.id !== id &&
						other.kind === "organization" &&
						other.status === "ended" &&
						other.harnessAccountRef === own.harnessAccountRef &&
						other.partition === own.partition &&
						other.managementAccountId !== null &&
						other.managementAccountId === own.managementAccountId,
				);
			return ended.sort((a, b) => Number(b.endedAt) - Number(a.endedAt))[0] ?? null;
		},
		swapExternalIds: async (id, otherId) => {
			const [own, other] = [entry(id), entry(otherId)];
			const { verifierExternalId } = own.rollout;
			own.rollout = { ...own.rollout, verifierExternalId: other.rollout.verifierExternalId };
			other.rollout = { ...other.rollout, verifierExternalId };
		},
		setWaves: async (id, waveOf) => {
			const { accounts } = entry(id);
			for (const [accountId, wave] of waveOf) {
				const account = accounts.get(accountId);
				if (account !== undefined) accounts.set(accountId, { ...account, wave });
			}
		},
		changes: async (id, { before, limit }) =>
			(store.get(id)?.changes ?? [])
				.map((change, index) => ({ ...change, index: String(index + 1) }))
				.reverse()
				.filter(({ index }) => before === undefined || Number(index) < Number(before.index))
				.slice(0, limit),
		enrol: async (id, given) =>
			enrol(entry(id), given, connectors, (other) => store.get(other)?.rollout.status === "ended"),

		accounts: async (id, filter, { after = "", limit, now: at }) =>
			(await found(id, filter, at)).filter(({ accountId }) => accountId > after).slice(0, limit),
		countAccounts: async (id, filter, at) => (await found(id, filter, at)).length,
		coverage: async (id, at) => {
			const rows = (await rowsOf(id, at)).filter(({ leftAt }) => leftAt === null);
			const unitOf = new Map(entry(id).units.map((unit) => [unit.id, unit]));
			const byUnit = Map.groupBy(rows, ({ unitId }) => unitOf.get(unitId ?? "") ?? null);
			const units = [...byUnit].map(
				([unit, own]): UnitCoverage => ({
					unit,
					coverage: coverageOf(own),
					problems: own.filter(({ problem }) => problem !== null).length,
				}),
			);
			const total = coverageOf(rows);
			return { total, units: units.sort((a, b) => b.problems - a.problems) };
		},
		waveProgress: async (id, wave, at) => {
			const rows = (await rowsOf(id, at)).filter((row) => row.leftAt === null && row.wave === wave);
			const inTrouble = rows.filter(({ problem }) => problem !== null);
			const { expected, deployed } = coverageOf(rows);
			const { verified } = coverageOf(rows.filter(({ problem }) => problem === null));
			return { expected, deployed, verified, failing: coverageOf(inTrouble).expected };
		},
		problems: async (id, at) => {
			const rows = await rowsOf(id, at);
			const byCause = Map.groupBy(
				rows.filter(({ problem }) => problem !== null),
				({ problem }) => `${problem?.kind} ${problem?.cause}`,
			);
			return [...byCause.values()]
				.flatMap((own) => {
					const problem = own[0]?.problem;
					if (problem == null) return [];
					const examples = own.slice(0, 10).map(({ accountId, name }) => ({ accountId, name }));
					return [{ problem, count: own.length, examples }];
				})
				.sort((a, b) => b.count - a.count)
				.slice(0, 50);
		},
	};
}

function isTiedElsewhere(
	{ id, kind, status, launch, partition }: Rollout,
	connector: Connector,
	accountId: AccountId,
): boolean {
	if (kind !== "organization" || status !== "launched" || launch === null) return false;
	const { rolePath: path, roleName } = launch.role;
	return (
		connector.status !== "offboarded" &&
		connector.offboarding === null &&
		(connector.pausedAt === null || connector.status === "draft") &&
		connector.rolloutId !== id &&
		derivedRoleArn(connector) === formatRoleArn({ partition, accountId, path, roleName })
	);
}

export function memoryRolloutPlans({ plans }: MemoryRollouts): RolloutPlanRepository {
	const entry = (id: string): StoredPlan => {
		const found = plans.get(id);
		if (found === undefined) throw new Error(`There is no plan ${id}.`);
		return found;
	};
	const ofRollout = (rolloutId: string) =>
		[...plans.values()]
			.map(({ plan }) => plan)
			.filter((plan) => plan.rolloutId === rolloutId)
			.sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
	return {
		insert: async ({ actorId: _, ...given }) => {
			const plan: RolloutPlan = { ...given, ...NEW_PLAN };
			plans.set(given.id, { plan, rows: new Map() });
		},
		find: async (id) => plans.get(id)?.plan ?? null,
		latest: async (rolloutId) => ofRollout(rolloutId)[0] ?? null,
		addRows: async (planId, rows) => {
			for (const row of rows) entry(planId).rows.set(row.accountId, row);
		},
		finish: async (planId, end) => {
			const found = entry(planId);
			found.plan = { ...found.plan, ...end };
		},
		rows: async (planId, { action, after = "", limit }) =>
			[...(plans.get(planId)?.rows.values() ?? [])]
				.sort((a, b) => (a.accountId < b.accountId ? -1 : 1))
				.filter((row) => row.accountId > after && (action === undefined || row.action === action))
				.slice(0, limit),
		row: async (planId, accountId) => plans.get(planId)?.rows.get(accountId) ?? null,
		setOperation: async (planId, operationId, before) => {
			const found = entry(planId);
			if (found.plan.operationId !== before) return false;
			found.plan = { ...found.plan, operationId };
			return true;
		},
		prune: async (rolloutId, keep) => {
			// How an operation stands is not known here: what has one is kept.
			const old = ofRollout(rolloutId).slice(keep);
			for (const { id, operationId } of old) if (operationId === null) plans.delete(id);
		},
	};
}

const UNSAVED = {
	version: 1,
	status: "draft",
	managementAccountId: null,
	features: null,
	launch: null,
	launchedAt: null,
	endedAt: null,
	readerFoundAt: null,
	organization: null,
	stackSet: null,
	reconciledAt: null,
	reconcileFailure: null,
} as const;
const NEW_PLAN = {
	state: "queued",
	failure: null,
	counts: { create: 0, update: 0, adopt: 0, unchanged: 0, blocked: 0 },
	operationId: null,
	finishedAt: null,
} as const;

type When = Parameters<RolloutRepository["seeAccounts"]>[2];

function seeAccounts(stored: Stored, seen: readonly SeenAccount[], { at, isComplete }: When) {
	const { accounts, rollout } = stored;
	const isDraft = rollout.status === "draft";
	const isFirst = accounts.size === 0;
	const found: RolloutChange[] = [];
	const note = (accountId: string, kind: RolloutChangeKind, details: RolloutChange["details"]) =>
		found.push({ accountId, kind, details, at });
	for (const account of seen) {
		const known = accounts.get(account.accountId);
		for (const [kind, details] of changesOf(known, account, isFirst)) note(account.accountId, kind, details);
		accounts.set(account.accountId, {
			...(known ?? { firstSeenAt: at, instance: null, connectorId: null, enrolCode: null }),
			...account,
			tags: account.tags ?? known?.tags ?? {},
			lastSeenAt: at,
			leftAt: null,
		});
		if (account.tags !== null) stored.untagged.delete(account.accountId);
		else if (known === undefined) stored.untagged.add(account.accountId);
	}
	const ids = new Set<string>(seen.map(({ accountId }) => accountId));
	const missing = [...accounts.values()].filter(
		(known) => known.leftAt === null && !ids.has(known.accountId),
	);
	for (const known of isComplete ? missing : []) {
		if (isDraft) accounts.delete(known.accountId);
		else accounts.set(known.accountId, { ...known, leftAt: at });
		note(known.accountId, "left", { name: known.name });
	}
	if (isDraft) return [];
	found.sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
	stored.changes.push(...found);
	return found;
}

function changesOf(
	known: RolloutAccount | undefined,
	{ name, unitId, state }: SeenAccount,
	isFirst: boolean,
): readonly (readonly [RolloutChangeKind, RolloutChange["details"]])[] {
	if (known === undefined) return isFirst ? [] : [["joined", { name }]];
	if (known.leftAt !== null) return [["returned", { name }]];
	const moved = { from: known.unitId ?? "", ...(unitId !== null && { to: unitId }) };
	const isOther = known.state !== state && known.state !== "UNKNOWN" && state !== "UNKNOWN";
	return [
		...(known.unitId === null || known.unitId === unitId ? [] : [["moved", moved] as const]),
		...(isOther ? [["state-changed", { from: known.state, to: state }] as const] : []),
	];
}

async function enrol(
	{ rollout, accounts }: Stored,
	given: readonly EnrolledConnector[],
	connectors: Connectors,
	hasEnded: (rolloutId: string) => boolean,
): ReturnType<RolloutRepository["enrol"]> {
	let made = 0;
	let adopted = 0;
	for (const { accountId, connector, change, launchedAt } of given) {
		const account = accounts.get(accountId);
		if (account === undefined || account.connectorId !== null || account.leftAt !== null) continue;
		const tie = (connectorId: string) =>
			accounts.set(accountId, { ...account, connectorId, enrolCode: null });
		const live = connectors
			.all()
			.find(
				(other) =>
					other.status !== "offboarded" &&
					other.destination === "harness-ccm" &&
					other.harnessAccountRef === rollout.harnessAccountRef &&
					other.overview?.awsAccountId === accountId,
			);
		const isOurs = ({ status, rolloutId }: Connector) =>
			status === "registered" || (rolloutId !== null && (rolloutId === rollout.id || hasEnded(rolloutId)));
		if (live !== undefined && !isOurs(live)) {
			accounts.set(accountId, { ...account, enrolCode: "CONNECTOR_ACCOUNT_TAKEN" });
			continue;
		}
		if (live !== undefined) {
			tie(live.id);
			adopted += 1;
			continue;
		}
		const isTaken = connectors
			.all()
			.some(
				(other) =>
					other.status !== "offboarded" &&
					hasHarnessSide(other) &&
					(other.platform?.scope.kind ?? "account") === "account" &&
					other.harnessAccountRef === rollout.harnessAccountRef &&
					other.overview?.identifier === change.overview?.identifier,
			);
		if (isTaken) {
			accounts.set(accountId, { ...account, enrolCode: "CONNECTOR_IDENTIFIER_TAKEN" });
			continue;
		}
		const inserted = await connectors.insert(connector);
		await connectors.save(inserted.id, inserted.version, change);
		await connectors.observe(inserted.id, { launchedAt });
		connectors.setRollout(inserted.id, rollout.id);
		await connectors.enterSchedule(inserted.id, launchedAt);
		tie(inserted.id);
		made += 1;
	}
	return { made, adopted };
}

async function rowOf(
	rollout: Rollout,
	account: RolloutAccount,
	connectors: Connectors,
	now: Date,
): Promise<RolloutAccountRow> {
	const connector = account.connectorId === null ? null : connectors.find(account.connectorId);
	const latest = connector === null ? [] : await connectors.latest(connector.id);
	const known = connector === null ? null : connectors.health(connector.id);
	const isExpired = known?.validUntil != null && known.validUntil < now;
	const state = isExpired ? "unknown" : (known?.state ?? "pending");
	const isVerified = TRUST_CHECKS.every((checkId) => latest.some((result) => isProof(result, checkId, now)));
	const isCovered = isCoveredBy(rollout, account);
	const isActive = ["ACTIVE", "UNKNOWN", "PENDING_ACTIVATION"].includes(account.state);
	const isExpected = isCovered && account.leftAt === null && isActive;
	const worst = latest.find(({ outcome }) => outcome === "failed") ?? null;
	const permission = latest.find(
		({ checkId, outcome }) => checkId.startsWith("permissions:") && outcome === "failed",
	);
	return {
		...account,
		stage: isExpected ? stageOf(account, connector, isVerified, state) : null,
		problem: accountProblem({
			state: account.state,
			hasLeft: account.leftAt !== null,
			isCovered: isCovered || connector !== null,
			instance: account.instance,
			enrolCode: account.enrolCode,
			connector: connector && {
				status: connector.status,
				state,
				checkId: worst?.checkId ?? null,
				code: worst?.code ?? null,
				permissionCode: permission?.code ?? null,
			},
		}),
		connector: connector && {
			id: connector.id,
			version: connector.version,
			name: connector.overview?.name ?? null,
			identifier: connector.overview?.identifier ?? null,
			status: connector.status,
			state,
			stateSince: known?.since ?? null,
			stateCode: worst?.code ?? null,
			stateObserved: worst?.observed ?? null,
			roleFoundAt: connector.roleFoundAt,
			isVerified,
			rolloutId: connector.rolloutId,
		},
	};
}

function isProof(result: CheckResult, checkId: CheckResult["checkId"], now: Date): boolean {
	const ageMs = now.getTime() - result.checkedAt.getTime();
	return (
		result.checkId === checkId && result.outcome === "passed" && ageMs <= healthLimitMinutes(checkId) * 60_000
	);
}

function isCoveredBy({ kind, status, launch, features }: Rollout, account: RolloutAccount): boolean {
	if (status === "draft") return false;
	if (kind === "list") return true;
	if (account.isManagement) return features?.payer != null;
	return account.wave !== null && account.wave < (launch?.wavesBegun ?? 0);
}

function stageOf(
	{ instance }: RolloutAccount,
	connector: Connector | null,
	isVerified: boolean,
	state: string,
): CoverageStage {
	const isFound = connector !== null && connector.roleFoundAt !== null;
	if (!isFound && instance?.status !== "CURRENT") return "expected";
	if (!isFound || connector.status === "offboarded") return "deployed";
	if (!isVerified) return "answering";
	if (connector.status !== "registered") return "verified";
	return state === "healthy" ? "healthy" : "registered";
}

function isWanted(row: RolloutAccountRow, filter: RolloutAccountFilter): boolean {
	const { unitId, stage, problem, text = "", hasLeft } = filter;
	const kind = row.problem?.kind;
	const cause = row.problem?.cause;
	return (
		(unitId === undefined || row.unitId === unitId) &&
		(stage === undefined || row.stage === stage) &&
		(problem === undefined || [kind, cause, `${kind}:${cause}`].includes(problem)) &&
		(row.name.toLowerCase().includes(text.toLowerCase()) ||
			row.accountId.includes(text.replace(/[\s-]/gu, ""))) &&
		(hasLeft === undefined || (row.leftAt !== null) === hasLeft)
	);
}

function coverageOf(rows: readonly Pick<RolloutAccountRow, "stage">[]): Coverage {
	const reached = (stage: CoverageStage) =>
		rows.filter(
			(row) => row.stage !== null && COVERAGE_STAGES.indexOf(row.stage) >= COVERAGE_STAGES.indexOf(stage),
		).length;
	return {
		expected: reached("expected"),
		deployed: reached("deployed"),
		answering: reached("answering"),
		verified: reached("verified"),
		registered: reached("registered"),
		healthy: reached("healthy"),
	};
}

function placeOf({ createdAt, id }: { readonly createdAt: Date; readonly id: string }): string {
	return `${createdAt.toISOString()} ${id}`;
}

/** A look that did not succeed is not repeated sooner for who watches, but for a reader that is about to be made. */
function isBroughtForward(
	{ reconcileFailure, readerFoundAt, launchedAt }: Rollout,
	watchedAt: Date,
): boolean {
	if (reconcileFailure === null) return true;
	const sinceMs = watchedAt.getTime() - (launchedAt?.getTime() ?? 0);
	const isAwaited = reconcileFailure.code === "ORGANIZATION_READER_NOT_FOUND" && readerFoundAt === null;
	return isAwaited && sinceMs < 2 * 60 * 60_000;
}

function earlier(known: Date | null, other: Date): Date {
	return known !== null && known < other ? known : other;
}

function later(one: Date, other: Date): Date {
	return one > other ? one : other;
}
