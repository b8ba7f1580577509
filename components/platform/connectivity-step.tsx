import { type Draft, draftChoice, draftText } from "#components/setup/draft-values.ts";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { saveConnectivityAction } from "#lib/actions/platform-actions.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { NEW_PLATFORM, needsDelegate } from "#lib/domain/platform/platform-settings.ts";
import { ConnectivityAside } from "./connectivity-aside.tsx";
import { ConnectivityForm, type ConnectivityValues } from "./connectivity-form.tsx";
import type { PlatformStepProps } from "./overview-step.tsx";
import { backHref, PlatformFrame, platformStepHref } from "./platform-frame.tsx";

type ConnectivityStepProps = PlatformStepProps & {
	/** Where a delegate is installed, in Harness. */
	readonly newDelegateHref: string;
};

/** Step 4: by which way Harness reaches AWS. */
export function ConnectivityStep({ connector, draft, now, newDelegateHref }: ConnectivityStepProps) {
	const { id, version, platform } = connector;
	const type = platform?.credential?.type;
	return (
		<PlatformFrame
			connector={connector}
			step="connectivity"
			now={now}
			subtitle="By which way Harness reaches AWS when the connector is used."
			aside={<ConnectivityAside />}
		>
			<LiveProvider>
				<ConnectivityForm
					save={saveConnectivityAction}
					place={{ connectorId: id, version, backHref: backHref(connector, "connectivity") }}
					nextHref={platformStepHref(id, "test")}
					defaultValues={connectivityValues(connector, draft)}
					delegateOnly={type === "Irsa" || type === "InheritFromDelegate" ? type : null}
					newDelegateHref={newDelegateHref}
				/>
			</LiveProvider>
		</PlatformFrame>
	);
}

function connectivityValues({ platform }: Connector, draft: Draft): ConnectivityValues {
	const { credential, connectivity } = platform ?? NEW_PLATFORM;
	const isForced = credential !== null && needsDelegate(credential);
	const through = connectivity?.through ?? "harness";
	const selectors = connectivity?.through === "delegate" ? connectivity.selectors : [];
	// Delegates differ in who they are: of their own identities, those with certain tags are proposed first.
	const isTagged = selectors.length > 0 || (isForced && connectivity === null);
	return {
		// What was typed for other credentials may not be possible with these.
		through: isForced ? "delegate" : (draftChoice(draft, "through", ["harness", "delegate"]) ?? through),
		delegates: draftChoice(draft, "delegates", ["any", "tagged"]) ?? (isTagged ? "tagged" : "any"),
		selectors: draftText(draft, "selectors") ?? selectors.join(", "),
	};
}
