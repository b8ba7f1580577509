"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { type ActionAnswer, failureOf } from "#components/setup/action-failure.ts";
import { type DashboardFilter, dashboardFilterOf } from "#lib/domain/dashboard-query.ts";
import type { Failure } from "#lib/domain/failures.ts";
import type { BulkAct } from "#lib/domain/operation.ts";
import type { Selection } from "./selection.ts";

/** The action that starts an operation: ids of a few, or the filter that finds them. */
export type StartOperation = (input: {
	act: BulkAct;
	subjects: { ids: string[] } | { filter: Mutable<DashboardFilter> };
}) => Promise<ActionAnswer<{ readonly id: string }>>;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] };
export type StartableAct = Parameters<StartOperation>[0]["act"];

/** Starts an act on many; its progress is then shown by the id in the address, which a reload keeps. */
export function useStartAct(startOperation: StartOperation, selection: Selection, filter: DashboardFilter) {
	const [, setOperation] = useQueryState(
		"operation",
		parseAsString.withOptions({ shallow: false, scroll: false }),
	);
	const [isStarting, setStarting] = useState(false);
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);

	async function start(act: StartableAct): Promise<boolean> {
		setStarting(true);
		let id: string | null = null;
		const problem = await failureOf(async () => {
			const answer = await startOperation({ act, subjects: subjectsOf(selection, filter) });
			if (answer.data?.ok) id = answer.data.value.id;
			return answer;
		});
		setStarting(false);
		setFailure(problem);
		if (problem === null) await setOperation(id);
		return problem === null;
	}
	return { start, isStarting, failure };
}

/** Only the filter's own parts: how the list is sorted and paged is no part of what an act is about. */
function subjectsOf(selection: Selection, filter: DashboardFilter) {
	return selection.kind === "all"
		? { filter: { ...dashboardFilterOf(filter), health: [...filter.health] } }
		: { ids: [...selection.ids] };
}
