import { PrintButton } from "#components/reports/print-button.tsx";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { RolloutPackView } from "#lib/launch-links/view.ts";
import { PackFiles, requestFacts } from "./approval-pack.tsx";
import { Undo } from "./launch-receipt.tsx";
import { ROLLOUT_TITLE, RolloutAsked, rolloutIntro } from "./rollout-request.tsx";

/** A whole organization's request on paper, for a change ticket. */
export function RolloutPack({ pack }: { readonly pack: RolloutPackView }) {
	const { id, account, way, mode } = pack;
	return (
		<LiveProvider>
			<PageHeader
				eyebrow={mode === "sandbox" ? "Approval pack (sandbox)" : "Approval pack"}
				title={
					<>
						{ROLLOUT_TITLE} <AccountNumber value={account.id} />
					</>
				}
				subtitle={rolloutIntro(pack)}
				actions={
					<span className="flex flex-wrap gap-2.5 print:hidden">
						<LinkButton href={`/launch/${id}`}>Back to the request</LinkButton>
						<PrintButton />
					</span>
				}
			/>
			<Card title="The request" flush>
				<KeyValueList items={requestFacts(pack)} />
			</Card>
			<RolloutAsked view={pack} isPrinted />
			{way.kind === "create" && (
				<Card title="Parameters of the stack">
					<pre className="text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">
						{JSON.stringify(way.parameters, null, 2)}
					</pre>
				</Card>
			)}
			<Card title="How to undo it">
				<Undo kind="roll-out" undo={pack.undo} />
			</Card>
			<PackFiles files={pack.files} />
		</LiveProvider>
	);
}
