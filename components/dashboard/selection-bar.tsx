"use client";

import { lazy, Suspense, useState } from "react";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Allowed } from "#components/shell/abilities.tsx";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { StatusRegion } from "#components/ui/status-region.tsx";
import type { DashboardFilter } from "#lib/domain/dashboard-query.ts";
import { ACT_WORDS, type BulkAct } from "./act-words.ts";
import { numberWords } from "./chart-words.ts";
import { exportAsHref, exportHref } from "./export-href.ts";
import { MENU_ITEM, Menu } from "./menu.tsx";
import type { Selection } from "./selection.ts";
import { useSelection } from "./selection-provider.tsx";
import { type StartOperation, useStartAct } from "./use-start-act.ts";

const ActDialog = lazy(async () => ({ default: (await import("./act-dialog.tsx")).ActDialog }));

export type SelectionBarProps = {
	readonly startOperation: StartOperation;
	readonly filter: DashboardFilter;
	/** How many connectors the filter finds, in words: "4,110", "10,000+". */
	readonly matching: string;
	/** More match than are on this page. */
	readonly hasMore: boolean;
	/** The query for the export. */
	readonly search: string;
};

const ACTS = [
	"check",
	"add-tag",
	"remove-tag",
	"pause",
	"resume",
	"add-proof",
	"decline-template",
	"offboard",
] as const satisfies readonly BulkAct[];

const QUIET_LINK =
	"inline-flex min-h-7.5 items-center rounded px-2.5 text-sm font-medium text-ink-2 no-underline hover:bg-wash-2 pointer-coarse:min-h-11";

/** What can be done with what is chosen; at the foot of the window while anything is. */
export function SelectionBar({ startOperation, filter, matching, hasMore, search }: SelectionBarProps) {
	const { selection, selectAll, clear } = useSelection();
	const [act, setAct] = useState<BulkAct | null>(null);
	const { start, isStarting, failure } = useStartAct(startOperation, selection, filter);
	const isAll = selection.kind === "all";
	const count = selection.kind === "all" ? null : selection.ids.size;
	const words = isAll ? `All ${matching} selected` : `${numberWords(count ?? 0)} selected`;
	async function press(name: BulkAct) {
		const isHarmless = name === "check" || name === "resume";
		if (!isHarmless || isAll) setAct(name);
		else if (await start({ kind: name, input: {} })) clear();
	}
	return (
		<>
			<StatusRegion>{count === 0 ? "" : words}</StatusRegion>
			{count !== 0 && (
				<section
					aria-label="Selection"
					className="sticky bottom-3 z-20 flex flex-wrap items-center gap-x-2 gap-y-1.5 rounded border border-line-2 bg-paper px-3.5 py-2 shadow-float"
				>
					<b className="mr-1 whitespace-nowrap">{words}</b>
					{!isAll && hasMore && (
						<Button size="small" tone="quiet" onClick={selectAll}>
							Select all {matching} that match
						</Button>
					)}
					<span className="flex-1" />
					<span className="flex flex-wrap gap-1.5 max-lg:hidden">
						{ACTS.map((name) => (
							<Button
								key={name}
								size="small"
								tone={name === "offboard" ? "danger" : "default"}
								pending={isStarting && name === "check"}
								onClick={() => press(name)}
							>
								{ACT_WORDS[name].label}
							</Button>
						))}
					</span>
					<Menu label="Actions" isAbove className="lg:hidden">
						{(close) => (
							<ul>
								{ACTS.map((name) => (
									<li key={name}>
										<button
											type="button"
											className={MENU_ITEM}
											onClick={() => {
												close();
												void press(name);
											}}
										>
											{ACT_WORDS[name].label}
										</button>
									</li>
								))}
							</ul>
						)}
					</Menu>
					{isAll && (
						<a href={exportHref(search, "csv")} download="" className={QUIET_LINK}>
							Export
						</a>
					)}
					<ExportAs selection={selection} search={search} />
					<Button size="small" tone="quiet" onClick={clear}>
						Clear
					</Button>
					{failure !== null && (
						<div className="basis-full">
							<ActionFailureNotice failure={failure} />
						</div>
					)}
				</section>
			)}
			{act !== null && (
				<Suspense>
					<ActDialog
						act={act}
						startOperation={startOperation}
						selection={selection}
						filter={filter}
						matching={matching}
						onClose={() => setAct(null)}
						onStarted={() => {
							setAct(null);
							clear();
						}}
					/>
				</Suspense>
			)}
		</>
	);
}

/** The way to the same connectors as code; too many for an address are chosen by a filter. */
function ExportAs({ selection, search }: { readonly selection: Selection; readonly search: string }) {
	const href = exportAsHref(selection, search);
	if (href === null) return null;
	return (
		<Allowed to="connector.view-trust">
			<Link href={href} className={QUIET_LINK}>
				Export as…
			</Link>
		</Allowed>
	);
}
