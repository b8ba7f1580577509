"use client";

import { parseAsString, useQueryStates } from "nuqs";
import type { TransitionStartFunction } from "react";

/** Read by lib/domain/dashboard-query.ts on the server; here only texts that are set and cleared. */
const PARAMS = {
	q: parseAsString.withDefault(""),
	health: parseAsString.withDefault(""),
	proof: parseAsString.withDefault(""),
	feature: parseAsString.withDefault(""),
	tag: parseAsString.withDefault(""),
	partition: parseAsString.withDefault(""),
	type: parseAsString.withDefault(""),
	kind: parseAsString.withDefault(""),
	sort: parseAsString.withDefault(""),
	dir: parseAsString.withDefault(""),
	cols: parseAsString.withDefault(""),
	billing: parseAsString.withDefault(""),
	resource: parseAsString.withDefault(""),
};
const FILTERS = ["q", "health", "proof", "feature", "tag", "partition", "type", "kind"] as const;
const NO_FILTER = {
	...{ q: null, health: null, proof: null, feature: null },
	...{ tag: null, partition: null, type: null, kind: null },
} as const satisfies Record<(typeof FILTERS)[number], null>;
/** Other rows begin at their first page. */
const FIRST_PAGE = { billing: null, resource: null } as const;

export type Chosen = { readonly [Name in keyof typeof PARAMS]: string };

/** The filters as the address has them, and the ways to change them; the server then makes the page anew. */
export function useFilters(startTransition: TransitionStartFunction) {
	const [chosen, set] = useQueryStates(PARAMS, {
		shallow: false,
		history: "push",
		scroll: false,
		startTransition,
	});
	return {
		chosen,
		isFiltered: FILTERS.some((name) => chosen[name] !== ""),
		/** How the list is shown; its page stays. */
		show: (values: Partial<Pick<Chosen, "cols">>) => void set(values),
		change: (values: Partial<Chosen>) => void set({ ...values, ...FIRST_PAGE }),
		clear: () => void set({ ...NO_FILTER, ...FIRST_PAGE }),
	};
}
