"use client";

import type { ReactNode } from "react";
import { Allowed } from "#components/shell/abilities.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { QuoteIcon } from "#components/ui/icons.tsx";
import { Link } from "#components/ui/link.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { cn } from "#lib/cn.ts";
import type { DashboardRow } from "#lib/db/dashboard-port.ts";
import type { DashboardColumn } from "#lib/domain/dashboard-query.ts";
import { parseTimeline } from "#lib/domain/timeline.ts";
import type { DashboardDays } from "#lib/loaders/dashboard.ts";
import { COLUMN_WORDS } from "./column-words.ts";
import { FEATURE_WORDS } from "./feature-words.ts";
import { Timeline } from "./timeline.tsx";
import { TYPE_BADGES } from "./type-words.ts";

export type ColumnCellProps = {
	readonly column: DashboardColumn;
	readonly row: DashboardRow;
	readonly days: DashboardDays | undefined;
	readonly now: number;
};

/** One of the columns that may be chosen; on a phone its name stands before it where it would not be known. */
export function ColumnCell(props: ColumnCellProps) {
	const { column, days } = props;
	const isPlain = column === "account" || column === "timeline";
	return (
		<td
			className={cn(
				"px-3.5 py-2 align-middle max-md:px-3 max-md:py-0.75",
				column === "timeline" && days === undefined && "max-md:hidden",
				isPlain ? "max-md:block" : "max-md:flex max-md:gap-3",
				column !== "tags" && column !== "features" && "whitespace-nowrap",
			)}
		>
			{!isPlain && (
				<span aria-hidden="true" className="text-ink-3 md:hidden">
					{COLUMN_WORDS[column]}
				</span>
			)}
			{contentOf(props)}
		</td>
	);
}

function contentOf({ column, row, days, now }: ColumnCellProps): ReactNode {
	switch (column) {
		case "account":
			return row.awsAccountId === null ? (
				<None>not named yet</None>
			) : (
				<AccountNumber value={row.awsAccountId} />
			);
		case "type":
			return <Tag>{TYPE_BADGES[row.type]}</Tag>;
		case "timeline":
			return days === undefined ? <None>none yet</None> : <Timeline cells={parseTimeline(days)} />;
		case "proof":
			return <ProofCell row={row} now={now} />;
		case "since":
			return row.since === null ? (
				<None>never checked</None>
			) : (
				<RelativeTime at={row.since} now={now} className="text-sm text-ink-2" />
			);
		case "features":
			return <Tags words={row.features.map((feature) => FEATURE_WORDS[feature])} />;
		case "tags":
			return <Tags words={Object.entries(row.tags).map(([key, value]) => `${key}: ${value}`)} />;
		case "template":
			return row.templateVersion === null ? <None>not read</None> : `v${row.templateVersion}`;
		case "partition":
			return <code className="mono">{row.partition}</code>;
		default:
			return column satisfies never;
	}
}

function ProofCell({ row, now }: { readonly row: DashboardRow; readonly now: number }) {
	if (row.status !== "draft" && row.proof === "harness") {
		return (
			<span className="inline-flex items-center gap-2 text-sm text-none">
				<QuoteIcon className="size-3.5" />
				Harness&rsquo;s word
				{/* What signs in as a delegate or by a key has no role that could come to trust us. */}
				{row.roleArn !== null && (
					<Allowed to="connector.change">
						<Link
							href={`/connectors/${row.id}/add-proof`}
							className="link"
							aria-label={`Add proof to ${row.name ?? row.awsAccountId}`}
						>
							Add proof
						</Link>
					</Allowed>
				)}
			</span>
		);
	}
	if (row.lastProofAt === null) return <None>none yet</None>;
	return <RelativeTime at={row.lastProofAt} now={now} className="text-sm text-ink-2" />;
}

function Tags({ words }: { readonly words: readonly string[] }) {
	if (words.length === 0) return <None>none</None>;
	return (
		<span className="flex flex-wrap gap-1">
			{words.map((word) => (
				<Tag key={word} className="max-w-60 truncate">
					{word}
				</Tag>
			))}
		</span>
	);
}

function None({ children }: { readonly children: string }) {
	return <span className="text-sm text-ink-3">{children}</span>;
}
