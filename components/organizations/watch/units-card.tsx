import { Card } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { rolloutAccountsHref } from "#lib/domain/rollout/accounts-query.ts";
import { COVERAGE_STAGES, type CoverageStage } from "#lib/domain/rollout.ts";
import type { UnitRow } from "#lib/loaders/rollout-watch-view.ts";
import { STAGE_WORDS } from "./stage-words.ts";

export type UnitsCardProps = {
	readonly rolloutId: string;
	readonly units: readonly UnitRow[];
	readonly more: number;
};

/** The same numbers for each organizational unit, those with problems first. */
export function UnitsCard({ rolloutId, units, more }: UnitsCardProps) {
	if (units.length === 0 || (units.length === 1 && units[0]?.id === null)) return null;
	return (
		<Card title="Organizational units" flush>
			<Table
				caption="Coverage by organizational unit"
				columns={columnsOf(rolloutId)}
				rows={units}
				rowKey={({ id }) => id ?? "none"}
			/>
			{more > 0 && (
				<p className="border-t border-line px-4.5 py-3 text-sm text-ink-2">
					{more.toLocaleString("en")} more units. The CSV export names each account with its unit.
				</p>
			)}
		</Card>
	);
}

function columnsOf(rolloutId: string): readonly Column<UnitRow>[] {
	return [
		{
			key: "unit",
			header: "Unit",
			phone: "title",
			className: "[overflow-wrap:anywhere]",
			cell: ({ id, path }) =>
				id === null ? (
					"Not known"
				) : (
					<Link href={rolloutAccountsHref(rolloutId, { unitId: id })} className="link">
						{path || id}
					</Link>
				),
		},
		...COVERAGE_STAGES.map(
			(stage): Column<UnitRow> => ({
				key: stage,
				header: STAGE_WORDS[stage].title,
				phone: ON_A_PHONE.includes(stage) ? "labelled" : "hidden",
				align: "end",
				className: "tabular-nums",
				cell: ({ coverage }) => <Count count={coverage[stage]} />,
			}),
		),
		{
			key: "problems",
			header: "Problems",
			phone: "labelled",
			align: "end",
			className: "tabular-nums",
			cell: ({ problems }) =>
				problems === 0 ? <Count count={0} /> : <b className="text-bad">{problems.toLocaleString("en")}</b>,
		},
	];
}

/** Seven lines a unit would bury the next one. */
const ON_A_PHONE: readonly CoverageStage[] = ["expected", "verified", "healthy"];

function Count({ count }: { readonly count: number }) {
	return <span className={count === 0 ? "text-ink-3" : undefined}>{count.toLocaleString("en")}</span>;
}
