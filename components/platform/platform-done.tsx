import { HarnessResult, needsSaving } from "#components/setup/harness-result.tsx";
import type { Accept } from "#components/setup/test-finish.tsx";
import { summaryWords } from "#components/setup/test-row-look.ts";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { PlatformScope } from "#lib/domain/platform/platform-settings.ts";
import type { ChecksView } from "#lib/loaders/checks-view.ts";

type PlatformDoneProps = {
	readonly connectorId: string;
	readonly name: string;
	readonly identifier: string;
	readonly accountId: string;
	readonly scopeKind: PlatformScope["kind"];
	readonly view: ChecksView;
	readonly isFinishing: boolean;
	readonly onFinish: (accept: Accept) => Promise<boolean>;
};

/** After Finish: both results side by side, what it is called in Harness, and where to go on. */
export function PlatformDone(props: PlatformDoneProps) {
	const { connectorId, name, accountId, view } = props;
	const harness = view.rows.find(({ checkId }) => checkId === "harness-connector");
	const own = view.rows.filter(({ checkId }) => checkId !== "harness-connector");
	const isDirect = view.proof === "direct";
	return (
		<Card
			state={harness?.state === "failed" ? "warn" : "ok"}
			title={`${name} is registered in Harness`}
			aside={<AccountNumber value={accountId} />}
		>
			<div className="grid gap-4 sm:grid-cols-2">
				<div>
					<h3>Checks made here</h3>
					<p className="text-ink-2">
						{isDirect
							? summaryWords(own.map(({ state }) => state))
							: "None: what is known comes from Harness."}
					</p>
				</div>
				<HarnessResult row={harness} />
			</div>
			<h3 className="mt-4">What is next</h3>
			<ul className="mb-3 list-disc pl-5 text-ink-2">
				<li>Pipelines, services and environments in Harness can choose it at once, by its name.</li>
				<li>Its health is kept under Connectors: Harness is asked again every few hours.</li>
				<li>After a change of any step, save it to Harness again here.</li>
			</ul>
			<CopyField
				label="Reference in YAML"
				value={referenceOf(props)}
				hint="What connectorRef takes in a pipeline's YAML."
			/>
			<div className="mt-4 flex flex-wrap gap-2.5">
				<Button
					tone={needsSaving(harness) ? "primary" : "default"}
					pending={props.isFinishing}
					pendingLabel="Saving to Harness…"
					onClick={() => void props.onFinish(isDirect ? "failing-checks" : "harness-proof")}
				>
					Save to Harness again
				</Button>
				<LinkButton href={`/connectors/${connectorId}`} tone={needsSaving(harness) ? "default" : "primary"}>
					Open this connector
				</LinkButton>
				<LinkButton href="/connectors/new" tone="quiet">
					Connect another account
				</LinkButton>
			</div>
		</Card>
	);
}

/** https://developer.harness.io/docs/platform/references/entity-identifier-reference */
function referenceOf({ scopeKind, identifier }: PlatformDoneProps): string {
	if (scopeKind === "project") return identifier;
	return `${scopeKind === "account" ? "account" : "org"}.${identifier}`;
}
