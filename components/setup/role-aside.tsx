import { Card } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { Connector } from "#lib/domain/connector.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { featureWords } from "#lib/domain/destinations/words-of.ts";
import { AUTOSTOPPING_INFO } from "#lib/domain/feature-info.ts";
import type { Feature } from "#lib/domain/features.ts";
import { actionsOf, permissionSummary } from "#lib/domain/permissions/summary.ts";

/** What the role may do, feature by feature, in numbers and one sentence each. */
export function RoleAside({ connector }: { readonly connector: Connector }) {
	const { requirements, costReport, id, destination } = connector;
	const { manifest } = profileOf(destination);
	if (requirements === null) return null;
	const reportType = costReport?.kind === "own" ? costReport.reportType : null;
	const features = requirements.features;
	const actions = new Set(
		features.flatMap((feature) =>
			actionsOf(feature, requirements, reportType, manifest).map(({ action }) => action),
		),
	);
	return (
		<Card
			title="What this role may do"
			subtitle={`${actions.size} actions for ${features.length} ${features.length === 1 ? "feature" : "features"}`}
			flush
		>
			<ul>
				{features.map((feature) => (
					<li key={feature} className="border-b border-line px-4.5 py-3">
						<div className="flex flex-wrap items-center justify-between gap-2">
							<span className="font-semibold">{featureWords(destination, feature).title}</span>
							<Counts counts={permissionSummary(feature, requirements, reportType, manifest)} />
						</div>
						<p className="text-sm text-ink-2">
							<Sentence feature={feature} connector={connector} />
						</p>
					</li>
				))}
			</ul>
			<p className="px-4.5 py-3 text-sm">
				<Link href={`/connectors/${id}/setup/features`}>
					See every action, why it is needed and what stops without it
				</Link>
			</p>
		</Card>
	);
}

function Counts({ counts }: { readonly counts: ReturnType<typeof permissionSummary> }) {
	const strong = counts.change + counts.spend + counts.escalate;
	if (strong === 0) return <Tag>{counts.read} read</Tag>;
	return <Pill state="warn">{strong} can change things</Pill>;
}

function Sentence({ feature, connector }: { readonly feature: Feature; readonly connector: Connector }) {
	const { requirements, costReport, destination } = connector;
	if (destination !== "harness-ccm") return featureWords(destination, feature).summary;
	switch (feature) {
		case "BILLING":
			return costReport?.kind === "own" ? (
				<>
					Reads the cost report in <Mono wrap>{costReport.bucketName}</Mono>, copies it to Harness's bucket,
					and lists the organization's accounts.
				</>
			) : (
				"Costs come with the payer's report."
			);
		case "VISIBILITY":
			return "Describes EC2, EBS, ECS and RDS. Sees no data in them.";
		case "OPTIMIZATION": {
			const narrowed = requirements?.autoStopping ?? [];
			if (narrowed.length === 0)
				return "Stops and starts resources that a rule names. Not narrowed: it has ec2:*.";
			return `Narrowed to ${narrowed.map((choice) => AUTOSTOPPING_INFO[choice].label).join(", ")}.`;
		}
		case "GOVERNANCE": {
			const count = requirements?.governancePolicyArns.length ?? 0;
			if (count === 0) return "Reads the account with AWS's ReadOnlyAccess.";
			return `Carries ${count} ${count === 1 ? "policy" : "policies"} that you named.`;
		}
		case "COMMITMENT_ORCHESTRATOR":
			return requirements?.commitmentWrite
				? "Reads, buys and exchanges commitments. Purchases cost money."
				: "Reads commitments and their use.";
		default:
			return feature satisfies never;
	}
}
