import { LaunchLinksCard } from "#components/launch/links-card.tsx";
import { LifecycleLinks } from "#components/lifecycle/lifecycle-links.tsx";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { Allowed } from "#components/shell/abilities.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { hasHarnessSide } from "#lib/domain/destination.ts";
import { canEnter, derivedRoleArn } from "#lib/domain/setup.ts";
import type { ConnectorDetail } from "#lib/loaders/connectors.ts";
import { AuditCard } from "./audit-card.tsx";
import { EvidenceCard } from "./evidence-card.tsx";
import { FactsCard } from "./facts-card.tsx";
import { HarnessViewCard } from "./harness-view-card.tsx";
import { HealthCard } from "./health-card.tsx";
import { ManageCard } from "./manage-card.tsx";
import { PermissionsCard } from "./permissions-card.tsx";
import { RequirementsCard } from "./requirements-card.tsx";
import { RunChecks } from "./run-checks.tsx";
import { SetupLinksCard } from "./setup-links-card.tsx";
import { TimelineCard } from "./timeline-card.tsx";
import { WhoCanAssumeCard } from "./who-can-assume-card.tsx";

export function ConnectorDetailPage({ detail }: { readonly detail: ConnectorDetail }) {
	const { connector, checks, events, now } = detail;
	const mayCheck = canEnter("test", connector);
	const hasRole = derivedRoleArn(connector) !== null;
	// A role of ours is what a launch link makes; a platform connector's identity is its owner's own.
	const hasLaunchLinks = connector.overview !== null && connector.destination !== "harness-platform";
	return (
		<>
			<PageHeader
				title={connector.overview?.name ?? "Draft without a name"}
				subtitle={connector.overview && <AccountNumber value={connector.overview.awsAccountId} />}
				actions={<Actions detail={detail} mayCheck={mayCheck} />}
			/>
			<LifecycleLinks connector={connector} />
			<HealthCard detail={detail} />
			<div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
				<div className="flex min-w-0 flex-col gap-4">
					{connector.status !== "draft" && <TimelineCard cells={detail.timeline} />}
					{mayCheck && <EvidenceCard connectorId={connector.id} rows={checks.rows} now={now} />}
					{mayCheck && detail.seesTrust && detail.permissions.length > 0 && (
						<PermissionsCard
							features={detail.permissions}
							beyond={detail.beyondTemplate}
							destination={detail.connector.destination}
						/>
					)}
					{mayCheck && detail.seesTrust && hasRole && <WhoCanAssumeCard {...detail} />}
					{detail.readsAudit && <AuditCard connectorId={connector.id} events={events} now={now} />}
				</div>
				<div className="flex min-w-0 flex-col gap-4">
					<FactsCard connector={connector} seesTrust={detail.seesTrust} now={now} />
					<ManageCard connector={connector} />
					{hasLaunchLinks && (
						<LiveProvider>
							<LaunchLinksCard
								connectorId={connector.id}
								title="Launch links"
								what="For whoever has access to the AWS account and no account here."
							/>
						</LiveProvider>
					)}
					<Allowed to="connector.connect">
						<SetupLinksCard connector={connector} />
					</Allowed>
					<RequirementsCard connector={connector} showsPermissions={detail.seesTrust} />
					{hasHarnessSide(connector) && <HarnessViewCard {...detail} />}
				</div>
			</div>
		</>
	);
}

function Actions({ detail, mayCheck }: { readonly detail: ConnectorDetail; readonly mayCheck: boolean }) {
	const { connector, checks } = detail;
	const isDraft = connector.status === "draft";
	return (
		<>
			{mayCheck && (
				<Allowed to="connector.check">
					<RunChecks
						connectorId={connector.id}
						isRunning={checks.isRunning}
						tone={isDraft ? "default" : "primary"}
					/>
				</Allowed>
			)}
			{isDraft && (
				<Allowed to="connector.connect">
					<LinkButton href={`/connectors/${connector.id}/setup`} tone="primary">
						Continue set-up
					</LinkButton>
				</Allowed>
			)}
		</>
	);
}
