import { tagsToEntries } from "#components/form/tag-list.ts";
import { saveOverviewAction } from "#lib/actions/setup-actions.ts";
import type { Connector, Overview } from "#lib/domain/connector.ts";
import { neighbourStep } from "#lib/domain/setup.ts";
import { readDraftTags } from "./draft-tags.ts";
import { type Draft, draftBoolean, draftText } from "./draft-values.ts";
import { OverviewAside } from "./overview-aside.tsx";
import { OverviewForm, type OverviewValues } from "./overview-form.tsx";
import { StepFrame } from "./step-frame.tsx";

export type OverviewStepProps = {
	readonly connector: Connector;
	readonly draft: Draft;
	readonly now: number;
};

/** Step 1: which account, and what it is called. */
export function OverviewStep({ connector, draft, now }: OverviewStepProps) {
	const back = neighbourStep("overview", connector, "previous");
	return (
		<StepFrame
			connector={connector}
			step="overview"
			now={now}
			subtitle="Which AWS account is to be connected, and what Harness calls it."
			aside={<OverviewAside requiresAutoStopping={connector.requiresAutoStopping} />}
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
