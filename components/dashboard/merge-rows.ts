import type { DashboardRow } from "#lib/db/dashboard-port.ts";

export type ShownRow = {
	readonly row: DashboardRow;
	/** It is not in this page of the list any more: what is shown of it is from before. */
	readonly isGone: boolean;
};

export type ShownRows = {
	readonly rows: readonly ShownRow[];
	/** The list read anew would have other rows, or others first. */
	readonly hasMoved: boolean;
};

/** Rows keep their places while one looks; only what they say changes. */
export function mergeRows(shown: readonly DashboardRow[], fresh: readonly DashboardRow[]): ShownRows {
	const byId = new Map(fresh.map((row) => [row.id, row]));
	return {
		rows: shown.map((row) => {
			const now = byId.get(row.id);
			return { row: now ?? row, isGone: now === undefined };
		}),
		hasMoved: shown.length !== fresh.length || shown.some((row, index) => row.id !== fresh[index]?.id),
	};
}

/** What to say aloud after a poll: at most two connectors by name, more by their number. */
export function changesAloud(
	before: readonly DashboardRow[],
	after: readonly DashboardRow[],
	wordOf: (row: DashboardRow) => string,
): string {
	const known = new Map(before.map((row) => [row.id, row.health]));
	const changed = after.filter((row) => known.has(row.id) && known.get(row.id) !== row.health);
	if (changed.length > 2) return `${changed.length} connectors in sight changed their state.`;
	return changed.map((row) => `${row.name ?? "A draft"} is now ${wordOf(row)}.`).join(" ");
}
