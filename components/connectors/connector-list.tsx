import { AccountNumber } from "#components/ui/account-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { ConnectorPage } from "#lib/loaders/connectors.ts";
import { ConnectorTable } from "./connector-table.tsx";

export type ConnectorListProps = {
	readonly page: ConnectorPage;
	/** This is not the first page. */
	readonly isLater: boolean;
};

export function ConnectorList({ page, isLater }: ConnectorListProps) {
	const { connectors, next, now } = page;
	if (connectors.length === 0 && !isLater) return <FirstTime />;
	return (
		<>
			<PageHeader
				title="Connectors"
				subtitle={`${countWords(connectors.length, next !== null || isLater)}, newest first`}
				actions={
					<LinkButton href="/connectors/new" tone="primary">
						Connect an account
					</LinkButton>
				}
			/>
			<Card label="Connectors" flush className="overflow-hidden">
				{connectors.length === 0 ? (
					<p className="px-4.5 py-6 text-ink-2">There are no connectors after this place in the list.</p>
				) : (
					<ConnectorTable connectors={connectors} now={now} />
				)}
			</Card>
			{(next !== null || isLater) && (
				<nav aria-label="Pages" className="flex flex-wrap justify-end gap-2.5">
					{isLater && <LinkButton href="/connectors">First page</LinkButton>}
					{next !== null && <LinkButton href={`/connectors?after=${next}`}>Next page</LinkButton>}
				</nav>
			)}
		</>
	);
}

function countWords(count: number, isPart: boolean): string {
	const accounts = count === 1 ? "1 account" : `${count} accounts`;
	return isPart ? `${accounts} on this page` : accounts;
}

function FirstTime() {
	return (
		<>
			<PageHeader title="Connectors" />
			<EmptyState
				title="Connect the first AWS account"
				action={
					<LinkButton href="/connectors/new" tone="primary" size="big">
						Connect an account
					</LinkButton>
				}
			>
				<p>
					Five steps make a cross-account role, prove that only Harness can use it, and register it. You need
					an AWS account ID such as <AccountNumber value="123456789012" />, and somebody who may launch a
					CloudFormation stack there.
				</p>
			</EmptyState>
		</>
	);
}
