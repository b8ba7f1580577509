"use client";

import { lazy, memo, type ReactNode, Suspense, useId, useState } from "react";
import { HealthPill } from "#components/connectors/health-pill.tsx";
import { Allowed, useCan } from "#components/shell/abilities.tsx";
import { Button } from "#components/ui/button.tsx";
import { ChevronIcon } from "#components/ui/icons.tsx";
import { Link } from "#components/ui/link.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { cn } from "#lib/cn.ts";
import type { DashboardRow } from "#lib/db/dashboard-port.ts";
import type { DashboardColumn } from "#lib/domain/dashboard-query.ts";
import type { HealthState } from "#lib/domain/health.ts";
import type { DashboardDays } from "#lib/loaders/dashboard.ts";
import { ColumnCell } from "./column-cell.tsx";
import { useTitles } from "./titles.tsx";
import { TYPE_BADGES } from "./type-words.ts";

const RowEvidence = lazy(async () => ({ default: (await import("./row-evidence.tsx")).RowEvidence }));

export type DashboardRowViewProps = {
	readonly row: DashboardRow;
	readonly isGone: boolean;
	readonly days: DashboardDays | undefined;
	readonly cols: readonly DashboardColumn[];
	/** The server's clock when the page was made. */
	readonly now: number;
	readonly isSelected: boolean;
	readonly onToggle: (id: string) => void;
};

const MENDABLE: readonly HealthState[] = ["failing", "quarantined", "degraded"];

/** A connector in the list; opened, a second row below it holds the evidence. */
export const DashboardRowView = memo(function DashboardRowView(props: DashboardRowViewProps) {
	const { row, isGone, days, cols, now, isSelected, onToggle } = props;
	const [isOpen, setOpen] = useState(false);
	const id = useId();
	const mayChoose = useCan("connector.change");
	const name = row.name ?? "Draft without a name";
	const disclosure = { "aria-expanded": isOpen, "aria-controls": id, onClick: () => setOpen(!isOpen) };
	return (
		<>
			<tr
				className={cn(
					"relative border-b border-line last:border-b-0 max-md:block max-md:py-2.5 md:h-11",
					mayChoose && "max-md:pl-8",
					isSelected ? "bg-brand-wash/60" : "hover:bg-wash",
					isOpen && "border-b-0",
					isGone && "text-ink-3",
				)}
			>
				{mayChoose && (
					<td className="w-0 py-2 pl-4.5 max-md:absolute max-md:top-0 max-md:left-0 max-md:py-3.5 max-md:pl-4">
						<input
							type="checkbox"
							aria-label={`Select ${name}`}
							checked={isSelected}
							onChange={() => onToggle(row.id)}
							className="block size-4"
						/>
					</td>
				)}
				<Cell className="font-medium md:min-w-44">
					<Link
						href={`/connectors/${row.id}`}
						className="text-ink no-underline [overflow-wrap:anywhere] hover:underline"
					>
						{name}
					</Link>
					{/* Most are Cost Management's: what is another's is named beside it, whatever columns are shown. */}
					{row.type !== "CEAws" && !cols.includes("type") && (
						<Tag className="ml-2">{TYPE_BADGES[row.type]}</Tag>
					)}
					{row.isOffboarding && <Tag className="ml-2">Offboarding</Tag>}
				</Cell>
				{cols.includes("account") && <ColumnCell column="account" row={row} days={days} now={now} />}
				<Cell className="md:w-2/5">
					{isGone ? (
						<span className="text-sm">Not in this list any more</span>
					) : (
						<span className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5">
							<button
								type="button"
								{...disclosure}
								className="inline-flex min-h-6 items-center gap-1 rounded-full pr-1 pointer-coarse:min-h-8"
							>
								<HealthPill health={row.health} />
								<ChevronIcon
									className={cn("size-3 text-ink-3 transition-transform", isOpen && "rotate-90")}
								/>
								<span className="sr-only">Why</span>
							</button>
							<Why row={row} now={now} isWithSince={!cols.includes("since")} />
						</span>
					)}
				</Cell>
				{cols
					.filter((column) => column !== "account")
					.map((column) => (
						<ColumnCell key={column} column={column} row={row} days={days} now={now} />
					))}
				<Cell className="md:text-right">
					{row.status === "draft" && (
						<Allowed to="connector.connect">
							<LinkButton href={`/connectors/${row.id}/setup`} size="small" className="whitespace-nowrap">
								Continue set-up
							</LinkButton>
						</Allowed>
					)}
					{row.status !== "draft" && MENDABLE.includes(row.health) && !isGone && (
						<Button size="small" className="whitespace-nowrap" {...disclosure}>
							How to fix
						</Button>
					)}
				</Cell>
			</tr>
			<tr id={id} hidden={!isOpen} className="border-b border-line max-md:[&:not([hidden])]:block">
				<td colSpan={cols.length + (mayChoose ? 4 : 3)} className="px-4.5 pb-3.5 max-md:block md:pl-12">
					{isOpen && (
						<Suspense fallback={<p className="text-sm text-ink-2">Reading the evidence…</p>}>
							<RowEvidence row={row} />
						</Suspense>
					)}
				</td>
			</tr>
		</>
	);
});

function Cell({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
	return (
		<td
			className={cn(
				"px-3.5 py-2 align-middle last:pr-4.5 max-md:block max-md:px-3 max-md:py-0.75 max-md:empty:hidden",
				className,
			)}
		>
			{children}
		</td>
	);
}

type WhyProps = { readonly row: DashboardRow; readonly now: number; readonly isWithSince: boolean };

/** The cause in words, and since when. */
function Why({ row, now, isWithSince }: WhyProps) {
	const titles = useTitles();
	const { reason, since, status, health } = row;
	if (status === "draft" && health === "pending") {
		return <span className="text-sm text-ink-2">Set-up not finished</span>;
	}
	const cause = reason === null ? null : reason.code === null ? reason.observed : titles[reason.code];
	const isWell = health === "healthy" || health === "reported";
	if (isWell && cause === null) return null;
	return (
		<span className="line-clamp-2 text-sm text-ink-2">
			{cause}
			{since !== null && isWithSince && (
				<span className="whitespace-nowrap">
					{cause === null ? "Since " : " · since "}
					<RelativeTime at={since} now={now} />
				</span>
			)}
		</span>
	);
}
