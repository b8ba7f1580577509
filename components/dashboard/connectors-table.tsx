import type { ReactNode } from "react";
import { Allowed } from "#components/shell/abilities.tsx";
import { Card } from "#components/ui/card.tsx";
import { ChevronIcon } from "#components/ui/icons.tsx";
import { Link } from "#components/ui/link.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { cn } from "#lib/cn.ts";
import {
	type DashboardColumn,
	type DashboardQuery,
	type DashboardSort,
	type DashboardTable,
	isUnfiltered,
} from "#lib/domain/dashboard-query.ts";
import type { DashboardView } from "#lib/loaders/dashboard.ts";
import { numberWords } from "./chart-words.ts";
import { COLUMN_SORTS, COLUMN_WORDS } from "./column-words.ts";
import { type DashboardPlace, dashboardHref } from "./dashboard-href.ts";
import { DashboardRows } from "./dashboard-rows.tsx";
import { MovedNotice } from "./moved-notice.tsx";
import { PageCheckbox } from "./page-checkbox.tsx";

export type ConnectorsTableProps = {
	readonly table: DashboardTable;
	readonly view: DashboardView;
	readonly query: DashboardQuery;
	readonly place: DashboardPlace;
};

const TITLES = { billing: "Billing connectors", resource: "Resource connectors" } as const;
const CHANGED = "There are no connectors after this place in the list.";

/** One of the two tables with its page's place in the whole. The page's frame is the server's; its rows live. */
export function ConnectorsTable({ table, view, query, place }: ConnectorsTableProps) {
	const { rows } = view.tables[table];
	const cursor = query[table];
	if (rows.length === 0 && cursor === null && (table === "billing" || !isUnfiltered(query))) return null;
	const title = TITLES[table];
	return (
		<Card
			title={title}
			flush
			aside={
				<span className="flex flex-wrap items-center gap-x-2 text-sm text-ink-2">
					<MovedNotice table={table} />
					{rangeWords(view, table)}
				</span>
			}
		>
			{rows.length === 0 ? (
				<p className="px-4.5 py-6 text-ink-2">{cursor === null ? "There are none yet." : CHANGED}</p>
			) : (
				<div className="md:overflow-x-auto">
					<table className="w-full border-collapse max-md:block">
						<caption className="sr-only">{title}</caption>
						<Head table={table} ids={rows.map(({ id }) => id)} query={query} place={place} />
						<DashboardRows table={table} cols={query.cols} />
					</table>
				</div>
			)}
			<Pages table={table} view={view} query={query} place={place} />
		</Card>
	);
}

function rangeWords({ tables }: DashboardView, table: DashboardTable): string {
	const { rows, offset, count } = tables[table];
	const all = `${numberWords(count.count)}${count.isCapped ? "+" : ""}`;
	if (rows.length === 0) return "";
	const whole = offset === 0 && rows.length === count.count;
	// Connectors, not accounts: one account may be a payer here for several vendors.
	if (whole && table === "billing") return `${all} with a cost report`;
	return `${numberWords(offset + 1)}–${numberWords(offset + rows.length)} of ${all}`;
}

type HeadProps = {
	readonly table: DashboardTable;
	readonly ids: readonly string[];
	readonly query: DashboardQuery;
	readonly place: DashboardPlace;
};

function Head({ table, ids, query, place }: HeadProps) {
	const header = (column: DashboardColumn) => (
		<Header key={column} sort={column in COLUMN_SORTS ? sortOf(column) : null} query={query} place={place}>
			{COLUMN_WORDS[column]}
		</Header>
	);
	return (
		<thead className="max-md:block">
			<tr className="border-b border-line bg-wash max-md:flex max-md:items-center">
				<Allowed to="connector.change">
					<th scope="col" className="w-0 py-2.25 pl-4.5 text-left max-md:w-auto max-md:py-2 max-md:pl-4">
						<PageCheckbox label={`Select all ${TITLES[table].toLowerCase()} on this page`} ids={ids} />
						<span aria-hidden="true" className="ml-3 text-sm font-medium text-ink-2 md:hidden">
							This page
						</span>
					</th>
				</Allowed>
				<Header sort="name" query={query} place={place}>
					Connector
				</Header>
				{query.cols.includes("account") && header("account")}
				<Header sort="health" query={query} place={place}>
					Health
				</Header>
				{query.cols.filter((column) => column !== "account").map(header)}
				<th scope="col" className="max-md:sr-only">
					<span className="sr-only">What to do</span>
				</th>
			</tr>
		</thead>
	);
}

/** Sound: asked only for columns that are in COLUMN_SORTS. */
function sortOf(column: DashboardColumn): DashboardSort {
	return COLUMN_SORTS[column as keyof typeof COLUMN_SORTS];
}

type HeaderProps = {
	readonly sort: DashboardSort | null;
	readonly query: DashboardQuery;
	readonly place: DashboardPlace;
	readonly children: ReactNode;
};

function Header({ sort, query, place, children }: HeaderProps) {
	const isSorted = sort === query.sort;
	const isUp = query.dir === "asc";
	return (
		<th
			scope="col"
			aria-sort={isSorted ? (isUp ? "ascending" : "descending") : undefined}
			className="px-3.5 py-2.25 text-left text-sm font-medium whitespace-nowrap text-ink-2 max-md:sr-only"
		>
			{sort === null ? (
				children
			) : (
				<Link
					href={dashboardHref(query, { sort, dir: isSorted && isUp ? "desc" : "asc" }, place)}
					scroll={false}
					className={cn(
						"inline-flex items-center gap-1 no-underline hover:text-ink",
						isSorted ? "text-ink" : "text-ink-2",
					)}
				>
					{children}
					<ChevronIcon
						className={cn("size-3", isUp || !isSorted ? "-rotate-90" : "rotate-90", !isSorted && "opacity-0")}
					/>
				</Link>
			)}
		</th>
	);
}

function Pages({ table, view, query, place }: ConnectorsTableProps) {
	const { next, previous } = view.tables[table];
	const isFirst = query[table] === null;
	if (next === null && isFirst) return null;
	const href = (cursor: DashboardQuery[DashboardTable]) => dashboardHref(query, { [table]: cursor }, place);
	return (
		<nav
			aria-label={`Pages of ${TITLES[table].toLowerCase()}`}
			className="flex flex-wrap justify-end gap-2 border-t border-line px-4.5 py-3"
		>
			{!isFirst && (
				<LinkButton href={href(null)} size="small">
					First
				</LinkButton>
			)}
			{previous !== null && (
				<LinkButton href={href(previous)} size="small">
					Previous
				</LinkButton>
			)}
			{next !== null && (
				<LinkButton href={href(next)} size="small">
					Next
				</LinkButton>
			)}
		</nav>
	);
}
