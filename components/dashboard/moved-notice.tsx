"use client";

import { useRouter } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import type { DashboardTable } from "#lib/domain/dashboard-query.ts";
import { useLiveDashboard } from "./live-dashboard.tsx";
import { mergeRows } from "./merge-rows.ts";

/** Rows do not move under anybody's hand: that others belong here now is only said. */
export function MovedNotice({ table }: { readonly table: DashboardTable }) {
	const { made, view } = useLiveDashboard();
	const router = useRouter();
	const { hasMoved } = mergeRows(made.tables[table].rows, view.tables[table].rows);
	if (!hasMoved) return null;
	return (
		<Button size="small" tone="quiet" onClick={() => router.refresh()}>
			The list has changed: show it anew
		</Button>
	);
}
