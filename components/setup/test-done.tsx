import { AccountNumber } from "#components/ui/account-number.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { HarnessLinks } from "#lib/domain/harness-links.ts";
import type { ChecksView } from "#lib/loaders/checks-view.ts";
import { HarnessResult, needsSaving } from "./harness-result.tsx";
import type { Accept } from "./test-finish.tsx";
import { summaryWords } from "./test-row-look.ts";

type TestDoneProps = {
	readonly connectorId: string;
	readonly name: string;
	readonly accountId: string;
	readonly view: ChecksView;
	readonly harnessLinks: HarnessLinks | null;
	readonly hasCosts: boolean;
	readonly hasAutoStopping: boolean;
	/** The vendor at which a person entered it; null: it is registered in Harness. */
	readonly byHandAt?: string | null;
	readonly isFinishing: boolean;
	readonly onFinish: (accept: Accept) => Promise<boolean>;
};

/** After Finish: both results side by side, what happens now and when, and where to go on. */
export function TestDone(props: TestDoneProps) {
	const {
		connectorId,
		name,
		accountId,
		view,
		harnessLinks,
		hasCosts,
		hasAutoStopping,
		byHandAt = null,
	} = props;
	const harness = view.rows.find(({ checkId }) => checkId === "harness-connector");
	const own = view.rows.filter(({ checkId }) => checkId !== "harness-connector");
	return (
		<Card
			state="ok"
			title={byHandAt === null ? `${name} is registered in Harness` : `${name} is connected to ${byHandAt}`}
			aside={<AccountNumber value={accountId} />}
		>
			<div className="grid gap-4 sm:grid-cols-2">
				<div>
					<h3>Checks made here</h3>
					<p className="text-ink-2">{summaryWords(own.map(({ state }) => state))}</p>
				</div>
				{byHandAt === null ? (
					<HarnessResult row={harness} />
				) : (
					<div>
						<h3>{byHandAt}'s own view</h3>
						<p className="text-ink-2">
							{byHandAt} shows its health of the connection itself; Rolebridge cannot read it.
						</p>
					</div>
				)}
			</div>
			<h3 className="mt-4">What happens now</h3>
			<ul className="list-disc pl-5 text-ink-2">
				{hasCosts && <li>{byHandAt ?? "Harness"} reads the cost report; costs appear within 24 hours.</li>}
				{hasAutoStopping && <li>AutoStopping rules can be made for this account at once.</li>}
				<li>The account is listed under Connectors, with its state and the evidence for it.</li>
			</ul>
			{needsSaving(harness) && (
				<p className="mt-3">
					<Button
						pending={props.isFinishing}
						pendingLabel="Registering in Harness…"
						onClick={() => void props.onFinish(view.proof === "harness" ? "harness-proof" : "failing-checks")}
					>
						Register in Harness again
					</Button>
				</p>
			)}
			<div className="mt-4 flex flex-wrap gap-2.5">
				<LinkButton href="/connectors/new" tone="primary">
					Connect the next account
				</LinkButton>
				{harnessLinks !== null && byHandAt === null && hasCosts && (
					<LinkButton href={harnessLinks.costs} external>
						View costs in Harness
					</LinkButton>
				)}
				{harnessLinks !== null && hasAutoStopping && (
					<LinkButton href={harnessLinks.autoStopping} external>
						Create an AutoStopping rule in Harness
					</LinkButton>
				)}
				<LinkButton href={`/connectors/${connectorId}`} tone="quiet">
					Open this connector
				</LinkButton>
			</div>
			{harnessLinks === null && byHandAt === null && (
				<p className="mt-3 text-sm text-ink-2">
					The sandbox's Harness has no pages. With a real Harness account, the links to your costs and to a
					new AutoStopping rule stand here.
				</p>
			)}
		</Card>
	);
}
