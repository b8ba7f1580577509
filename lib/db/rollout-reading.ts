import { accountProblem, type RolloutProblem } from "#lib/domain/rollout/account-problem.ts";
import { COVERAGE_STAGES, type Coverage, type CoverageStage } from "#lib/domain/rollout.ts";
import type { PrismaLike } from "./client.ts";
import { factsFrom, type SelectedAccount, type SelectedFacts, toAccountRow } from "./rollout-account-row.ts";
import { FACTS, standing, standingCount, standingPage } from "./rollout-standing-sql.ts";
import type { ProblemGroup, RolloutAccountFilter, RolloutRepository, UnitCoverage } from "./rollouts-port.ts";

type Reading = Pick<
	RolloutRepository,
	"accounts" | "countAccounts" | "coverage" | "waveProgress" | "problems"
>;
type FactsGroup = SelectedFacts & {
	readonly count: number;
	readonly examples: readonly { readonly accountId: string; readonly name: string }[];
};
type CoverageGroup = SelectedFacts & {
	readonly unit_id: string | null;
	readonly stage: number | null;
	readonly count: number;
};

const MOST_GROUPS = 50;

/** Few groups, however many accounts: what they have in common is counted in the database and named here. */
export function rolloutReading(prisma: PrismaLike): Reading {
	/** Sound as far as each statement selects what its caller names. */
	const read = <Row>(text: string, values: readonly unknown[]) =>
		prisma.$queryRawUnsafe<Row[]>(text, ...values);

	const factGroups = (id: string, now: Date) => read<FactsGroup>(FACT_GROUPS, [id, now]);

	async function factsOf(
		id: string,
		{ problem }: RolloutAccountFilter,
		now: Date,
	): Promise<readonly SelectedFacts[] | undefined> {
		if (problem === undefined) return undefined;
		const groups = await factGroups(id, now);
		return groups
			.filter((group) => isNamed(accountProblem(factsFrom(group)), problem))
			.map(({ count: _, examples: __, ...facts }) => facts);
	}

	return {
		async accounts(id, filter, { after = "", limit, now }) {
			const facts = await factsOf(id, filter, now);
			const stage = stageNumber(filter.stage);
			const { text, values } = standingPage({ id, now, filter, stage, facts, after, limit });
			return (await read<SelectedAccount>(text, values)).map(toAccountRow);
		},

		async countAccounts(id, filter, now) {
			const facts = await factsOf(id, filter, now);
			const stage = stageNumber(filter.stage);
			const { text, values } = standingCount({ id, now, filter, stage, facts });
			const [row] = await read<{ count: number }>(text, values);
			return row?.count ?? 0;
		},

		async coverage(id, now) {
			const [groups, units] = await Promise.all([
				read<CoverageGroup>(COVERAGE_GROUPS, [id, now]),
				prisma.rolloutUnit.findMany({ where: { rolloutId: id }, omit: { rolloutId: true } }),
			]);
			const unitOf = new Map(units.map((unit) => [unit.id, unit]));
			const byUnit = Map.groupBy(groups, ({ unit_id }) =>
				unit_id !== null && unitOf.has(unit_id) ? unit_id : null,
			);
			const rows = [...byUnit].map(
				([unitId, own]): UnitCoverage => ({
					unit: unitId === null ? null : (unitOf.get(unitId) ?? null),
					coverage: coverageOf(own),
					problems: sum(own.filter((group) => accountProblem(factsFrom(group)) !== null)),
				}),
			);
			return { total: coverageOf(groups), units: rows.sort(byProblems) };
		},

		async waveProgress(id, wave, now) {
			const groups = await read<CoverageGroup>(WAVE_GROUPS, [id, now, wave]);
			const inTrouble = groups.filter((group) => accountProblem(factsFrom(group)) !== null);
			// What was verified and is in trouble now counts once: as trouble.
			const well = coverageOf(groups.filter((group) => !inTrouble.includes(group)));
			const { expected, deployed } = coverageOf(groups);
			return { expected, deployed, verified: well.verified, failing: coverageOf(inTrouble).expected };
		},

		async problems(id, now) {
			return problemGroups(await factGroups(id, now));
		},
	};
}

const FACT_GROUPS = `
	SELECT ${FACTS.join(", ")}, count(*)::int AS count,
		to_json((array_agg(json_build_object('accountId', account_id, 'name', name) ORDER BY account_id))[1:10]) AS examples
	FROM (${standing("a.left_at IS NULL")}) AS a GROUP BY ${FACTS.join(", ")}`;

const coverageGroups = (which: string) => `
	SELECT unit_id, stage, ${FACTS.join(", ")}, count(*)::int AS count
	FROM (${standing(which)}) AS a GROUP BY unit_id, stage, ${FACTS.join(", ")}`;
const COVERAGE_GROUPS = coverageGroups("a.left_at IS NULL");
const WAVE_GROUPS = coverageGroups("a.left_at IS NULL AND a.wave = $3::int");

function problemGroups(groups: readonly FactsGroup[]): readonly ProblemGroup[] {
	const found = new Map<string, ProblemGroup>();
	for (const { count, examples, ...facts } of groups) {
		const problem = accountProblem(factsFrom(facts));
		if (problem === null) continue;
		const key = `${problem.kind} ${problem.cause}`;
		const known = found.get(key);
		found.set(key, {
			problem: known?.problem ?? problem,
			count: (known?.count ?? 0) + count,
			examples: [...(known?.examples ?? []), ...examples]
				.sort((a, b) => (a.accountId < b.accountId ? -1 : 1))
				.slice(0, 10),
		});
	}
	return [...found.values()].sort((a, b) => b.count - a.count).slice(0, MOST_GROUPS);
}

/** By its kind, its cause, or both as `kind:cause`. */
function isNamed(problem: RolloutProblem | null, name: string): boolean {
	if (problem === null) return false;
	return [problem.kind, problem.cause, `${problem.kind}:${problem.cause}`].includes(name);
}

function stageNumber(stage: CoverageStage | undefined): number | undefined {
	return stage === undefined ? undefined : COVERAGE_STAGES.indexOf(stage);
}

function coverageOf(groups: readonly Pick<CoverageGroup, "stage" | "count">[]): Coverage {
	const reached = (stage: number) =>
		sum(groups.filter((group) => group.stage !== null && group.stage >= stage));
	return {
		expected: reached(0),
		deployed: reached(1),
		answering: reached(2),
		verified: reached(3),
		registered: reached(4),
		healthy: reached(5),
	} satisfies Record<(typeof COVERAGE_STAGES)[number], number>;
}

function sum(groups: readonly { readonly count: number }[]): number {
	return groups.reduce((total, { count }) => total + count, 0);
}

function byProblems(a: UnitCoverage, b: UnitCoverage): number {
	return b.problems - a.problems || (a.unit?.path ?? "").localeCompare(b.unit?.path ?? "", "en");
}
