import { type Draft, draftText } from "#components/setup/draft-values.ts";
import type { SaveStep, StepPlace } from "#components/setup/step-form.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { StepFoot } from "#components/ui/step-layout.tsx";
import type { Connector } from "#lib/domain/connector.ts";
import { partitionFacts } from "#lib/domain/partition.ts";
import type { DelegateLinks } from "#lib/domain/platform/delegate-guide.ts";
import { NEW_PLATFORM, type DelegateSetUp as Stored } from "#lib/domain/platform/platform-settings.ts";
import { DelegateLinksCard } from "./delegate-links-card.tsx";
import { DelegateSetUpForm, type DelegateSetUpValues } from "./delegate-set-up-form.tsx";
import { EndpointsCard } from "./endpoints-card.tsx";
import { YamlEditorCard } from "./yaml-editor-card.tsx";

export type DelegateSetUpProps = {
	readonly connector: Pick<Connector, "partition" | "platform">;
	readonly draft: Draft;
	readonly place: StepPlace;
	readonly save: SaveStep<{ readonly delegateSetUp: Stored }>;
	readonly nextHref: string;
	readonly links: DelegateLinks;
};

/** The body of the delegate step: for IRSA what is to be done, for other credentials what may be of use. */
export function DelegateSetUp({ connector, draft, place, save, nextHref, links }: DelegateSetUpProps) {
	const { partition } = connector;
	const { credential, crossAccount, region } = connector.platform ?? NEW_PLATFORM;
	const common = { region, isCrossAccount: crossAccount !== null, links };
	if (credential?.type === "Irsa")
		return (
			<DelegateSetUpForm
				{...common}
				place={place}
				save={save}
				nextHref={nextHref}
				regions={partitionFacts(partition).regions}
				defaultValues={valuesOf(connector, draft)}
			/>
		);
	return (
		<>
			<p className="text-ink-2">
				With these credentials a delegate needs no change for the connector itself. What follows is for
				Serverless deployments and for firewalls; go on if neither concerns you.
			</p>
			<YamlEditorCard irsa={null} isCrossAccount={common.isCrossAccount} />
			<EndpointsCard region={region} moreHref={links.endpoints} />
			<DelegateLinksCard links={links} />
			<StepFoot back={<LinkButton href={place.backHref}>Back</LinkButton>}>
				<LinkButton href={nextHref} tone="primary">
					Continue
				</LinkButton>
			</StepFoot>
		</>
	);
}

function valuesOf({ platform }: DelegateSetUpProps["connector"], draft: Draft): DelegateSetUpValues {
	const { delegateSetUp: stored, region } = platform ?? NEW_PLATFORM;
	return {
		clusterName: draftText(draft, "clusterName") ?? stored?.clusterName ?? "",
		namespace: draftText(draft, "namespace") ?? stored?.namespace ?? "harness-delegate-ng",
		serviceAccountName:
			draftText(draft, "serviceAccountName") ?? stored?.serviceAccountName ?? "harness-delegate",
		region: draftText(draft, "region") ?? stored?.region ?? region,
		policyArn: draftText(draft, "policyArn") ?? stored?.policyArn ?? "",
	};
}
