import { FeatureActions } from "#components/setup/feature-actions.tsx";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { CostReportType } from "#lib/domain/connector.ts";
import type { Destination } from "#lib/domain/destination.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { featureWords } from "#lib/domain/destinations/words-of.ts";
import type { Feature, Requirements } from "#lib/domain/features.ts";
import { actionsOf, type PermissionSummary, permissionSummary } from "#lib/domain/permissions/summary.ts";
import { plainWords } from "./plain-words.ts";

export type AskedPermissionsProps = {
	readonly requirements: Requirements;
	readonly costReportType: CostReportType | null;
	/** Whom the role is for; Harness Cloud Cost Management where nothing is said. */
	readonly destination?: Destination;
	/** Whose role it is, where several are asked for. */
	readonly title?: string;
	/** All lists stand open: on paper nothing can be pressed. */
	readonly isOpen?: boolean;
};

/** Each thing that is asked for: in one plain line; behind it every action with its reason and its risk. */
export function AskedPermissions({
	requirements,
	costReportType,
	destination = "harness-ccm",
	title = "What the role may do",
	isOpen = false,
}: AskedPermissionsProps) {
	const { manifest } = profileOf(destination);
	return (
		<Card
			title={title}
			subtitle={
				isOpen
					? "Every action, why it is asked for, and what it could do in the wrong hands."
					: "Open a line for every action, why it is asked for, and what it could do in the wrong hands."
			}
			flush
		>
			{requirements.features.map((feature) => (
				<Disclosure
					key={feature}
					row
					defaultOpen={isOpen}
					summary={plainWords(feature, requirements, destination).title}
					aside={
						<Weight
							feature={feature}
							counts={permissionSummary(feature, requirements, costReportType, manifest)}
						/>
					}
				>
					<FeatureDetail {...{ feature, requirements, costReportType, destination }} />
				</Disclosure>
			))}
			<p className="border-t border-line px-4.5 py-3 text-sm text-ink-2">
				Besides, the role may read its own policies, so that anybody can check that it is still the one you
				made.
			</p>
		</Card>
	);
}

type FeatureDetailProps = Required<Omit<AskedPermissionsProps, "isOpen" | "title">> & {
	readonly feature: Feature;
};

function FeatureDetail({ feature, requirements, costReportType, destination }: FeatureDetailProps) {
	const { title, summary } = featureWords(destination, feature);
	const { manifest } = profileOf(destination);
	const { governancePolicyArns } = requirements;
	return (
		<div className="flex flex-col gap-2 text-sm">
			<p className="text-ink-2">
				<b className="text-ink">{title}.</b> {summary}
			</p>
			<p className="text-ink-2">{plainWords(feature, requirements, destination).limit}</p>
			{feature === "GOVERNANCE" && governancePolicyArns.length > 0 && (
				<ul className="text-ink-2">
					{governancePolicyArns.map((arn) => (
						<li key={arn}>
							<Mono wrap>{arn}</Mono>
						</li>
					))}
				</ul>
			)}
			<FeatureActions actions={actionsOf(feature, requirements, costReportType, manifest)} />
		</div>
	);
}

/** How much it is, in a word: what changes things or costs money is named, not hidden in a number. */
function Weight({ feature, counts }: { readonly feature: Feature; readonly counts: PermissionSummary }) {
	const actions = counts.total === 1 ? "1 action" : `${counts.total} actions`;
	if (counts.spend > 0) return <Pill state="warn">can spend money</Pill>;
	// What it writes goes into Harness's bucket; in this account nothing changes.
	if (feature === "BILLING") return <Tag>{actions}</Tag>;
	if (counts.escalate > 0) return <Pill state="warn">changes things, wide rights</Pill>;
	if (counts.change > 0) return <Pill state="warn">changes things</Pill>;
	return <Tag>{actions}</Tag>;
}
