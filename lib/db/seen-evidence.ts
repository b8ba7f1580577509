// What is known of connectors, as somebody sees it who does not see everything: of what lies outside nothing at all;
// without the ability to review trust, only how the checks came out.
import type { ChangeProgress } from "#lib/domain/change-progress.ts";
import { reasonWithoutTrust, withoutTrust } from "#lib/domain/shown-evidence.ts";
import type { Sight } from "#lib/domain/sight.ts";
import type { AuditRepository } from "./audit-port.ts";
import type { ChangeRepository } from "./changes-port.ts";
import type { DashboardRepository, DashboardRow } from "./dashboard-port.ts";
import type { EvidenceRepository } from "./evidence-port.ts";
import { OutsideScope } from "./outside-scope.ts";
import type { CheckRepository } from "./port.ts";
import type { ScopeGuard } from "./scope-guard.ts";

type Guarded = Pick<ScopeGuard, "pick" | "has" | "must">;

export function checksSeen(checks: CheckRepository, guard: Guarded, { seesTrust }: Sight): CheckRepository {
	const shown = (results: Awaited<ReturnType<CheckRepository["latest"]>>) =>
		seesTrust ? results : results.map(withoutTrust);
	return {
		latest: async (id) => ((await guard.has(id)) ? shown(await checks.latest(id)) : []),
		history: async (id, ...which) => ((await guard.has(id)) ? shown(await checks.history(id, ...which)) : []),
		passedTimes: async (id, checkId) =>
			(await guard.has(id)) ? checks.passedTimes(id, checkId) : { first: null, last: null },
		requestRun: async (run) => {
			await guard.must(run.connectorId);
			return checks.requestRun(run);
		},
		latestRun: async (id, kind) => ((await guard.has(id)) ? checks.latestRun(id, kind) : null),
		openRuns: async (id) => ((await guard.has(id)) ? checks.openRuns(id) : []),
		findRun: async (id) => {
			const run = await checks.findRun(id);
			return run !== null && (await guard.has(run.connectorId)) ? run : null;
		},
		record: refuse,
		startRun: refuse,
		finishRun: refuse,
	};
}

export function evidenceSeen(
	evidence: EvidenceRepository,
	guard: Guarded,
	{ seesTrust }: Sight,
): EvidenceRepository {
	return {
		load: async (ids) => {
			const known = await evidence.load(await guard.pick(ids));
			if (seesTrust) return known;
			return new Map([...known].map(([id, one]) => [id, { ...one, latest: one.latest.map(withoutTrust) }]));
		},
		write: async (batch, options) => {
			await guard.must(...batch.map(({ connectorId }) => connectorId));
			return evidence.write(batch, options);
		},
	};
}

export function changesSeen(
	changes: ChangeRepository,
	guard: Guarded,
	{ seesTrust }: Sight,
): ChangeRepository {
	return {
		progress: async (id) => {
			if (!(await guard.has(id))) return {};
			const progress = await changes.progress(id);
			return seesTrust ? progress : withoutActions(progress);
		},
		note: async (id, ...what) => {
			await guard.must(id);
			await changes.note(id, ...what);
		},
		declination: async (id) => ((await guard.has(id)) ? changes.declination(id) : null),
		noteDeclined: async (id, declination) => {
			await guard.must(id);
			await changes.noteDeclined(id, declination);
		},
	};
}

function withoutActions({ features, ...others }: ChangeProgress): ChangeProgress {
	if (features === undefined) return others;
	return { ...others, features: { ...features, missing: [], observed: "Reviewers see what is missing." } };
}

/** Already narrowed to the scope by its own SQL. */
export function dashboardSeen(dashboard: DashboardRepository, { seesTrust }: Sight): DashboardRepository {
	if (seesTrust) return dashboard;
	const shown = (rows: readonly DashboardRow[]) =>
		rows.map((row) => ({ ...row, reason: row.reason && reasonWithoutTrust(row.reason) }));
	return {
		...dashboard,
		page: async (query, options) => {
			const page = await dashboard.page(query, options);
			return { ...page, rows: shown(page.rows) };
		},
		batch: async (filter, options) => shown(await dashboard.batch(filter, options)),
		rows: async (ids, now) => shown(await dashboard.rows(ids, now)),
	};
}

export function auditSeen(
	audit: AuditRepository,
	guard: Guarded,
	{ readsAudit, scope }: Sight,
): AuditRepository {
	return {
		...audit,
		list: async (subject, limit) =>
			readsAudit && (await guard.has(subject)) ? audit.list(subject, limit) : [],
		search: async (filter, page) => (readsAudit ? audit.search(filter, { ...page, scope }) : []),
	};
}

async function refuse(): Promise<never> {
	throw new OutsideScope();
}
