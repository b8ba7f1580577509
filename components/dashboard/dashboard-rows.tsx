"use client";

import type { DashboardColumn, DashboardTable } from "#lib/domain/dashboard-query.ts";
import { DashboardRowView } from "./dashboard-row.tsx";
import { useLiveDashboard } from "./live-dashboard.tsx";
import { mergeRows } from "./merge-rows.ts";
import { isSelected } from "./selection.ts";
import { useSelection } from "./selection-provider.tsx";

export type DashboardRowsProps = {
	readonly table: DashboardTable;
	readonly cols: readonly DashboardColumn[];
};

/** The rows of one table, kept true in their places. */
export function DashboardRows({ table, cols }: DashboardRowsProps) {
	const { made, view } = useLiveDashboard();
	const { selection, toggle } = useSelection();
	const fresh = view.tables[table];
	const { rows } = mergeRows(made.tables[table].rows, fresh.rows);
	return (
		<tbody className="max-md:block">
			{rows.map(({ row, isGone }) => (
				<DashboardRowView
					key={row.id}
					row={row}
					isGone={isGone}
					days={made.tables[table].timelines[row.id]}
					cols={cols}
					now={made.now}
					isSelected={isSelected(selection, row.id)}
					onToggle={toggle}
				/>
			))}
		</tbody>
	);
}
