import { Card } from "#components/ui/card.tsx";
import { CheckIcon } from "#components/ui/icons.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { STEP_TITLES, STEPS } from "#lib/domain/setup.ts";
import type { NewConnectorPage } from "#lib/loaders/new-connector.ts";
import { StartDraft } from "./start-draft.tsx";

export type NewConnectorProps = {
	readonly page: NewConnectorPage;
	/** Somebody came from a new AutoStopping rule. */
	readonly isForAutoStopping: boolean;
};

export function NewConnector({ page: { harnessAccount }, isForAutoStopping }: NewConnectorProps) {
	return (
		<div className="mx-auto flex w-full max-w-[46rem] flex-col gap-4">
			<PageHeader
				title="Connect an AWS account"
				subtitle={
					isForAutoStopping
						? "For an AutoStopping rule: Optimization by AutoStopping is chosen from the start."
						: "About ten minutes. You can stop anywhere and come back."
				}
			/>
			{harnessAccount === null ? (
				<Notice
					tone="warn"
					title="No Harness account is set up"
					action={
						<LinkButton href="/settings" tone="primary">
							Open Settings
						</LinkButton>
					}
				>
					Roles trust your Harness account by its ID, and connectors are registered there. Put the account and
					an API key in first.
				</Notice>
			) : (
				<Kind isForAutoStopping={isForAutoStopping} harnessAccountId={harnessAccount.accountId} />
			)}
			{harnessAccount !== null && !isForAutoStopping && <WholeOrganization />}
			{harnessAccount?.hasApiKey === true && <FromHarness />}
			<Needs />
			<Steps />
		</div>
	);
}

function Kind({
	isForAutoStopping,
	harnessAccountId,
}: {
	readonly isForAutoStopping: boolean;
	readonly harnessAccountId: string;
}) {
	return (
		<Card title="Cost Management connector" subtitle="One AWS account, connected by a cross-account role.">
			<p className="text-ink-2">
				Gives Harness Cloud Cost Management costs, inventory, AutoStopping, governance or commitments: you
				choose which. It belongs to Harness account <Mono wrap>{harnessAccountId}</Mono>.
			</p>
			<StartDraft requiresAutoStopping={isForAutoStopping} />
		</Card>
	);
}

function WholeOrganization() {
	return (
		<Card
			title="Whole organization"
			subtitle="Every account of AWS Organizations, or a list of accounts, by one launch."
			aside={<LinkButton href="/organizations/new">Connect an organization</LinkButton>}
		/>
	);
}

function FromHarness() {
	return (
		<Card
			title="Connected in Harness already"
			subtitle="Accounts whose AWS connector Harness has can be taken over, one or all."
			aside={<LinkButton href="/connectors/import">Import from Harness</LinkButton>}
		/>
	);
}

const NEEDS = [
	{
		what: "The AWS account ID",
		detail: "12 digits. The payer account first, if costs are what you are after.",
	},
	{
		what: "The cost report's name and its S3 bucket",
		detail: "For a payer. Step 2 shows how to make one; member accounts and AWS GovCloud need none.",
	},
	{
		what: "Somebody who may create a role in that account",
		detail: "You, or a colleague: the role comes from one CloudFormation stack with every value filled in.",
	},
] as const;

function Needs() {
	return (
		<Card title="What you will need" flush>
			<ul>
				{NEEDS.map(({ what, detail }) => (
					<li key={what} className="flex gap-3 border-t border-line px-4.5 py-3 first:border-t-0">
						<CheckIcon className="mt-0.5 text-ink-3" />
						<div className="min-w-0">
							<p className="font-medium">{what}</p>
							<p className="text-sm text-ink-2">{detail}</p>
						</div>
					</li>
				))}
			</ul>
		</Card>
	);
}

function Steps() {
	return (
		<Card title="The five steps">
			<ol className="flex list-decimal flex-col gap-1 pl-5 text-ink-2">
				{STEPS.map((step) => (
					<li key={step}>{STEP_TITLES[step]}</li>
				))}
			</ol>
			<p className="mt-3 text-sm text-ink-2">Nothing is registered in Harness before the last one.</p>
		</Card>
	);
}
