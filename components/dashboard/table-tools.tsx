"use client";

import { useTransition } from "react";
import { ColumnMenu } from "./column-menu.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { useFilters } from "./use-filters.ts";

/** What changes how the list is shown, not what is in it; `search`: the query for the export. */
export function TableTools({ search }: { readonly search: string }) {
	const [, startTransition] = useTransition();
	const { chosen, show } = useFilters(startTransition);
	return (
		<div className="ml-auto flex gap-1">
			<ColumnMenu chosen={chosen.cols} onChange={(cols) => show({ cols })} />
			<ExportMenu search={search} />
		</div>
	);
}
