import Link from "next/link";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import type { ConnectorSummary } from "#lib/db/port.ts";
import { HealthPill } from "./health-pill.tsx";
import { PROOF_WORDS } from "./proof-words.ts";

export type ConnectorTableProps = {
	readonly connectors: readonly ConnectorSummary[];
	/** The server's clock when the page was made. */
	readonly now: number;
};

export function ConnectorTable({ connectors, now }: ConnectorTableProps) {
	return <Table caption="Connectors" columns={columns(now)} rows={connectors} rowKey={({ id }) => id} />;
}

function columns(now: number): readonly Column<ConnectorSummary>[] {
	return [
		{ key: "name", header: "Connector", phone: "title", cell: (row) => <Name row={row} /> },
		{
			key: "account",
			header: "Account",
			cell: ({ awsAccountId }) =>
				awsAccountId === null ? <None>not named yet</None> : <AccountNumber value={awsAccountId} />,
		},
		{ key: "health", header: "Health", cell: (row) => <State row={row} now={now} /> },
		{
			key: "proof",
			header: "Proof",
			phone: "labelled",
			cell: (row) => (row.status === "draft" ? <None>none yet</None> : PROOF_WORDS[row.proof]),
		},
		{
			key: "last-proof",
			header: "Last proof",
			phone: "labelled",
			cell: ({ lastProofAt }) =>
				lastProofAt === null ? (
					<None>none yet</None>
				) : (
					<RelativeTime at={lastProofAt.getTime()} now={now} className="whitespace-nowrap text-ink-2" />
				),
		},
		{
			key: "go",
			header: "Set-up",
			hideHeader: true,
			align: "end",
			cell: (row) =>
				row.status === "draft" ? (
					<LinkButton href={`/connectors/${row.id}/setup`} size="small" className="whitespace-nowrap">
						Continue set-up
					</LinkButton>
				) : null,
		},
	];
}

function Name({ row }: { readonly row: ConnectorSummary }) {
	return (
		<Link href={`/connectors/${row.id}`} className="font-medium [overflow-wrap:anywhere]">
			{row.name ?? "Draft without a name"}
		</Link>
	);
}

function State({ row, now }: { readonly row: ConnectorSummary; readonly now: number }) {
	return (
		<span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
			<HealthPill health={row.health} />
			<span className="text-sm text-ink-2">
				{row.status === "draft" && "set-up not finished "}
				{row.status !== "draft" && row.healthSince !== null && (
					<>
						since <RelativeTime at={row.healthSince.getTime()} now={now} />
					</>
				)}
			</span>
		</span>
	);
}

function None({ children }: { readonly children: string }) {
	return <span className="text-ink-3">{children}</span>;
}
