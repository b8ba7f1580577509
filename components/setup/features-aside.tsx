"use client";

import { useWatch } from "react-hook-form";
import { listOf } from "#components/form/use-field.ts";
import { Card } from "#components/ui/card.tsx";
import { AUTOSTOPPING_INFO } from "#lib/domain/feature-info.ts";
import { AUTOSTOPPING_FEATURES, FEATURES, type Feature } from "#lib/domain/features.ts";
import { useFeatures } from "./features-context.tsx";
import { type Chosen, countFeature, countRole } from "./features-counts.ts";
import { CountLabel } from "./risk-label.tsx";

/** The sum of what is chosen, as it changes. */
export function FeaturesAside({ title = "What this role may do" }: { readonly title?: string }) {
	const { parts, words } = useFeatures();
	const chosen = useChosen();
	const total = countRole(parts, chosen).total;
	const { features } = chosen;
	return (
		<Card
			title={title}
			subtitle={
				<span role="status">
					{features.length === 0
						? "Nothing yet: choose at least one feature."
						: `${total} actions for ${features.length} ${features.length === 1 ? "feature" : "features"}`}
				</span>
			}
			flush
		>
			<ul>
				{features.map((feature) => (
					<li key={feature} className="border-b border-line px-4.5 py-3">
						<div className="flex flex-wrap items-center justify-between gap-x-2 gap-y-1">
							<span className="font-semibold">{words[feature].title}</span>
							<CountLabel counts={countFeature(parts, feature, chosen)} />
						</div>
						<Narrowing feature={feature} chosen={chosen} />
					</li>
				))}
			</ul>
			<p className="px-4.5 py-3 text-sm text-ink-2">
				Beside this, every role may read its own policies, so that it can be checked.
			</p>
		</Card>
	);
}

/** What the form holds now, in the domain's words. */
export function useChosen(): Chosen {
	const { form, at } = useFeatures();
	const values: readonly unknown[] = useWatch({
		control: form.control,
		name: [at("features"), at("autoStopping"), at("commitmentWrite")],
	});
	const [features, autoStopping, commitment] = values;
	return {
		features: FEATURES.filter((feature) => listOf(features).includes(feature)),
		autoStopping: AUTOSTOPPING_FEATURES.filter((choice) => listOf(autoStopping).includes(choice)),
		commitmentWrite: commitment === "read-write",
	};
}

function Narrowing({ feature, chosen }: { readonly feature: Feature; readonly chosen: Chosen }) {
	if (feature === "OPTIMIZATION") {
		const { autoStopping } = chosen;
		return (
			<p className="text-sm text-ink-2">
				{autoStopping.length === 0
					? "Not narrowed: it holds ec2:* and iam:PassRole."
					: `Narrowed to ${autoStopping.map((choice) => AUTOSTOPPING_INFO[choice].label).join(", ")}.`}
			</p>
		);
	}
	if (feature === "COMMITMENT_ORCHESTRATOR") {
		return (
			<p className="text-sm text-ink-2">
				{chosen.commitmentWrite ? "Purchases cost money and cannot be undone." : "Looks, and buys nothing."}
			</p>
		);
	}
	return null;
}
