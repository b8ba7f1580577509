import { Card } from "#components/ui/card.tsx";
import { CheckIcon } from "#components/ui/icons.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { StartRollout } from "./start-rollout.tsx";

export type NewRolloutProps = {
	/** The Harness account that the connectors would belong to; null: none is set up. */
	readonly harnessAccountId: string | null;
};

/** What one will need, and the two kinds. Nothing is made by looking at it. */
export function NewRollout({ harnessAccountId }: NewRolloutProps) {
	return (
		<div className="mx-auto flex w-full max-w-[46rem] flex-col gap-4">
			<PageHeader
				title="Connect an organization"
				subtitle="Three steps and one launch, for 2 to 10,000 accounts. You can stop anywhere and come back."
			/>
			{harnessAccountId === null ? (
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
				<Kinds harnessAccountId={harnessAccountId} />
			)}
			<Needs />
			<Course />
		</div>
	);
}

function Kinds({ harnessAccountId }: { readonly harnessAccountId: string }) {
	return (
		<>
			<Card
				title="AWS Organizations"
				subtitle="Every account of an organization, or of some of its units; accounts that join later come by themselves."
			>
				<p className="text-ink-2">
					One stack in the management account makes a stack set, which puts one role into each account. The
					connectors belong to Harness account <Mono wrap>{harnessAccountId}</Mono>.
				</p>
				<StartRollout kind="organization" />
			</Card>
			<Card
				title="A list of accounts"
				subtitle="For accounts without AWS Organizations, or where only a few are wanted."
			>
				<p className="text-ink-2">
					You paste or upload the account IDs. The same stack is then made in each of them: by a link, by AWS
					CLI or by Terraform.
				</p>
				<StartRollout kind="list" />
			</Card>
		</>
	);
}

const NEEDS = [
	{
		what: "The management account's ID, or the list",
		detail: "12 digits. In the AWS console it stands under AWS Organizations, marked as management account.",
	},
	{
		what: "Which part of the organization",
		detail: "The root for everybody, or organizational units. Their IDs stand in the same place.",
	},
	{
		what: "Somebody who may make stacks in the management account",
		detail: "You, or a colleague: a launch link carries everything to them.",
	},
	{
		what: "An API key of Harness that may make connectors",
		detail: "Not before the end; its rights are tried before the first connector is registered.",
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

const COURSE = [
	"Organization: which accounts, and what Harness calls them",
	"Features: what Harness may do there, with exceptions",
	"Launch: one stack, or the way your company wants it",
	"Watch: how many roles are there, answer, and are proven",
	"Register: what would change in Harness is shown first, then done",
] as const;

function Course() {
	return (
		<Card title="How it goes">
			<ol className="flex list-decimal flex-col gap-1 pl-5 text-ink-2">
				{COURSE.map((step) => (
					<li key={step}>{step}</li>
				))}
			</ol>
			<p className="mt-3 text-sm text-ink-2">
				Nothing is registered in Harness before the last one, and nothing is changed in AWS except by you.
			</p>
		</Card>
	);
}
