import { FeatureActions } from "#components/setup/feature-actions.tsx";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { FEATURE_INFO } from "#lib/domain/feature-info.ts";
import type { UpgradeView } from "#lib/launch-links/view.ts";

/** What the newest template adds to the role, feature by feature. */
export function UpgradeAsked({ upgrade }: { readonly upgrade: UpgradeView }) {
	const { fromVersion, toVersion, missing, missingPolicies } = upgrade;
	return (
		<Card
			title="What the update adds"
			subtitle={`From ${fromVersion === null ? "a template without a version" : `version ${fromVersion}`} to version ${toVersion}.`}
			flush
		>
			{missing.map(({ feature, actions }) => (
				<Disclosure
					key={feature ?? "own"}
					row
					summary={feature === null ? "For checking itself" : FEATURE_INFO[feature].title}
					aside={<Tag>{actions.length === 1 ? "1 action" : `${actions.length} actions`}</Tag>}
				>
					<FeatureActions actions={actions} />
				</Disclosure>
			))}
			{missingPolicies.map((arn) => (
				<p key={arn} className="border-t border-line px-4.5 py-3 first:border-t-0">
					Policy <Mono wrap>{arn}</Mono>
				</p>
			))}
			{missing.length + missingPolicies.length === 0 && (
				<p className="px-4.5 py-3 text-ink-2">No permission is added; the template's text is newer.</p>
			)}
		</Card>
	);
}
