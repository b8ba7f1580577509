import { CheckIcon } from "#components/ui/icons.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { FEATURE_BENEFITS, type FeatureBenefits } from "#lib/domain/feature-benefits.ts";
import type { Feature } from "#lib/domain/features.ts";
import type { ManifestAction } from "#lib/domain/permissions/manifest-types.ts";
import { RiskLabel } from "./risk-label.tsx";

/** What a feature is good for. */
export function FeatureGives({
	feature,
	benefits = FEATURE_BENEFITS[feature],
}: {
	readonly feature: Feature;
	readonly benefits?: FeatureBenefits | undefined;
}) {
	const { gives, where } = benefits;
	return (
		<>
			<ul className="flex flex-col gap-1">
				{gives.map((each) => (
					<li key={each} className="flex gap-2">
						<CheckIcon className="mt-0.75 size-3.5 text-ink-3" />
						<span className="min-w-0">{each}</span>
					</li>
				))}
			</ul>
			<p className="mt-2 text-ink-2">{where}</p>
		</>
	);
}

/** Each action: why it is asked for, what it could do in the wrong hands, and what stops without it. */
export function FeatureActions({ actions }: { readonly actions: readonly ManifestAction[] }) {
	return (
		<ul>
			{actions.map(({ action, why, risk, riskNote, without }) => (
				<li key={action} className="border-t border-line py-2.5 first:border-t-0">
					<div className="flex flex-wrap items-center justify-between gap-x-3">
						<Mono wrap className="font-semibold">
							{action}
						</Mono>
						<RiskLabel risk={risk} />
					</div>
					<p>{why}</p>
					{riskNote !== null && (
						<p className="text-ink-2">
							<b className="text-ink">In the wrong hands:</b> {riskNote}
						</p>
					)}
					<p className="text-ink-2">
						<b className="text-ink">Without it:</b> {without}
					</p>
				</li>
			))}
		</ul>
	);
}
