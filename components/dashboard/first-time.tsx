import { Allowed } from "#components/shell/abilities.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

/** Nothing is connected yet: what it takes, and the way in. */
export function FirstTime() {
	return (
		<>
			<PageHeader title="Connectors" />
			<EmptyState
				title="Connect the first AWS account"
				action={
					<Allowed to="connector.connect">
						<span className="flex flex-wrap justify-center gap-2.5">
							<LinkButton href="/connectors/new" tone="primary" size="big">
								Connect an account
							</LinkButton>
							<LinkButton href="/connectors/import" size="big">
								Import from Harness
							</LinkButton>
						</span>
					</Allowed>
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
