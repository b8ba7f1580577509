import type { Db } from "#lib/db/port.ts";
import { isOutsideBudget } from "#lib/domain/budget.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import type { Metrics } from "./metrics.ts";

/** The same database, counting what is stored and what the shared budgets grant. */
export function measuredDb(db: Db, metrics: Metrics): Db {
	const { checks, evidence, budgets } = db;
	return {
		...db,
		seenBy: (sight) => measuredDb(db.seenBy(sight), metrics),
		checks: {
			...checks,
			async record(connectorId, runId, results) {
				await checks.record(connectorId, runId, results);
				countChecks(metrics, results);
			},
		},
		evidence: {
			...evidence,
			async write(batch, options) {
				const written = await evidence.write(batch, options);
				const isStored = new Map(written.map(({ connectorId, isDropped }) => [connectorId, !isDropped]));
				for (const { connectorId, results, undecided = [], evaluate } of batch) {
					if (isStored.get(connectorId) !== true) {
						metrics.evidenceDropped.inc();
						continue;
					}
					countChecks(metrics, [...results, ...undecided]);
					const durationMs = evaluate?.durationMs ?? null;
					if (durationMs !== null) metrics.verificationSeconds.observe(durationMs / 1_000);
				}
				return written;
			},
		},
		budgets: {
			...budgets,
			async take(key, ask) {
				const grant = await budgets.take(key, ask);
				if (grant.granted > 0 && isOutsideBudget(key))
					metrics.budgetTaken.inc({ budget: key }, grant.granted);
				return grant;
			},
			async lower(key, terms) {
				await budgets.lower(key, terms);
				metrics.budgetLowered.inc({ budget: key });
			},
		},
	};
}

/** A check id may name one feature after a colon; its results are counted with the check's others. */
function countChecks(metrics: Metrics, results: readonly CheckResult[]): void {
	for (const { checkId, outcome, code } of results) {
		metrics.checks.inc({ check: checkId.replace(/:.*/, ""), outcome, code: code ?? "" });
	}
}
