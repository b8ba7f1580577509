import { tagsToEntries } from "#components/form/tag-list.ts";
import { readDraftTags } from "#components/setup/draft-tags.ts";
import { type Draft, draftBoolean, draftChoice, draftText } from "#components/setup/draft-values.ts";
import { savePlatformOverviewAction } from "#lib/actions/platform-actions.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { NEW_PLATFORM } from "#lib/domain/platform/platform-settings.ts";
import { LazyOverviewForm } from "./lazy-parts.tsx";
import { OverviewAside } from "./overview-aside.tsx";
import type { PlatformOverviewValues } from "./overview-form.tsx";
import { backHref, PlatformFrame, platformStepHref } from "./platform-frame.tsx";

export type PlatformStepProps = {
	readonly connector: Connector;
	readonly draft: Draft;
	readonly now: number;
};

/** Step 1: which account Harness works in, what the connector is called, and where in Harness it lies. */
export function PlatformOverviewStep({ connector, draft, now }: PlatformStepProps) {
	const { id, version, status } = connector;
	return (
		<PlatformFrame
			connector={connector}
			step="overview"
			now={now}
			subtitle="Which AWS account Harness is to work in, and where in Harness the connector lies."
			aside={<OverviewAside />}
		>
			<LazyOverviewForm
				save={savePlatformOverviewAction}
				place={{ connectorId: id, version, backHref: backHref(connector, "overview") }}
				nextHref={platformStepHref(id, "credentials")}
				defaultValues={overviewValues(connector, draft)}
				isRegistered={status === "registered"}
			/>
		</PlatformFrame>
	);
}

function overviewValues({ overview, platform }: Connector, draft: Draft): PlatformOverviewValues {
	const { scope } = platform ?? NEW_PLATFORM;
	return {
		name: draftText(draft, "name") ?? overview?.name ?? "",
		identifier: draftText(draft, "identifier") ?? overview?.identifier ?? "",
		awsAccountId: draftText(draft, "awsAccountId") ?? overview?.awsAccountId ?? "",
		description: draftText(draft, "description") ?? overview?.description ?? "",
		tags: readDraftTags(draft) ?? tagsToEntries(overview?.tags ?? {}),
		isGovCloud: draftBoolean(draft, "isGovCloud") ?? overview?.isGovCloud ?? false,
		scopeKind: draftChoice(draft, "scopeKind", ["account", "organization", "project"]) ?? scope.kind,
		orgId: draftText(draft, "orgId") ?? (scope.kind === "account" ? "" : scope.orgId),
		projectId: draftText(draft, "projectId") ?? (scope.kind === "project" ? scope.projectId : ""),
	};
}
