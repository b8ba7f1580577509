import { describe, expect, it } from "vitest";
import { EVERYWHERE, isWithin, type Scope } from "#lib/domain/access.ts";
import { NO_AUDIT_FILTER } from "#lib/domain/audit-query.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { EMPTY_DASHBOARD_FILTER, parseDashboardQuery } from "#lib/domain/dashboard-query.ts";
import { verifierExternalId } from "#lib/domain/external-id.ts";
import type { Sight } from "#lib/domain/sight.ts";
import { rolledBack, testPrisma } from "#lib/testing/database.ts";
import { registeredConnectors, resultOf } from "#lib/testing/registered-connectors.ts";
import type { ConnectorLink, NewLaunchLink } from "./launch-links-port.ts";
import { OutsideScope } from "./outside-scope.ts";
import type { Db, DbOperations } from "./port.ts";

const prisma = testPrisma();
const now = new Date("2026-11-22T12:00:00Z");
const later = new Date("2026-11-22T13:00:00Z");
const DATA_TEAM: Scope = { harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] };
const SIGHT: Sight = { actorId: "limited", scope: DATA_TEAM, seesTrust: true, readsAudit: true };

/** One connector of the data team, one of another team, and what belongs to each. */
async function world(run: (db: Db, mine: Connector, theirs: Connector) => Promise<void>) {
	await rolledBack(prisma, async (db) => {
		const [first, second] = await registeredConnectors(db, 2);
		const mine = await tagged(db, first, { team: "data" });
		const theirs = await tagged(db, second, { team: "ops", secret: "hidden" });
		for (const { id } of [mine, theirs]) await furnish(db, id);
		await run(db, mine, theirs);
	});
}

async function tagged(db: Db, connector: Connector | undefined, tags: Record<string, string>) {
	if (connector?.overview == null) throw new Error("no connector");
	const overview = { ...connector.overview, tags };
	const saved = await db.connectors.save(connector.id, connector.version, { overview });
	if (saved === null || typeof saved === "string") throw new Error("not saved");
	return saved;
}

/** A little of everything that may be known of a connector. */
async function furnish(db: Db, id: string) {
	const actor = { kind: "person", id: "somebody", name: "Somebody", address: null, requestId: null } as const;
	const act = { actor, action: "connector.launched", at: now, details: { of: id } };
	await db.audit.append({ ...act, subject: id });
	await db.checks.requestRun({ id: `run-${id}`, connectorId: id, kind: "full", requestedAt: now });
	await db.connectors.saveDraft(id, "overview", { of: id });
	const results = [resultOf("role-assumable", "failed", now), resultOf("trust-policy", "warning", now)];
	const evaluate = { now, isVendorMode: false, durationMs: 1, random: 0, fullAt: now };
	await db.evidence.write([
		{ connectorId: id, connectorVersion: 3, runId: `run-${id}`, lease: null, results, evaluate },
	]);
	await db.changes.note(id, "shrink", { since: 1, changes: { of: id } });
	await db.operations.insert({
		...{ id: `op-${id}`, kind: "check", input: {}, createdAt: now },
		actor: { id: "somebody", name: "Somebody" },
	});
	await db.operations.addItems(`op-${id}`, [id]);
	await db.operations.finishItems(`op-${id}`, [{ subject: id, state: "failed", code: "UNEXPECTED" }]);
	await db.transaction(async ({ sql }) => {
		await sql(
			`INSERT INTO incident (id, kind, subject, health_state, confirmed_state, cause, opened_at, confirmed_at, resolved_at)
			 VALUES ($1, 'connector', $3, 'failing', 'failing', $4, $5::timestamptz, $5::timestamptz, NULL),
			        ($2, 'connector', $3, 'failing', 'failing', $4, $5::timestamptz, $5::timestamptz, $5::timestamptz)`,
			[`open-${id}`, `over-${id}`, id, `cause-${id}`, now],
		);
	});
	await db.launchLinks.insert(linkTo(id, `link-${id}`));
	await db.permissionQuestions.insert(questionTo(id, `question-${id}`));
	await db.maintenanceWindows.insert({
		...{ id: `window-${id}`, startsAt: now, endsAt: later, comment: id, createdBy: "Somebody" },
		selector: { kind: "owner", owner: id },
	});
}

function linkTo(connectorId: string, id: string): NewLaunchLink {
	const createdBy = { id: "somebody", name: "Somebody", email: "somebody@rolebridge.example" };
	const features = { features: [], autoStopping: [], governancePolicyArns: [], commitmentWrite: false };
	// Sound enough: nobody reads the request here.
	const request = { requirements: features } as unknown as ConnectorLink["request"];
	const of = {
		id,
		connectorId,
		rolloutId: null,
		secretHash: `hash-${id}`,
		note: connectorId,
		createdBy,
		request,
	};
	return { ...of, kind: "connect", createdAt: now, expiresAt: later };
}

function questionTo(connectorId: string, id: string) {
	const choice = { entries: [connectorId], bucketNames: [], accountIds: [], otherAccountId: null };
	return { id, connectorId, choice, requestedBy: "somebody", requestedAt: now };
}

type Limited =
	| "connectors"
	| "checks"
	| "evidence"
	| "changes"
	| "dashboard"
	| "audit"
	| "incidents"
	| "maintenanceWindows"
	| "operations"
	| "imports"
	| "launchLinks"
	| "permissionQuestions";
type Call = (db: Db, theirs: Connector) => Promise<unknown>;
/** Every method there is, called with another's connector: a new one does not compile until it is here. */
type Calls = { readonly [R in Limited]: { readonly [M in keyof DbOperations[R]]: Call } };

const QUERY = parseDashboardQuery({});
const PAGE = { table: "resource", limit: 50, now } as const;
const ALL = { after: null, limit: 50, now } as const;
const ONLY_WORKER: Call = async () => null;

const CALLS: Calls = {
	connectors: {
		find: (db, { id }) => db.connectors.find(id),
		findByAccount: (db, { harnessAccountRef, overview }) =>
			db.connectors.findByAccount(harnessAccountRef, overview?.awsAccountId ?? ""),
		list: (db) => db.connectors.list({ limit: 50, now }),
		listPayers: (db, { harnessAccountRef, destination }) =>
			db.connectors.listPayers(harnessAccountRef, destination),
		insert: (db) =>
			db.connectors.insert({
				id: "inserted-without-tag",
				harnessAccountRef: "h1",
				requiresAutoStopping: false,
				verifierExternalId: verifierExternalId(Uint8Array.from({ length: 20 }, (_, at) => 200 - at)),
			}),
		save: (db, { id, version }) => db.connectors.save(id, version, { pausedAt: now }),
		observe: (db, { id }) => db.connectors.observe(id, { launchedAt: now }),
		watchedAt: (db, { id }) => db.connectors.watchedAt(id),
		health: (db, { id }) => db.connectors.health(id),
		saveDraft: (db, { id }) => db.connectors.saveDraft(id, "role", { hostile: true }),
		drafts: (db, { id }) => db.connectors.drafts(id),
		deleteEmptyDrafts: (db) => db.connectors.deleteEmptyDrafts(later),
	},
	checks: {
		latest: (db, { id }) => db.checks.latest(id),
		history: (db, { id }) => db.checks.history(id, "role-assumable", 10),
		passedTimes: (db, { id }) => db.checks.passedTimes(id, "role-assumable"),
		record: (db, { id }) => db.checks.record(id, `run-${id}`, [resultOf("trust-policy", "passed", later)]),
		requestRun: (db, { id }) =>
			db.checks.requestRun({ id: "hostile", connectorId: id, kind: "full", requestedAt: later }),
		latestRun: (db, { id }) => db.checks.latestRun(id, "full"),
		openRuns: (db, { id }) => db.checks.openRuns(id),
		findRun: (db, { id }) => db.checks.findRun(`run-${id}`),
		startRun: (db, { id }) => db.checks.startRun(`run-${id}`, later, 1),
		finishRun: (db, { id }) => db.checks.finishRun(`run-${id}`, "done", later),
	},
	evidence: {
		load: (db, { id }) => db.evidence.load([id]),
		write: (db, { id }) =>
			db.evidence.write([
				{
					...{ connectorId: id, connectorVersion: 9, runId: "hostile", lease: null, evaluate: null },
					results: [resultOf("trust-policy", "passed", later)],
				},
			]),
	},
	changes: {
		progress: (db, { id }) => db.changes.progress(id),
		note: (db, { id }) => db.changes.note(id, "shrink", null),
		declination: (db, { id }) => db.changes.declination(id),
		noteDeclined: (db, { id }) => db.changes.noteDeclined(id, { by: "limited", at: now }),
	},
	dashboard: {
		page: (db) => db.dashboard.page(QUERY, PAGE),
		count: async (db) => {
			expect(await db.dashboard.count(EMPTY_DASHBOARD_FILTER, PAGE)).toMatchObject(ONE);
		},
		totals: async (db) => {
			expect(await db.dashboard.totals(now)).toMatchObject({ all: 1 });
		},
		changesSince: async (db) => {
			const groups = await db.dashboard.changesSince(new Date(now.getTime() - 86_400_000), later);
			expect(groups.map(({ count }) => count)).toEqual([1]);
			return groups;
		},
		days: (db, { id }) => db.dashboard.days([id], new Date(0)),
		fleet: async (db) => {
			expect(await db.dashboard.fleet(now)).toEqual({ checks: [], states: [] });
		},
		batch: (db) => db.dashboard.batch(EMPTY_DASHBOARD_FILTER, ALL),
		ids: (db) => db.dashboard.ids(EMPTY_DASHBOARD_FILTER, ALL),
		rows: (db, { id }) => db.dashboard.rows([id], now),
		tagKeys: async (db) => {
			expect(await db.dashboard.tagKeys(50)).toEqual(["team"]);
		},
	},
	audit: {
		append: ONLY_WORKER,
		list: (db, { id }) => db.audit.list(id, 50),
		search: (db) => db.audit.search(NO_AUDIT_FILTER, { scope: EVERYWHERE, limit: 50 }),
		actions: ONLY_WORKER,
		hasSince: ONLY_WORKER,
	},
	incidents: {
		reportTrouble: (db) =>
			db.incidents.reportTrouble({
				...{ id: "hostile", kind: "sts", subject: "us-east-1", code: "AWS_TIMEOUT", at: now },
			}),
		clearTrouble: (db) => db.incidents.clearTrouble({ kind: "sts", subject: "us-east-1", at: now }),
		settleTroubles: (db) => db.incidents.settleTroubles(later, 1),
		troubles: (db) => db.incidents.troubles(now),
		tryLock: (db) => db.incidents.tryLock(),
		unhandledChanges: (db) => db.incidents.unhandledChanges(10),
		markHandled: (db) => db.incidents.markHandled(["1"], now),
		connectorsWithNews: (db) => db.incidents.connectorsWithNews({ now: later, ageSince: now }, 10),
		expiredConnectors: (db) =>
			db.incidents.expiredConnectors({ now: later, exceptPartitions: [], exceptHarnessAccounts: [] }, 10),
		subjects: (db, { id }) => db.incidents.subjects([id], now),
		open: (db) => db.incidents.open([]),
		change: (db, { id }) => db.incidents.change(`open-${id}`, { state: "degraded" }, later),
		resolve: (db, { id }) => db.incidents.resolve(`open-${id}`, "recovered", later),
		markSeen: (db, { id }) => db.incidents.markSeen([{ id: `open-${id}`, seenAt: later }]),
		untold: (db) => db.incidents.untold("owner", 10),
		told: (db) => db.incidents.told(),
		heard: (db) => db.incidents.heard(now),
		recordTold: (db) => db.incidents.recordTold([], now),
		settle: (db, { id }) => db.incidents.settle([`open-${id}`], now),
		causes: (db) => db.incidents.causes(now, 20),
		counts: async (db) => {
			expect(await db.incidents.counts()).toEqual({ confirmed: 1, suspected: 0 });
		},
		list: (db, { id }) => db.incidents.list(`cause-${id}`, { after: 0, limit: 10 }),
		listResolved: (db) => db.incidents.listResolved({ limit: 10 }),
		acknowledge: async (db, { id }) => {
			const act = { owner: "x", comment: "x", by: "limited", at: now };
			expect(await db.incidents.acknowledge({ ids: [`open-${id}`] }, act)).toEqual([]);
			expect(await db.incidents.acknowledge({ cause: `cause-${id}` }, act)).toEqual([]);
		},
		mute: async (db, { id }) => {
			expect(await db.incidents.mute({ ids: [`open-${id}`] }, later)).toEqual([]);
			expect(await db.incidents.mute({ cause: `cause-${id}` }, later)).toEqual([]);
		},
	},
	maintenanceWindows: {
		current: (db) => db.maintenanceWindows.current(now),
		insert: (db) =>
			db.maintenanceWindows.insert({
				...{ id: "hostile", startsAt: now, endsAt: later, comment: "", createdBy: "limited" },
				selector: { kind: "all" },
			}),
		end: (db, { id }) => db.maintenanceWindows.end(`window-${id}`, now),
	},
	operations: {
		insert: (db) =>
			db.operations.insert({
				...{ id: "hostile", kind: "check", input: {}, createdAt: now },
				actor: { id: "somebody", name: "Somebody" },
			}),
		addItems: (db, { id }) => db.operations.addItems(`op-${id}`, [id]),
		find: (db, { id }) => db.operations.find(`op-${id}`),
		list: (db) => db.operations.list({ after: null, limit: 50 }),
		unfinished: (db) => db.operations.unfinished(50),
		counts: (db, { id }) => db.operations.counts(`op-${id}`),
		failedItems: (db, { id }) => db.operations.failedItems(`op-${id}`, { after: "", limit: 10 }),
		nextItems: (db, { id }) => db.operations.nextItems(`op-${id}`, { after: "", limit: 10 }),
		finishItems: (db, { id }) =>
			db.operations.finishItems(`op-${id}`, [{ subject: id, state: "done", code: null }]),
		makeDue: (db, { id }) => db.operations.makeDue(`op-${id}`, later),
		unscheduledItems: (db, { id }) => db.operations.unscheduledItems(`op-${id}`, { after: "", limit: 10 }),
		finishVerified: (db, { id }) => db.operations.finishVerified(`op-${id}`, new Date(0)),
		finishRest: (db, { id }) => db.operations.finishRest(`op-${id}`, { state: "skipped", code: null }),
		setState: (db, { id }) => db.operations.setState(`op-${id}`, "stopped", later),
	},
	imports: {
		known: (db, { harnessAccountRef, overview }) =>
			db.imports.known(harnessAccountRef, [overview?.awsAccountId ?? ""]),
		named: (db, { harnessAccountRef, overview }) =>
			db.imports.named(harnessAccountRef, [overview?.identifier ?? ""]),
	},
	launchLinks: {
		insert: (db, { id }) => db.launchLinks.insert(linkTo(id, "hostile")),
		find: (db, { id }) => db.launchLinks.find(`link-${id}`),
		secretHash: (db, { id }) => db.launchLinks.secretHash(`link-${id}`),
		ofConnector: (db, { id }) => db.launchLinks.ofConnector(id, 10),
		openOf: (db, { id }) => db.launchLinks.openOf(id, now),
		ofRollout: (db, { id }) => db.launchLinks.ofRollout(id, 10),
		openOfRollout: (db, { id }) => db.launchLinks.openOfRollout(id, now),
		list: (db) => db.launchLinks.list({ limit: 50 }),
		change: async (db, { id }) => {
			expect(await db.launchLinks.change(`link-${id}`, { revokedAt: now }, { now })).toBe(false);
		},
		countOpening: (db, { id }) => db.launchLinks.countOpening(`link-${id}`, now),
		addVisit: (db, { id }) => db.launchLinks.addVisit(`link-${id}`, "hostile", now),
		hasVisit: (db, { id }) => db.launchLinks.hasVisit(`link-${id}`, "hostile"),
		forgetVisits: (db) => db.launchLinks.forgetVisits(later),
	},
	permissionQuestions: {
		insert: (db, { id }) => db.permissionQuestions.insert(questionTo(id, "hostile")),
		giveUp: (db, { id }) => db.permissionQuestions.giveUp(id, { before: later, at: later }),
		find: (db, { id }) => db.permissionQuestions.find(`question-${id}`),
		latest: (db, { id }) => db.permissionQuestions.latest(id),
		start: (db, { id }) => db.permissionQuestions.start(`question-${id}`),
		finish: (db, { id }) =>
			db.permissionQuestions.finish(`question-${id}`, { answers: [], code: null, at: later }),
		prune: (db) => db.permissionQuestions.prune(later, 10),
	},
};
const ONE = { count: 1, isCapped: false };

const TABLES = [
	"connector",
	"check_run",
	"check_result",
	"latest_result",
	"connector_schedule",
	"operation",
	"operation_item",
	"incident",
	"maintenance_window",
	"launch_link",
	"launch_link_visit",
	"permission_question",
] as const;

/** Everything that any of the calls could change. */
async function everything(db: Db): Promise<string> {
	return db.transaction(async ({ sql }) => {
		const texts: string[] = [];
		for (const table of TABLES) {
			const rows = await sql(
				`SELECT count(*)::int AS count, md5(string_agg(to_jsonb(t)::text, E'\n' ORDER BY to_jsonb(t)::text)) FROM ${table} t`,
				[],
			);
			texts.push(`${table} ${JSON.stringify(rows)}`);
		}
		return texts.join("\n");
	});
}

/** What comes back; a refusal is nothing. */
async function textOf(call: () => Promise<unknown>): Promise<string> {
	try {
		const answer = await call();
		return JSON.stringify(answer instanceof Map ? [...answer] : (answer ?? null));
	} catch (error) {
		expect(error).toBeInstanceOf(OutsideScope);
		return "";
	}
}

describe("whoever is limited to a tag", () => {
	it.each(Object.entries(CALLS))(
		"gets nothing of another's connector from %s, and changes nothing",
		(_, calls) =>
			world(async (db, __, theirs) => {
				const { id, overview } = theirs;
				const hidden = [id, overview?.name, overview?.awsAccountId, "hidden"];
				const before = await everything(db);
				for (const [method, call] of Object.entries<Call>(calls)) {
					const text = await textOf(() => call(db.seenBy(SIGHT), theirs));
					for (const word of hidden) expect(text, method).not.toContain(word);
					expect(await everything(db), method).toBe(before);
				}
			}),
	);

	it("sees and changes their own as everybody else does", () =>
		world(async (db, mine) => {
			const seen = db.seenBy(SIGHT);
			const { id, version } = mine;
			expect(await seen.connectors.find(id)).toEqual(await db.connectors.find(id));
			expect(await seen.checks.latest(id)).toEqual(await db.checks.latest(id));
			expect(await seen.connectors.drafts(id)).toEqual({ overview: { of: id } });
			expect(await seen.dashboard.rows([id], now)).toEqual(await db.dashboard.rows([id], now));
			expect((await seen.dashboard.page(QUERY, PAGE)).rows.map((row) => row.id)).toEqual([id]);
			expect(await seen.incidents.list(`cause-${id}`, { after: 0, limit: 5 })).toMatchObject([
				{ id: `open-${id}` },
			]);
			expect(await seen.incidents.listResolved({ limit: 5 })).toMatchObject([{ id: `over-${id}` }]);
			expect(await seen.incidents.mute({ cause: `cause-${id}` }, later)).toEqual([
				{ id: `open-${id}`, subject: id },
			]);
			expect(await seen.audit.list(id, 5)).toHaveLength(1);
			expect(await seen.connectors.save(id, version, { pausedAt: now })).toMatchObject({ pausedAt: now });
		}));

	it("cannot take a connector out of their own sight, nor a transaction with it", () =>
		world(async (db, { id, version, overview }) => {
			if (overview === null) throw new Error("no overview");
			const change = { overview: { ...overview, tags: { team: "ops" } } };
			await expect(db.seenBy(SIGHT).connectors.save(id, version, change)).rejects.toThrow(OutsideScope);
		}));

	it("starts operations about their own connectors only, whatever ids they name", () =>
		world(async (db, mine, theirs) => {
			const seen = db.seenBy(SIGHT);
			const actor = { id: SIGHT.actorId, name: "Limited" };
			await seen.operations.insert({ id: "own", kind: "check", input: {}, actor, createdAt: now });
			await seen.operations.addItems("own", [mine.id, theirs.id, "unknown"]);
			expect(await db.operations.nextItems("own", { after: "", limit: 10 })).toEqual([mine.id]);
			expect((await seen.operations.list({ after: null, limit: 10 })).map(({ id }) => id)).toEqual(["own"]);
		}));

	it("sees trouble that their connectors rest on, and leaves it to others", () =>
		world(async (db) => {
			const trouble = { kind: "verifier", subject: "aws", code: "VERIFIER_NOT_ALLOWED" } as const;
			await db.incidents.reportTrouble({ ...trouble, id: "trouble", at: now });
			await db.incidents.settleTroubles(later, 1);
			const seen = db.seenBy(SIGHT);
			const causes = await seen.incidents.causes(later, 20);
			expect(causes.map(({ kind }) => kind)).toContain("verifier");
			expect(await seen.incidents.mute({ ids: ["trouble"] }, later)).toEqual([]);
		}));
});

describe("whoever is limited to a Harness account", () => {
	const scope: Scope = { harnessAccountRefs: ["h2"], tags: [] };

	it("finds that account alone, and neither key nor budget of another", () =>
		world(async (db) => {
			const account = { accountId: "account-h2", baseUrl: "https://h.invalid" };
			await db.harnessAccounts.save({ ref: "h2", ...account, apiKey: "secret-2" });
			await db.harnessAccounts.save({ ref: "h1", ...account, accountId: "account-h1", apiKey: "secret-1" });
			const ask = { base: 10, burst: 10, want: 1, leave: 0 };
			for (const key of ["sts:us-east-1", "harness:account-h1", "harness:account-h2"])
				await db.budgets.take(key, ask);
			const seen = db.seenBy({ ...SIGHT, scope });
			expect(await seen.harnessAccounts.find("h1")).toBeNull();
			expect(await seen.harnessAccounts.first()).toMatchObject({ ref: "h2" });
			expect(await seen.harnessAccounts.apiKey("h1")).toBeNull();
			expect(await seen.harnessAccounts.apiKey("h2")).toBe("secret-2");
			await expect(seen.harnessAccounts.save({ ref: "h1", ...account })).rejects.toThrow(OutsideScope);
			await expect(seen.harnessAccounts.observe("h1", { checkedAt: now })).rejects.toThrow(OutsideScope);
			const budgets = await seen.budgets.list();
			expect(budgets.map(({ key }) => key)).toEqual(expect.arrayContaining(["harness:account-h2"]));
			expect(JSON.stringify(budgets)).not.toContain("account-h1");
		}));
});

describe("a scope in SQL", () => {
	const TAGS = [
		{ key: "team", value: "data" },
		{ key: "a.b", value: "c" },
		{ key: 'say "hi"', value: "l'été; 日本語 🙂" },
		{ key: "%", value: "\\" },
		{ key: "$1", value: "{}" },
		{ key: "0", value: "1" },
	];
	const SCOPES: readonly Scope[] = [
		EVERYWHERE,
		...TAGS.map((tag) => ({ harnessAccountRefs: [], tags: [tag] })),
		{ harnessAccountRefs: ["h1"], tags: [] },
		{ harnessAccountRefs: ["h2"], tags: TAGS },
		{ harnessAccountRefs: ["h1", "h2"], tags: TAGS.slice(2, 4) },
	];

	it("finds what the rule in words finds, by each way of asking", () =>
		rolledBack(prisma, async (db) => {
			await db.harnessAccounts.save({ ref: "h2", accountId: "account-h2", baseUrl: "https://h.invalid" });
			const plain = await registeredConnectors(db, TAGS.length + 1);
			const all: Connector[] = [];
			for (const [index, connector] of plain.entries()) {
				const tag = TAGS[index];
				all.push(await tagged(db, connector, tag === undefined ? {} : { [tag.key]: tag.value, x: "y" }));
			}
			for (const scope of SCOPES) {
				const seen = db.seenBy({ ...SIGHT, scope });
				const within = all
					.filter(({ harnessAccountRef, overview }) =>
						isWithin(scope, { harnessAccountRef, tags: overview?.tags ?? {} }),
					)
					.map(({ id }) => id)
					.sort();
				const ids = all.map(({ id }) => id);
				const found = await Promise.all(ids.map((id) => seen.connectors.find(id)));
				expect(found.flatMap((connector) => connector?.id ?? []).sort()).toEqual(within);
				expect(await seen.dashboard.ids(EMPTY_DASHBOARD_FILTER, ALL)).toEqual(within);
				expect((await seen.dashboard.rows(ids, now)).map(({ id }) => id).sort()).toEqual(within);
				expect((await seen.connectors.list({ limit: 50, now })).map(({ id }) => id).sort()).toEqual(within);
			}
		}));
});

describe("whoever does not review trust", () => {
	const VIEWER: Sight = { ...SIGHT, scope: EVERYWHERE, seesTrust: false, readsAudit: false };

	it("learns how checks came out, and nothing of what AWS or a policy said", () =>
		world(async (db, { id }) => {
			const seen = db.seenBy(VIEWER);
			const latest = await seen.checks.latest(id);
			expect(latest.map(({ checkId, outcome }) => `${checkId} ${outcome}`)).toEqual([
				"role-assumable failed",
				"trust-policy warning",
			]);
			for (const result of [...latest, ...(await seen.checks.history(id, "trust-policy", 9))]) {
				expect(result).toMatchObject({ details: {}, requestId: null });
			}
			expect(latest[1]?.observed).toBe("Reviewers should have a look at the details.");
			expect(await seen.audit.list(id, 9)).toEqual([]);
			expect(await seen.audit.search(NO_AUDIT_FILTER, { scope: EVERYWHERE, limit: 9 })).toEqual([]);
		}));

	it("is not told by lists either what a policy lets through", () =>
		world(async (db, { id }) => {
			await db.transaction(({ sql }) =>
				sql(
					"UPDATE connector SET state_check_id = 'trust-policy', state_observed = 'It lets in Mallory.'",
					[],
				),
			);
			const seen = db.seenBy(VIEWER);
			const lists = [
				(await seen.dashboard.page(QUERY, PAGE)).rows,
				await seen.dashboard.batch(EMPTY_DASHBOARD_FILTER, ALL),
				await seen.dashboard.rows([id], now),
			];
			for (const rows of lists) {
				expect(rows.length).toBeGreaterThan(0);
				expect(JSON.stringify(rows)).not.toContain("Mallory");
			}
			expect(JSON.stringify(await db.dashboard.rows([id], now))).toContain("Mallory");
		}));
});
