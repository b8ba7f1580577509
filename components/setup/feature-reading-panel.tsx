import { useId } from "react";
import { AUTOSTOPPING_INFO } from "#lib/domain/feature-info.ts";
import { isInForce, type PartKind } from "#lib/domain/permissions/part-in-force.ts";
import type { Chosen } from "./features-counts.ts";
import type { FeatureReading } from "./features-form.tsx";

type FeatureReadingPanelProps = { readonly reading: FeatureReading; readonly chosen: Chosen };

/** What a feature gives, then every action that its present choices put into the role. */
export function FeatureReadingPanel({ reading, chosen }: FeatureReadingPanelProps) {
	const id = useId();
	return (
		<div className="border-t border-line px-4.5 py-3.5 text-sm">
			{reading.gives}
			<p id={id} className="mt-3 mb-1 font-semibold">
				Every permission, the riskiest first
			</p>
			<section
				aria-labelledby={id}
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
				tabIndex={0}
				className="max-h-96 overflow-y-auto rounded border border-line px-3"
			>
				{reading.parts
					.filter((part) => isInForce(part, chosen))
					.map((part) => (
						<div key={part.kind === "narrow" ? part.choice : part.kind}>
							<PartHeading part={part} />
							{part.list}
						</div>
					))}
			</section>
		</div>
	);
}

function PartHeading({ part }: { readonly part: PartKind }) {
	if (part.kind === "narrow") {
		return <p className="pt-3 font-medium text-ink-2">For {AUTOSTOPPING_INFO[part.choice].label}</p>;
	}
	return part.kind === "write" ? <p className="pt-3 font-medium text-ink-2">To buy and exchange</p> : null;
}
