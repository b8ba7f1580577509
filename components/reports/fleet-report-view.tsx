import { HealthPill } from "#components/connectors/health-pill.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { HEALTH_ORDER } from "#lib/domain/dashboard-query.ts";
import type { FleetReportPage } from "#lib/loaders/reports.ts";
import type { FleetLine } from "#lib/reports/report.ts";
import { isoWords } from "./iso-words.ts";
import { PrintButton } from "./print-button.tsx";
import { SignatureCard } from "./signature-card.tsx";

/** Made to be printed: the totals, and whoever is not healthy by name; the signed file names everybody. */
export function FleetReportView({ page }: { readonly page: FleetReportPage }) {
	const { issuedAt, mode, totals, attention, attentionTotal, fingerprint } = page;
	return (
		<>
			<PageHeader
				eyebrow={mode === "sandbox" ? "Evidence report (sandbox)" : "Evidence report"}
				title="All connectors"
				subtitle={<>Issued {isoWords(issuedAt)}</>}
				actions={
					<span className="flex flex-wrap gap-2.5 print:hidden">
						<LinkButton href="/">Back to the connectors</LinkButton>
						<PrintButton />
						<LinkButton href="/api/reports/fleet" tone="primary" download={true}>
							Download signed JSON
						</LinkButton>
					</span>
				}
			/>
			<Card title="Totals" flush>
				<KeyValueList
					items={HEALTH_ORDER.map((health) => ({
						term: health,
						value: (
							<span className="flex flex-wrap items-center gap-2.5">
								<HealthPill health={health} />
								<span className="num font-semibold">{totals[health].toLocaleString("en")}</span>
							</span>
						),
					}))}
				/>
			</Card>
			<Card
				title="Not healthy"
				subtitle={
					attentionTotal > attention.length
						? `The first ${attention.length} of ${attentionTotal.toLocaleString("en")}; the file holds all.`
						: undefined
				}
				flush
			>
				{attention.length === 0 ? (
					<p className="px-4.5 py-4 text-ink-2">Every connector is healthy.</p>
				) : (
					<Table
						caption="Connectors that are not healthy"
						columns={COLUMNS}
						rows={attention}
						rowKey={({ id }) => id}
					/>
				)}
			</Card>
			<SignatureCard fingerprint={fingerprint} />
		</>
	);
}

const COLUMNS: readonly Column<FleetLine>[] = [
	{ key: "name", header: "Connector", phone: "title", cell: ({ name }) => name || "Draft without a name" },
	{
		key: "account",
		header: "Account",
		cell: ({ awsAccountId }) => (awsAccountId === "" ? "none" : <AccountNumber value={awsAccountId} />),
	},
	{ key: "state", header: "Health", cell: ({ state }) => <HealthPill health={state} /> },
	{ key: "since", header: "Since", phone: "labelled", cell: ({ since }) => isoWords(since) },
	{ key: "proof", header: "Last proof", phone: "labelled", cell: ({ lastProofAt }) => isoWords(lastProofAt) },
];
