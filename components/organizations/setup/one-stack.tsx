"use client";

import { NoLink } from "#components/setup/role-launch.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { ORGANIZATION_CAPABILITIES } from "#lib/domain/rollout/organization-link.ts";
import { ORGANIZATION_READER_ROLE_NAME } from "#lib/domain/rollout.ts";
import type { LaunchView, StackToMake } from "#lib/organizations/launch-view.ts";
import { useFreshLinks } from "./use-fresh-links.ts";

type OneStackProps = {
	readonly view: LaunchView;
	/** It was launched: the link is no longer the next thing to press. */
	readonly isLaunched: boolean;
	readonly onLaunch: () => void;
};

/** One stack that makes everything: the way that most take. */
export function OneStack({ view, isLaunched, onLaunch }: OneStackProps) {
	const { whole, region, administratorAccountId } = view;
	useFreshLinks(whole.kind === "refused" ? whole.code : null);
	if (whole.kind === "refused") return <NoLink code={whole.code} />;
	if (whole.kind === "not-published") return <NotPublished />;
	return (
		<div className="flex flex-col gap-3">
			{whole.url === null ? (
				<Notice tone="warn" title="Too many units for a link">
					Addresses of this length are cut off on the way. Run the command below instead, or name a unit above
					these.
				</Notice>
			) : (
				<div>
					<LinkButton
						href={whole.url}
						tone={isLaunched ? "default" : "primary"}
						size="big"
						external
						onClick={onLaunch}
					>
						Launch template in AWS console
					</LinkButton>
				</div>
			)}
			<p className="text-sm text-ink-2">
				Opens {region} with every value filled in. Sign in to account{" "}
				{administratorAccountId !== null && (
					<AccountNumber value={administratorAccountId} className="text-ink" />
				)}
				, tick both boxes, press <b className="text-ink">Create stack</b>, come back.
			</p>
			<Boxes />
			<Disclosure summary="The same with the AWS CLI" {...(whole.url === null && { defaultOpen: true })}>
				<CodeBlock label="AWS CLI command" code={whole.command} />
			</Disclosure>
		</div>
	);
}

const BOX_REASONS = {
	CAPABILITY_NAMED_IAM: "The stack makes roles, and their names are chosen, not made up by AWS.",
	CAPABILITY_AUTO_EXPAND:
		"The management account's own role is a stack within the stack, from the same template as every other account's.",
} as const satisfies Record<(typeof ORGANIZATION_CAPABILITIES)[number], string>;

function Boxes() {
	return (
		<div className="rounded border border-line-2 bg-wash px-4 py-3 text-sm">
			<p className="font-medium">Why AWS shows two boxes</p>
			<ul className="mt-1 flex flex-col gap-1">
				{ORGANIZATION_CAPABILITIES.map((capability) => (
					<li key={capability}>
						<Mono wrap>{capability}</Mono>: <span className="text-ink-2">{BOX_REASONS[capability]}</span>
					</li>
				))}
			</ul>
		</div>
	);
}

export function NotPublished() {
	return (
		<Notice
			tone="warn"
			title="The template for whole organizations is not published"
			action={
				<LinkButton href="/settings" size="small">
					Open Settings
				</LinkButton>
			}
		>
			A link needs it in an S3 bucket. Whoever looks after this installation publishes it with{" "}
			<Mono wrap>npm run templates:publish</Mono> and enters its address in Settings. The console guide and
			the AWS CLI work without it.
		</Notice>
	);
}

/** The administrator's own stack beside a stack set that is made otherwise. */
export function StackBesides({ view }: { readonly view: LaunchView }) {
	const { besides, isDelegated, payerCommand } = view;
	return (
		<section aria-label="One more stack" className="rounded border border-line-2 px-4.5 py-4">
			<h3 className="font-semibold">
				Then one more stack, in{" "}
				{isDelegated ? "the delegated administrator's account" : "the management account"}
			</h3>
			<p className="mt-1 text-sm text-ink-2">
				{isDelegated
					? "It makes "
					: "No stack set reaches the management account: this makes its own role, and "}
				<Mono wrap>{ORGANIZATION_READER_ROLE_NAME}</Mono>, by which Rolebridge sees accounts and progress.
				Without it nobody can look, and you say yourself when the stack set is done.
			</p>
			<div className="mt-3">
				<Besides stack={besides} />
			</div>
			{payerCommand !== null && (
				<div className="mt-3 flex flex-col gap-2">
					<p className="text-sm text-ink-2">The management account's own role, with its own stack:</p>
					<CodeBlock label="AWS CLI command for the management account" code={payerCommand} />
				</div>
			)}
		</section>
	);
}

function Besides({ stack }: { readonly stack: StackToMake }) {
	if (stack.kind === "refused") return <NoLink code={stack.code} />;
	if (stack.kind === "not-published") {
		return (
			<p className="text-sm">
				There is no template for it in this installation: the template for whole organizations is not
				published.
			</p>
		);
	}
	return (
		<div className="flex flex-col gap-3">
			{stack.url !== null && (
				<div>
					<LinkButton href={stack.url} external>
						Open this stack in the AWS console
					</LinkButton>
				</div>
			)}
			<CodeBlock label="AWS CLI command for this stack" code={stack.command} />
		</div>
	);
}
