import { type Draft, draftBoolean, draftText } from "#components/setup/draft-values.ts";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { saveOrganizationStepAction } from "#lib/actions/rollout-actions.ts";
import type { NamedAccount } from "#lib/domain/rollout/naming.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import type { OrganizationForm as Values } from "#lib/schemas/rollout-organization-schema.ts";
import { OrganizationAside } from "./organization-aside.tsx";
import { OrganizationForm } from "./organization-form.tsx";
import { RolloutFrame, stepHref } from "./rollout-frame.tsx";

export type OrganizationStepProps = {
	readonly rollout: Rollout;
	readonly draft: Draft;
	/** The accounts of a list as text; empty for an organization, and while none was saved. */
	readonly accountsText: string;
	/** The first accounts that are known, to show names by. */
	readonly sample: readonly NamedAccount[];
	readonly now: number;
};

/** Step 1: which accounts, and what Harness calls their connectors. */
export function OrganizationStep({ rollout, draft, accountsText, sample, now }: OrganizationStepProps) {
	const { id, version, kind } = rollout;
	return (
		<RolloutFrame
			rollout={rollout}
			step="organization"
			now={now}
			subtitle={
				kind === "organization"
					? "Which AWS organization is to be connected, and what Harness calls its accounts."
					: "Which AWS accounts are to be connected, and what Harness calls them."
			}
			aside={<OrganizationAside kind={kind} />}
		>
			<LiveProvider>
				<OrganizationForm
					place={{ rolloutId: id, version, backHref: "/organizations" }}
					save={saveOrganizationStepAction}
					nextHref={stepHref(id, "features")}
					kind={kind}
					isLaunched={rollout.launchedAt !== null}
					defaultValues={organizationValues(rollout, accountsText, draft)}
					sample={sample}
				/>
			</LiveProvider>
		</RolloutFrame>
	);
}

function organizationValues(rollout: Rollout, accountsText: string, draft: Draft): Values {
	const { name, managementAccountId, naming, partition } = rollout;
	return {
		name: draftText(draft, "name") ?? name,
		managementAccountId: draftText(draft, "managementAccountId") ?? managementAccountId ?? "",
		accounts: draftText(draft, "accounts") ?? accountsText,
		connectorName: draftText(draft, "connectorName") ?? naming.connectorName,
		identifier: draftText(draft, "identifier") ?? naming.identifier,
		isGovCloud: draftBoolean(draft, "isGovCloud") ?? partition === "aws-us-gov",
	};
}
