import { tagsToEntries } from "#components/form/tag-list.ts";
import { saveOverviewAction } from "#lib/actions/setup-actions.ts";
import type { Connector, Overview } from "#lib/domain/connector.ts";
import { wordsOf } from "#lib/domain/destinations/words-of.ts";
import { neighbourStep } from "#lib/domain/setup.ts";
import { readDraftTags } from "./draft-tags.ts";
import { type Draft, draftBoolean, draftText } from "./draft-values.ts";
import { OverviewAside } from "./overview-aside.tsx";
import { OverviewForm, type OverviewValues } from "./overview-form.tsx";
import { Prerequisites } from "./prerequisites.tsx";
import { StepFrame } from "./step-frame.tsx";

export type OverviewStepProps = {
	readonly connector: Connector;
	readonly draft: Draft;
	readonly now: number;
};

/** Step 1: which account, and what it is called. */
export function OverviewStep({ connector, draft, now }: OverviewStepProps) {
	const back = neighbourStep("overview", connector, "previous");
	const words = wordsOf(connector.destination);
	return (
		<StepFrame
			connector={connector}
			step="overview"
			now={now}
			subtitle={`Which AWS account is to be connected, and what ${words.product} calls it.`}
			aside={
				<>
					<Prerequisites words={words} />
					<OverviewAside requiresAutoStopping={connector.requiresAutoStopping} />
				</>
			}
		>
			<OverviewForm
				save={saveOverviewAction}
				place={{
					connectorId: connector.id,
					version: connector.version,
					backHref: back === null ? "/" : `/connectors/${connector.id}/setup/${back}`,
				}}
				defaultValues={overviewValues(connector.overview, draft)}
				isRegistered={connector.status === "registered"}
				vendor={
					words.handOver === null ? null : { destination: connector.destination, nameHint: words.name.hint }
				}
			/>
		</StepFrame>
	);
}

function overviewValues(stored: Overview | null, draft: Draft): OverviewValues {
	return {
		name: draftText(draft, "name") ?? stored?.name ?? "",
		identifier: draftText(draft, "identifier") ?? stored?.identifier ?? "",
		awsAccountId: draftText(draft, "awsAccountId") ?? stored?.awsAccountId ?? "",
		description: draftText(draft, "description") ?? stored?.description ?? "",
		tags: readDraftTags(draft) ?? tagsToEntries(stored?.tags ?? {}),
		isGovCloud: draftBoolean(draft, "isGovCloud") ?? stored?.isGovCloud ?? false,
	};
}
