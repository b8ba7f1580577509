import { Card } from "#components/ui/card.tsx";
import { Mono } from "#components/ui/mono.tsx";
import type { Connector } from "#lib/domain/connector.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { featureWords } from "#lib/domain/destinations/words-of.ts";
import { AUTOSTOPPING_INFO } from "#lib/domain/feature-info.ts";
import type { Feature, Requirements } from "#lib/domain/features.ts";
import { type PermissionSummary, permissionSummary } from "#lib/domain/permissions/summary.ts";

/** What was asked for, and how many actions of which kind the role has for it. */
export type RequirementsCardProps = { readonly connector: Connector; readonly showsPermissions: boolean };

export function RequirementsCard({ connector, showsPermissions }: RequirementsCardProps) {
	const { requirements, costReport, destination } = connector;
	if (requirements === null) return null;
	const reportType = costReport?.kind === "own" ? costReport.reportType : null;
	return (
		<Card title={showsPermissions ? "Requirements and permissions" : "Requirements"} flush>
			<ul>
				{requirements.features.map((feature) => (
					<li key={feature} className="border-t border-line px-4.5 py-3 first:border-t-0">
						<p className="font-medium">{featureWords(destination, feature).title}</p>
						{showsPermissions && (
							<>
								<p className="text-sm text-ink-2">
									{summaryWords(
										permissionSummary(feature, requirements, reportType, profileOf(destination).manifest),
									)}
								</p>
								<Narrowing feature={feature} requirements={requirements} />
							</>
						)}
					</li>
				))}
			</ul>
		</Card>
	);
}

function summaryWords({ read, change, spend, escalate, total }: PermissionSummary): string {
	const parts = [
		read > 0 && `${read} read`,
		change > 0 && `${change} change resources`,
		spend > 0 && `${spend} spend money`,
		escalate > 0 && `${escalate} could widen its own rights`,
	].filter((part) => part !== false);
	return `${total} ${total === 1 ? "action" : "actions"}: ${parts.join(", ")}.`;
}

type NarrowingProps = { readonly feature: Feature; readonly requirements: Requirements };

function Narrowing({ feature, requirements }: NarrowingProps) {
	const { autoStopping, governancePolicyArns, commitmentWrite } = requirements;
	switch (feature) {
		case "OPTIMIZATION":
			return autoStopping.length === 0 ? null : (
				<p className="text-sm text-ink-2">
					Only for {autoStopping.map((name) => AUTOSTOPPING_INFO[name].label).join(", ")}.
				</p>
			);
		case "GOVERNANCE":
			return governancePolicyArns.length === 0 ? (
				<p className="text-sm text-ink-2">Read-only.</p>
			) : (
				<ul className="text-sm text-ink-2">
					{governancePolicyArns.map((arn) => (
						<li key={arn}>
							enforces by <Mono wrap>{arn}</Mono>
						</li>
					))}
				</ul>
			);
		case "COMMITMENT_ORCHESTRATOR":
			return <p className="text-sm text-ink-2">{commitmentWrite ? "May buy and exchange." : "Read-only."}</p>;
		case "BILLING":
		case "VISIBILITY":
			return null;
		default:
			return feature satisfies never;
	}
}
