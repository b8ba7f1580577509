import type { ReactNode } from "react";
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
		<div className="mx-auto flex w-full max-w-[60rem] flex-col gap-4">
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
				<>
					<p className="text-ink-2">
						It belongs to Harness account <Mono wrap>{harnessAccount.accountId}</Mono>.
					</p>
					<Kinds isForAutoStopping={isForAutoStopping} hasApiKey={harnessAccount.hasApiKey} />
				</>
			)}
			<div className="grid items-start gap-4 md:grid-cols-2">
				<Needs />
				<Steps />
			</div>
		</div>
	);
}

type KindsProps = { readonly isForAutoStopping: boolean; readonly hasApiKey: boolean };

/** What can be connected, each with what it is for. Only a cost connector has AutoStopping. */
function Kinds({ isForAutoStopping, hasApiKey }: KindsProps) {
	return (
		<div className="grid gap-4 md:grid-cols-2">
			<Kind title="Cost Management connector" subtitle="One AWS account, by a cross-account role.">
				<p className="text-ink-2">
					For Harness Cloud Cost Management: costs, inventory, AutoStopping, governance or commitments, as you
					choose.
				</p>
				<StartDraft
					destination="harness-ccm"
					requiresAutoStopping={isForAutoStopping}
					label="Connect an AWS account"
					tone="primary"
				/>
			</Kind>
			{!isForAutoStopping && (
				<>
					<Kind title="Platform connector" subtitle="One AWS account, for pipelines in Harness.">
						<p className="text-ink-2">
							For artifacts, deployments and provisioning: by a delegate's role, IRSA, OIDC or an access key.
						</p>
						<Before needs={PLATFORM_NEEDS} />
						<StartDraft destination="harness-platform" label="Add a platform connector" />
					</Kind>
					<Kind title="Whole organization" subtitle="Many accounts by one launch.">
						<p className="text-ink-2">
							For Cloud Cost Management in every account of AWS Organizations, or in a list of accounts.
						</p>
						<p className="mt-4">
							<LinkButton href="/organizations/new">Connect an organization</LinkButton>
						</p>
					</Kind>
					<Kind title="CloudZero" subtitle="Another destination, watched like the others.">
						<p className="text-ink-2">
							For CloudZero's view of costs and resources: a read-only role with the external ID that
							CloudZero gives you.
						</p>
						<Before needs={CLOUDZERO_NEEDS} />
						<StartDraft destination="cloudzero" label="Add a CloudZero connection" />
					</Kind>
					{hasApiKey && (
						<Kind title="Connected in Harness already" subtitle="Nothing changes in AWS.">
							<p className="text-ink-2">
								For accounts whose cost connector (CEAws) Harness has: taken over, one or all, and watched
								from then on.
							</p>
							<p className="mt-4">
								<LinkButton href="/connectors/import">Import from Harness</LinkButton>
							</p>
						</Kind>
					)}
				</>
			)}
		</div>
	);
}

type KindProps = { readonly title: string; readonly subtitle: string; readonly children: ReactNode };

function Kind({ title, subtitle, children }: KindProps) {
	return (
		<Card title={title} subtitle={subtitle}>
			{children}
		</Card>
	);
}

const PLATFORM_NEEDS = [
	"Who Harness signs in as: a delegate or role with ec2:DescribeRegions, or an access key kept as a secret in Harness.",
	"Where it is to lie: in the account, or in an organization or project, by its identifier.",
];

const CLOUDZERO_NEEDS = [
	"The external ID, from CloudZero's Add Connection page.",
	"Consolidated billing and a cost report, with the management account first; cost allocation tags switched on.",
];

/** What to have at hand before this kind is begun. */
function Before({ needs }: { readonly needs: readonly string[] }) {
	return (
		<ul aria-label="What it needs" className="mt-2 list-disc pl-5 text-sm text-ink-2">
			{needs.map((need) => (
				<li key={need}>{need}</li>
			))}
		</ul>
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
		<Card title="What a cost connector needs" flush>
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
		<Card title="A cost connector's five steps">
			<ol className="flex list-decimal flex-col gap-1 pl-5 text-ink-2">
				{STEPS.map((step) => (
					<li key={step}>{STEP_TITLES[step]}</li>
				))}
			</ol>
			<p className="mt-3 text-sm text-ink-2">Nothing is registered in Harness before the last one.</p>
		</Card>
	);
}
