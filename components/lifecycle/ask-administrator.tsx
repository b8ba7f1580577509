import { LaunchLinksCard } from "#components/launch/links-card.tsx";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import type { LaunchLinkKind } from "#lib/domain/launch-link.ts";

type AskAdministratorProps = {
	readonly connectorId: string;
	/** What the page is about: the link asks for nothing else. */
	readonly kind: LaunchLinkKind;
};

/** A link that asks the account's administrator for the change that the page is about. */
export function AskAdministrator({ connectorId, kind }: AskAdministratorProps) {
	return (
		<LiveProvider>
			<LaunchLinksCard
				connectorId={connectorId}
				kind={kind}
				title="Launch links"
				what="For whoever has access to the AWS account and no account here."
			/>
		</LiveProvider>
	);
}
