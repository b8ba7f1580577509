import { Card } from "#components/ui/card.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { ORGANIZATION_READER_ROLE_NAME, type RolloutKind } from "#lib/domain/rollout.ts";

export function LaunchAside({ kind }: { readonly kind: RolloutKind }) {
	if (kind === "list") {
		return (
			<Card title="What is made">
				<div className="flex flex-col gap-3 text-sm text-ink-2">
					<p>In each account one CloudFormation stack with one role, and nothing else.</p>
					<p>
						The link and the command are the same for every account: the template appends the account's own ID
						to the external ID, so that no two accounts share one.
					</p>
				</div>
			</Card>
		);
	}
	return (
		<Card title="What is made">
			<ol className="flex list-decimal flex-col gap-2.5 pl-4 text-sm text-ink-2">
				<li>
					In the management account its own role, since no stack set ever reaches it, and{" "}
					<Mono wrap>{ORGANIZATION_READER_ROLE_NAME}</Mono>, by which Rolebridge reads accounts, units and the
					stack set's progress. It can change nothing.
				</li>
				<li>A stack set, which puts one stack with one role into every account of the chosen units.</li>
				<li>
					Automatic deployment: accounts that join get the role by themselves, and accounts that leave lose
					it.
				</li>
			</ol>
		</Card>
	);
}
