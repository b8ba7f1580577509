import { savePlatformDelegateAction } from "#lib/actions/platform-actions.ts";
import type { DelegateLinks } from "#lib/domain/platform/delegate-guide.ts";
import { neighbourPlatformStep } from "#lib/domain/platform/platform-setup.ts";
import { DelegateSetUp } from "./delegate/delegate-set-up.tsx";
import type { PlatformStepProps } from "./overview-step.tsx";
import { backHref, PlatformFrame, platformStepHref } from "./platform-frame.tsx";

type DelegateStepProps = PlatformStepProps & { readonly links: DelegateLinks };

/** Step 3: what a delegate needs; for IRSA it is part of the connection, otherwise it is there to be read. */
export function DelegateStep({ connector, draft, now, links }: DelegateStepProps) {
	const { id, version, platform } = connector;
	const next = neighbourPlatformStep("delegate", connector, "next") ?? "connectivity";
	return (
		<PlatformFrame
			connector={connector}
			step="delegate"
			now={now}
			subtitle={
				platform?.credential?.type === "Irsa"
					? "A service account with a role of its own, and the delegate's YAML that uses it."
					: "What a delegate may need for this connector. Nothing here is required."
			}
		>
			<DelegateSetUp
				connector={connector}
				draft={draft}
				place={{ connectorId: id, version, backHref: backHref(connector, "delegate") }}
				save={savePlatformDelegateAction}
				nextHref={platformStepHref(id, next)}
				links={links}
			/>
		</PlatformFrame>
	);
}
