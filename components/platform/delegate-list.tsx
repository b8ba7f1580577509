"use client";

import { useQuery } from "@tanstack/react-query";
import { getLive } from "#components/setup/live-fetch.ts";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StatusRegion } from "#components/ui/status-region.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { isDelegateChosen } from "#lib/domain/platform/delegate-choice.ts";
import type { DelegateRow, DelegatesView } from "#lib/loaders/platform-live.ts";

const LOOK_MS = 30_000;
const TIMEOUT_MS = 15_000;

type DelegateListProps = {
	readonly connectorId: string;
	/** Empty: every delegate is one that may be used. */
	readonly selectors: readonly string[];
	readonly newDelegateHref: string;
};

/** Which delegates there are, how they are, and which of them the connector would go through. */
export function DelegateList({ connectorId, selectors, newDelegateHref }: DelegateListProps) {
	const { data, error } = useQuery({
		queryKey: ["delegates", connectorId],
		queryFn: ({ signal }) =>
			getLive<DelegatesView>(
				`/api/live/connectors/${connectorId}/delegates`,
				AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
			),
		refetchInterval: LOOK_MS,
		refetchOnWindowFocus: "always",
	});
	const rows = (data?.delegates ?? []).map((delegate) => ({
		...delegate,
		isChosen: isDelegateChosen(delegate, selectors),
	}));
	const usable = rows.filter(({ isChosen, isConnected }) => isChosen && isConnected);
	const isKnown = data !== undefined && data.failure === null;
	return (
		<Card
			title="Delegates in Harness"
			subtitle="Of the connector's scope and above."
			aside={
				<LinkButton href={newDelegateHref} external size="small">
					Install new delegate
				</LinkButton>
			}
			flush
		>
			<StatusRegion visible className="px-4.5 py-3 text-sm text-ink-2">
				{words(data, error !== null, rows.length, usable.length)}
			</StatusRegion>
			{rows.length > 0 && (
				<ul aria-label="Delegates" className="border-t border-line">
					{rows.map((row) => (
						<Delegate key={`${row.where} ${row.name}`} row={row} now={data?.now ?? 0} />
					))}
				</ul>
			)}
			{isKnown && usable.length === 0 && (
				<div className="border-t border-line p-4.5">
					<NoneMatches hasChosen={rows.some(({ isChosen }) => isChosen)} hasTags={selectors.length > 0} />
				</div>
			)}
		</Card>
	);
}

function words(
	view: DelegatesView | undefined,
	isUnreachable: boolean,
	count: number,
	usable: number,
): string {
	if (view === undefined) {
		return isUnreachable
			? "The delegates could not be listed: Rolebridge did not answer."
			: "Asking Harness for its delegates…";
	}
	if (view.failure !== null) {
		const { code } = view.failure;
		if (code === "NOT_ALLOWED")
			return "Your access is limited by tags, so Harness is not asked for you. The step can be saved all the same.";
		return code === "HARNESS_FORBIDDEN" || code === "HARNESS_NOT_CONFIGURED"
			? "The API key in Settings may not view delegates in this scope, so none can be shown. The step can be saved all the same; the test at the end says whether one answers."
			: "Harness did not list its delegates. The step can be saved all the same.";
	}
	if (count === 0) return "Harness has no delegate in this scope or above.";
	const all = count === 1 ? "1 delegate" : `${count} delegates`;
	return `${all}; ${usable} connected and fit to be used by this connector.`;
}

type Row = DelegateRow & { readonly isChosen: boolean };

function Delegate({ row, now }: { readonly row: Row; readonly now: number }) {
	const { name, tags, isConnected, lastHeartbeatAt, isChosen, where } = row;
	return (
		<li className="grid gap-x-3.5 gap-y-1.5 border-t border-line px-4.5 py-3 first:border-t-0 sm:grid-cols-[8.5rem_minmax(0,1fr)_auto]">
			<div>
				<Pill state={isConnected ? "ok" : "bad"}>{isConnected ? "Connected" : "Disconnected"}</Pill>
			</div>
			<div className="min-w-0">
				<p className="font-medium [overflow-wrap:anywhere]">{name}</p>
				<p className="text-sm text-ink-2">
					In the {where};{" "}
					{lastHeartbeatAt === null ? (
						"it never connected"
					) : (
						<>
							last heartbeat <RelativeTime at={lastHeartbeatAt} now={now} />
						</>
					)}
				</p>
				{tags.length > 0 && (
					<p className="mt-1 flex flex-wrap gap-1.5">
						{tags.map((tag) => (
							<Tag key={tag}>{tag}</Tag>
						))}
					</p>
				)}
			</div>
			<p className="text-sm text-ink-2">{isChosen ? "Matches" : "Lacks a tag"}</p>
		</li>
	);
}

function NoneMatches({ hasChosen, hasTags }: { readonly hasChosen: boolean; readonly hasTags: boolean }) {
	if (hasChosen) {
		return (
			<Notice tone="warn" title="No matching delegate is connected">
				Harness would wait for one and then fail. Start it again, or install another.
			</Notice>
		);
	}
	return (
		<Notice tone="warn" title={hasTags ? "No delegate has all of these tags" : "There is no delegate yet"}>
			{hasTags
				? "Harness would find none to go through. Take a tag away, or give it to a delegate."
				: "Install one; it shows here once it has connected."}
		</Notice>
	);
}
