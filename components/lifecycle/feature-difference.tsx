import { FeatureActions } from "#components/setup/feature-actions.tsx";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { FeatureChange } from "#lib/domain/feature-change.ts";
import { FEATURE_INFO } from "#lib/domain/feature-info.ts";
import type { ManifestAction } from "#lib/domain/permissions/manifest-types.ts";

const WORDS = { added: "Added", removed: "Removed", changed: "Changed" } as const satisfies Record<
	FeatureChange["kind"],
	string
>;

/** What the role gains and loses, feature by feature, with why and what it could do in the wrong hands. */
export function FeatureDifference({ difference }: { readonly difference: readonly FeatureChange[] }) {
	return (
		<Card title="What changes" flush>
			<ul>
				{difference.map((change) => (
					<li key={change.feature} className="border-t border-line px-4.5 py-3.5 first:border-t-0">
						<div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
							<h3 className="font-semibold">{FEATURE_INFO[change.feature].title}</h3>
							<Tag>{WORDS[change.kind]}</Tag>
						</div>
						<Actions sign="+" word="added" actions={change.added} policies={change.addedPolicies} />
						<Actions sign="−" word="removed" actions={change.removed} policies={change.removedPolicies} />
						{change.added.length + change.removed.length === 0 &&
							change.addedPolicies.length + change.removedPolicies.length === 0 && (
								<p className="text-sm text-ink-2">It needs no permissions of its own in this account.</p>
							)}
					</li>
				))}
			</ul>
		</Card>
	);
}

type ActionsProps = {
	readonly sign: "+" | "−";
	readonly word: "added" | "removed";
	readonly actions: readonly ManifestAction[];
	readonly policies: readonly string[];
};

function Actions({ sign, word, actions, policies }: ActionsProps) {
	const count = actions.length + policies.length;
	if (count === 0) return null;
	return (
		<Disclosure summary={`${sign} ${count} ${count === 1 ? "permission" : "permissions"} ${word}`}>
			{policies.length > 0 && (
				<ul className="mb-2">
					{policies.map((arn) => (
						<li key={arn}>
							Policy <Mono wrap>{arn}</Mono>
						</li>
					))}
				</ul>
			)}
			<FeatureActions actions={actions} />
		</Disclosure>
	);
}
