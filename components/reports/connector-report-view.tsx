import { HealthPill } from "#components/connectors/health-pill.tsx";
import { ROW_LOOKS } from "#components/connectors/row-look.ts";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { featureWords } from "#lib/domain/destinations/words-of.ts";
import type { ConnectorReportPage } from "#lib/loaders/reports.ts";
import type { ReportedCheck } from "#lib/reports/report.ts";
import { isoWords } from "./iso-words.ts";
import { PrintButton } from "./print-button.tsx";
import { SignatureCard } from "./signature-card.tsx";

/** Made to be printed or kept as PDF: what is known, when it was seen, and how to tell that it was not changed. */
export function ConnectorReportView({ page }: { readonly page: ConnectorReportPage }) {
	const { report, fingerprint } = page;
	const { connector, health } = report;
	return (
		<>
			<PageHeader
				eyebrow={report.installation.mode === "sandbox" ? "Evidence report (sandbox)" : "Evidence report"}
				title={connector.name}
				subtitle={<>Issued {isoWords(report.issuedAt)}</>}
				actions={
					<span className="flex flex-wrap gap-2.5 print:hidden">
						<LinkButton href={`/connectors/${connector.id}`}>Back to the connector</LinkButton>
						<PrintButton />
						<LinkButton href={`/api/reports/connectors/${connector.id}`} tone="primary" download={true}>
							Download signed JSON
						</LinkButton>
					</span>
				}
			/>
			<Card title="Connector" flush>
				<KeyValueList
					items={[
						{ term: "AWS account", value: <AccountNumber value={connector.awsAccountId} /> },
						{ term: "Role", value: <Mono wrap>{connector.roleArn ?? "none"}</Mono> },
						{
							term: "Features",
							value:
								connector.features
									.map((feature) => featureWords(connector.destination, feature).title)
									.join(", ") || "none",
						},
						{ term: "Proof", value: proofWords(connector) },
						{ term: "Registered", value: isoWords(connector.registeredAt) },
						{ term: "Health", value: <HealthPill health={health.state} /> },
						{ term: "Since", value: isoWords(health.since) },
						{ term: "Holds until", value: isoWords(health.validUntil) },
						{ term: "Last proof", value: isoWords(health.lastProofAt) },
						...(health.reasons.length > 0 ? [{ term: "Why", value: health.reasons.join("; ") }] : []),
					]}
				/>
			</Card>
			<Card title="Checks" subtitle="Each result with the time at which it was seen." flush>
				<ul>
					{report.checks.map((check) => (
						<CheckLine key={check.checkId} check={check} />
					))}
				</ul>
			</Card>
			{report.audit.length > 0 && (
				<Card title="Audit trail" flush>
					<ol>
						{report.audit.map(({ at, actor, action }) => (
							<li key={`${at} ${action}`} className="border-t border-line px-4.5 py-2 first:border-t-0">
								<span className="num text-ink-2">{isoWords(at)}</span> {action} by {actor}
							</li>
						))}
					</ol>
				</Card>
			)}
			<SignatureCard fingerprint={fingerprint} />
		</>
	);
}

/** A delegate or a key has no role that could trust anybody. */
function proofWords({ proof, roleArn }: ConnectorReportPage["report"]["connector"]): string {
	if (proof === "direct") return "Direct: Rolebridge's own calls reach the role";
	return roleArn === null ? "Harness's word" : "Harness's word: the role does not trust Rolebridge";
}

function CheckLine({ check }: { readonly check: ReportedCheck }) {
	const { state, word } = ROW_LOOKS[check.outcome];
	return (
		<li className="border-t border-line px-4.5 py-2.5 break-inside-avoid first:border-t-0">
			<p className="flex flex-wrap items-center gap-x-2.5">
				<Pill state={state} plain>
					{word}
				</Pill>
				<span className="font-medium">{check.title}</span>
			</p>
			<p className="text-sm text-ink-2">{check.observed}</p>
			<p className="text-sm text-ink-2">
				<span className="num">{isoWords(check.checkedAt)}</span>
				{check.awsRequestId !== null && (
					<>
						, AWS request ID <Mono wrap>{check.awsRequestId}</Mono>
					</>
				)}
				{check.region !== null && <> in {check.region}</>}
				{check.code !== null && (
					<>
						, <Mono>{check.code}</Mono>
					</>
				)}
			</p>
		</li>
	);
}
