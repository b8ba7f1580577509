import { AskAdministrator } from "#components/lifecycle/ask-administrator.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { OffboardView } from "#lib/loaders/offboard-view.ts";
import { DeleteInAws } from "./delete-in-aws.tsx";
import { DiscardDraft } from "./discard-draft.tsx";
import { LiveOffboard } from "./live-offboard.tsx";

/** The way out of a connector: Harness first, then AWS, then the proof that nobody gets in any more. */
export function Offboard({ view }: { readonly view: OffboardView }) {
	const name = view.name ?? "Draft without a name";
	return (
		<div className="mx-auto flex w-full max-w-[46rem] flex-col gap-4">
			<PageHeader
				title={`Offboard ${name}`}
				subtitle={view.awsAccountId !== null && <AccountNumber value={view.awsAccountId} />}
				actions={<LinkButton href={`/connectors/${view.id}`}>Back to the connector</LinkButton>}
			/>
			{view.isOnlyDraft ? (
				<DiscardDraft connectorId={view.id} isDiscarded={view.progress.status === "offboarded"} />
			) : (
				<LiveOffboard view={view}>
					{view.removal !== null && view.roleArn !== null && (
						<>
							<DeleteInAws
								removal={view.removal}
								roleArn={view.roleArn}
								vendor={view.atVendor?.product ?? "Harness"}
							/>
							<AskAdministrator connectorId={view.id} kind="remove" />
						</>
					)}
				</LiveOffboard>
			)}
		</div>
	);
}
