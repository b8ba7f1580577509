"use client";

import { NoLink } from "#components/setup/role-launch.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { ListStack } from "#lib/organizations/list-stacks.ts";
import { matchWords } from "./match-words.ts";
import { useFreshLinks } from "./use-fresh-links.ts";

type ListLinksProps = {
	readonly stacks: readonly ListStack[];
	readonly isLaunched: boolean;
	readonly onLaunch: () => void;
};

/** One link for each set of features; it is opened once in every account that it is for. */
export function ListLinks({ stacks, isLaunched, onLaunch }: ListLinksProps) {
	const refused = stacks.find(({ link }) => link.kind === "refused")?.link;
	useFreshLinks(refused?.kind === "refused" ? refused.code : null);
	if (refused?.kind === "refused") return <NoLink code={refused.code} />;
	return (
		<div className="flex flex-col gap-4">
			<p className="text-sm text-ink-2">
				Sign in to an account, open the link, tick the acknowledgement, press{" "}
				<b className="text-ink">Create stack</b>; then the next account. The link is the same for each.
			</p>
			{stacks.map((stack) => (
				<StackFor key={titleOf(stack)} stack={stack}>
					{stack.link.kind === "ready" && (
						<LinkButton
							href={stack.link.url}
							tone={isLaunched || stacks.length > 1 ? "default" : "primary"}
							size={stacks.length > 1 ? "normal" : "big"}
							external
							onClick={onLaunch}
						>
							Launch template in AWS console
						</LinkButton>
					)}
				</StackFor>
			))}
		</div>
	);
}

/** The same stacks by command. */
export function ListCommands({ stacks }: { readonly stacks: readonly ListStack[] }) {
	const refused = stacks.find(({ link }) => link.kind === "refused")?.link;
	if (refused?.kind === "refused") return <NoLink code={refused.code} />;
	return (
		<div className="flex flex-col gap-4">
			<p className="text-sm text-ink-2">
				Run the command with credentials of each account, or in its CloudShell. It is the same for each. Then
				press <b className="text-ink">I have launched it</b>.
			</p>
			{stacks.map((stack) => (
				<StackFor key={titleOf(stack)} stack={stack}>
					{stack.link.kind === "ready" && <CodeBlock label="AWS CLI command" code={stack.link.command} />}
				</StackFor>
			))}
		</div>
	);
}

function StackFor({ stack, children }: { readonly stack: ListStack; readonly children: React.ReactNode }) {
	const { accountCount, accountIds } = stack;
	const more = accountCount - accountIds.length;
	return (
		<section aria-label={titleOf(stack)} className="flex flex-col gap-2">
			<h3 className="font-semibold">{titleOf(stack)}</h3>
			<p className="flex flex-wrap gap-x-4 gap-y-0.5 text-sm text-ink-2">
				{accountIds.map((accountId) => (
					<AccountNumber key={accountId} value={accountId} />
				))}
				{more > 0 && <span>and {more.toLocaleString("en")} more</span>}
			</p>
			<div>{children}</div>
		</section>
	);
}

function titleOf({ match, accountCount }: ListStack): string {
	const accounts = `${accountCount.toLocaleString("en")} ${accountCount === 1 ? "account" : "accounts"}`;
	return match === null ? accounts : `${accounts} ${matchWords(match)}`;
}
