"use client";

import type { DashboardColumn } from "#lib/domain/dashboard-query.ts";
import { COLUMN_WORDS } from "./column-words.ts";
import { MENU_ITEM, Menu } from "./menu.tsx";

const COLUMNS = [
	"account",
	"type",
	"timeline",
	"proof",
	"since",
	"features",
	"tags",
	"template",
	"partition",
] as const satisfies readonly DashboardColumn[];
const DEFAULT = "account,timeline,proof";
const NONE = "none";

export type ColumnMenuProps = {
	/** Columns with commas between them; empty: as by default; "none": only name and health. */
	readonly chosen: string;
	readonly onChange: (chosen: string) => void;
};

export function ColumnMenu({ chosen, onChange }: ColumnMenuProps) {
	const columns = (chosen === "" ? DEFAULT : chosen).split(",");
	function toggle(column: DashboardColumn) {
		const next = COLUMNS.filter((one) => (one === column) !== columns.includes(one)).join(",");
		onChange(next === DEFAULT ? "" : next === "" ? NONE : next);
	}
	return (
		<Menu label="Columns" side="end" tone="quiet">
			{() => (
				<fieldset>
					<legend className="sr-only">Columns</legend>
					{COLUMNS.map((column) => (
						<label key={column} className={MENU_ITEM}>
							<input
								type="checkbox"
								checked={columns.includes(column)}
								onChange={() => toggle(column)}
								className="size-4"
							/>
							{COLUMN_WORDS[column]}
						</label>
					))}
				</fieldset>
			)}
		</Menu>
	);
}
