"use client";

import { useQuery } from "@tanstack/react-query";
import { healthWords } from "#components/connectors/health-words.ts";
import { ROW_LOOKS } from "#components/connectors/row-look.ts";
import { FailureExplained } from "#components/setup/failure-explained.tsx";
import { LiveErrorNotice } from "#components/setup/live-error-notice.tsx";
import { getLive } from "#components/setup/live-fetch.ts";
import { Link } from "#components/ui/link.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { DashboardRow } from "#lib/db/dashboard-port.ts";
import { TRUST_CHECKS } from "#lib/domain/check.ts";
import { destinationOfType } from "#lib/domain/destination.ts";
import type { CheckRow, ChecksView } from "#lib/loaders/checks-view.ts";

/** Why the connector is as it is: the check that decided, what it saw and when, and what mends it. */
export function RowEvidence({ row }: { readonly row: DashboardRow }) {
	const { data, error } = useQuery({
		queryKey: ["evidence", row.id, row.since],
		queryFn: ({ signal }) => getLive<ChecksView>(`/api/live/connectors/${row.id}/checks`, signal),
		staleTime: 10_000,
	});
	const { meaning, todo } = healthWords(row.health, {
		destination: destinationOfType(row.type) ?? "harness-ccm",
		hasRole: row.roleArn !== null,
	});
	const checks = data === undefined ? [] : deciding(data.rows, row);
	const isExplained = checks.some(({ explanation }) => explanation !== null);
	return (
		<div className="flex max-w-[46rem] flex-col gap-2.5 text-sm text-ink-2">
			<p className="text-ink">{meaning}</p>
			<LiveErrorNotice error={error} />
			{data === undefined && error === null && <p>Reading the evidence…</p>}
			<ul aria-label="Evidence" className="flex flex-col gap-2.5 empty:hidden">
				{checks.map((check) => (
					<Evidence key={check.checkId} check={check} />
				))}
			</ul>
			{!isExplained && (data !== undefined || error !== null) && (
				<p>
					<b className="text-ink">What to do:</b> {todo}
				</p>
			)}
			<p>
				<Link href={`/connectors/${row.id}`} className="link">
					All evidence of {row.name ?? "this draft"}
				</Link>
			</p>
		</div>
	);
}

function Evidence({ check }: { readonly check: CheckRow }) {
	const { state, word } = ROW_LOOKS[check.state];
	return (
		<li className="flex flex-col gap-1">
			<p className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5">
				<Pill state={state}>{word}</Pill>
				<b className="text-ink">{check.title}</b>
				{check.checkedAt !== null && <RelativeTime at={check.checkedAt} />}
			</p>
			{check.observed !== null && <p>{check.observed}</p>}
			{check.requestId !== null && (
				<p>
					AWS request ID <Mono wrap>{check.requestId}</Mono>
					{check.region !== null && (
						<>
							{" "}
							in <Mono>{check.region}</Mono>
						</>
					)}
				</p>
			)}
			{check.explanation !== null && <FailureExplained explanation={check.explanation} />}
		</li>
	);
}

/** The check that made the state; of a connector that is well the four that prove it. */
function deciding(rows: readonly CheckRow[], { reason }: DashboardRow): readonly CheckRow[] {
	const named = rows.filter(({ checkId }) => checkId === reason?.checkId);
	return named.length > 0 ? named : rows.filter(({ checkId }) => TRUST_CHECKS.some((id) => id === checkId));
}
