import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { startOffboardingAction } from "#lib/actions/lifecycle-actions.ts";
import type { OffboardView } from "#lib/loaders/offboard-view.ts";
import { usePress } from "./use-press.ts";

type BeginOffboardingProps = { readonly view: OffboardView; readonly onBegun: () => void };

/** What will be lost, before anything is. */
export function BeginOffboarding({ view, onBegun }: BeginOffboardingProps) {
	const { press, isPending, failure } = usePress();
	const connectorId = view.id;
	return (
		<Card title="What happens, and what is lost">
			<ul className="flex list-disc flex-col gap-1.5 pl-5 text-ink-2">
				<li>
					<AtDestination view={view} />
				</li>
				<li>
					<b className="text-ink">Here</b> its checks stop and alarm nobody any more. What was proven until
					now and the audit trail are kept.
				</li>
				<li>
					<b className="text-ink">In AWS</b> nothing is deleted by this.{" "}
					{view.isPlatform
						? "Its role, key or service account stays with its owner; the next page says what can go."
						: "Rolebridge may only read. The next page says what to delete, and asks AWS until the role refuses."}
				</li>
			</ul>
			<div className="mt-4 flex flex-wrap gap-2.5">
				<Button
					tone="danger"
					pending={isPending}
					pendingLabel={view.atVendor === null ? "Removing in Harness…" : "Stopping its checks…"}
					// Where Harness failed, the offboarding has begun all the same.
					onClick={() =>
						press(
							() => startOffboardingAction({ connectorId }),
							() => {},
						).then(onBegun)
					}
				>
					Offboard this connector
				</Button>
				<LinkButton href={`/connectors/${connectorId}`}>Keep it</LinkButton>
			</div>
			<div className="mt-3 empty:hidden">
				<ActionFailureNotice failure={failure} />
			</div>
		</Card>
	);
}

function AtDestination({ view: { atVendor, identifier, isPlatform } }: { readonly view: OffboardView }) {
	if (atVendor !== null) {
		return (
			<>
				<b className="text-ink">At {atVendor.product}</b> nothing happens by itself: the next page says what
				to remove there. It then collects no new costs of this account.
			</>
		);
	}
	return (
		<>
			<b className="text-ink">In Harness</b> the connector{" "}
			{identifier !== null && <Mono wrap>{identifier}</Mono>} is removed.{" "}
			{isPlatform
				? "Pipelines, services and infrastructures there that name it fail from then on."
				: "Harness then collects no new costs of this account, and its AutoStopping rules, governance and recommendations there stop working. Costs that were collected stay."}
		</>
	);
}
