import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { cancelOffboardingAction, startOffboardingAction } from "#lib/actions/lifecycle-actions.ts";
import type { HarnessOutcome, OffboardProgress, OffboardView } from "#lib/loaders/offboard-view.ts";
import { usePress } from "./use-press.ts";

type HarnessPartProps = {
	readonly view: OffboardView;
	readonly progress: OffboardProgress;
	readonly onChanged: () => void;
};

const OUTCOME_WORDS = {
	removed: "Harness has removed the connector.",
	"already-gone": "Harness had no such connector any more.",
	foreign:
		"In Harness this identifier belongs to another connector by now. It was left as it is; of this one nothing is there.",
	unknown:
		"What Harness has under this identifier names no AWS account and does not say when it was made, so nothing shows that it is this connector's. It was left as it is: look there, and delete it there if it is yours.",
	"never-registered": "The connector was never registered in Harness.",
} as const satisfies Record<HarnessOutcome, string>;

/** The first part: Harness's record. */
export function HarnessPart({ view, progress, onChanged }: HarnessPartProps) {
	const isDone = progress.harnessRemovedAt !== null;
	if (view.atVendor !== null) return <AtVendor atVendor={view.atVendor} />;
	return (
		<Card
			title="1. Removed in Harness"
			state={isDone ? "ok" : "warn"}
			aside={isDone ? <Pill state="ok">Done</Pill> : <Pill state="warn">Not yet</Pill>}
		>
			{isDone ? (
				<p className="text-ink-2">{OUTCOME_WORDS[progress.harnessOutcome ?? "removed"]}</p>
			) : (
				<StillThere view={view} onChanged={onChanged} />
			)}
		</Card>
	);
}

/** What only a person can do there; nothing here can tell whether it was done. */
function AtVendor({ atVendor }: { readonly atVendor: NonNullable<OffboardView["atVendor"]> }) {
	const { product, pageUrl, steps } = atVendor;
	return (
		<Card
			title={`1. Remove at ${product}`}
			subtitle={`By somebody who may do so in ${product}; Rolebridge cannot see it.`}
			aside={
				<LinkButton href={pageUrl} external size="small">
					Open {product}
				</LinkButton>
			}
		>
			<ol className="list-decimal pl-5 text-ink-2">
				{steps.map((step) => (
					<li key={step}>{step}</li>
				))}
			</ol>
		</Card>
	);
}

function StillThere({ view, onChanged }: Omit<HarnessPartProps, "progress">) {
	const remove = usePress();
	const cancel = usePress();
	const connectorId = view.id;
	return (
		<>
			<p className="text-ink-2">
				Harness still has the connector {view.identifier !== null && <Mono wrap>{view.identifier}</Mono>}. The
				rest can go on meanwhile; this can be tried again at any time.
			</p>
			<div className="mt-3 flex flex-wrap gap-2.5">
				<Button
					tone="primary"
					pending={remove.isPending}
					pendingLabel="Removing in Harness…"
					onClick={() => remove.press(() => startOffboardingAction({ connectorId }), onChanged)}
				>
					Remove in Harness
				</Button>
				<Button
					pending={cancel.isPending}
					onClick={() => cancel.press(() => cancelOffboardingAction({ connectorId }), onChanged)}
				>
					Cancel offboarding
				</Button>
			</div>
			<div className="mt-3 empty:hidden">
				<ActionFailureNotice failure={remove.failure ?? cancel.failure} />
			</div>
		</>
	);
}
