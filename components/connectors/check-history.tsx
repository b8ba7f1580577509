"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LiveErrorNotice } from "#components/setup/live-error-notice.tsx";
import { getLive } from "#components/setup/live-fetch.ts";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { CheckHistoryPage } from "#lib/loaders/check-history.ts";
import { ROW_LOOKS } from "./row-look.ts";

export type CheckHistoryProps = { readonly connectorId: string; readonly checkId: string };

/** The earlier results of one check; read only when somebody opens it. */
export function CheckHistory(props: CheckHistoryProps) {
	const [isOpen, setIsOpen] = useState(false);
	return (
		<Disclosure summary="History" className="mt-0.5" onOpen={() => setIsOpen(true)}>
			{isOpen && (
				<LiveProvider>
					<Pages {...props} />
				</LiveProvider>
			)}
		</Disclosure>
	);
}

function Pages({ connectorId, checkId }: CheckHistoryProps) {
	const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
		queryKey: ["history", connectorId, checkId],
		queryFn: ({ signal, pageParam }) =>
			getLive<CheckHistoryPage>(pathOf(connectorId, checkId, pageParam), signal),
		initialPageParam: "",
		getNextPageParam: ({ next }) => next,
	});
	if (error !== null) return <LiveErrorNotice error={error} />;
	if (data === undefined) return <p>Reading the history…</p>;
	const results = data.pages.flatMap((page) => page.results);
	if (results.length === 0) return <p>There are no results yet.</p>;
	const now = data.pages[0]?.now ?? 0;
	return (
		<>
			<ol className="flex flex-col gap-1.5" aria-label="Earlier results">
				{results.map(({ id, outcome, observed, checkedAt, durationMs }) => (
					<li key={id} className="flex flex-wrap items-baseline gap-x-2.5">
						<Pill state={ROW_LOOKS[outcome].state} plain>
							{ROW_LOOKS[outcome].word}
						</Pill>
						<RelativeTime at={checkedAt} now={now} className="whitespace-nowrap" />
						<span className="min-w-0 flex-1 basis-60">{observed}</span>
						<span className="num whitespace-nowrap">{durationMs} ms</span>
					</li>
				))}
			</ol>
			{hasNextPage && (
				<Button size="small" className="mt-2" pending={isFetching} onClick={() => fetchNextPage()}>
					Show earlier results
				</Button>
			)}
		</>
	);
}

function pathOf(connectorId: string, checkId: string, before: string): string {
	const query = new URLSearchParams({ check: checkId, ...(before !== "" && { before }) });
	return `/api/live/connectors/${connectorId}/history?${query}`;
}
