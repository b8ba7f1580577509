import { LaunchLinksCard } from "#components/launch/links-card.tsx";
import { StsRegionsNote } from "#components/sts-regions/sts-regions-note.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import type { Connector } from "#lib/domain/connector.ts";
import { hasHarnessSide } from "#lib/domain/destination.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { roleDefaultsOf } from "#lib/domain/destinations/role-defaults.ts";
import { wordsOf } from "#lib/domain/destinations/words-of.ts";
import { CONNECTION_KINDS, connectionKind } from "#lib/domain/manual/connection-kind.ts";
import { partitionFacts } from "#lib/domain/partition.ts";
import { neighbourStep } from "#lib/domain/setup.ts";
import { expectedTrustPolicy } from "#lib/domain/trust-policy/expected-trust.ts";
import type { RoleStep as RoleStepData } from "#lib/loaders/setup.ts";
import { LazyVendorExternalId } from "./lazy-parts.tsx";
import { LiveProvider } from "./live-provider.tsx";
import { ManualWays } from "./manual-ways.tsx";
import { RoleAside } from "./role-aside.tsx";
import { RoleBody } from "./role-body.tsx";
import type { LaunchState } from "./role-launch.tsx";
import { RoleReading } from "./role-reading.tsx";
import { StepFrame } from "./step-frame.tsx";

/** Step 4: the role is made, and found. */
export function RoleStep({ step }: { readonly step: RoleStepData }) {
	const { connector, trust, live } = step;
	const { id, version, overview, role, partition, pastedRoleArn } = connector;
	const accountId = overview?.awsAccountId ?? "";
	const back = neighbourStep("role", connector, "previous") ?? "overview";
	const { product } = wordsOf(connector.destination);
	const isPasted = profileOf(connector.destination).externalId === "pasted";
	return (
		<StepFrame
			connector={connector}
			step="role"
			now={live.now}
			subtitle={
				<p>
					In account <AccountNumber value={accountId} className="text-ink" />. One CloudFormation stack makes
					one role: {product} can use it by its external ID, Rolebridge can only look, and nobody else gets
					in.
				</p>
			}
			aside={<RoleAside connector={connector} />}
		>
			{isPasted && (
				<LazyVendorExternalId
					key={version}
					connectorId={id}
					version={version}
					product={product}
					externalId={connector.destinationExternalId ?? ""}
					isFixed={connector.status === "registered"}
				/>
			)}
			<KindOfConnection connector={connector} />
			<LiveProvider>
				<RoleBody
					connectorId={id}
					version={version}
					accountId={accountId}
					roleName={
						pastedRoleArn === null ? role.roleName : (pastedRoleArn.split("/").at(-1) ?? role.roleName)
					}
					roleArn={step.roleArn}
					pastedArn={pastedRoleArn ?? ""}
					vendor={product}
					hasHarnessSide={hasHarnessSide(connector)}
					externalId={isPasted ? null : step.harnessExternalId}
					defaultRoleName={roleDefaultsOf(connector.destination).roleName}
					trustPolicy={trust === null ? "" : JSON.stringify(expectedTrustPolicy(trust), null, 2)}
					launch={launchState(step)}
					options={{ ...role, ...draftOf(step.draft) }}
					regions={partitionFacts(partition).regions}
					defaultRegion={step.defaultRegion}
					live={live}
					backHref={`/connectors/${id}/setup/${back}`}
					nextHref={`/connectors/${id}/setup/test`}
					send={
						<LaunchLinksCard
							connectorId={id}
							title="Somebody else has access to the account?"
							what="They need no account here: a link shows them what is asked and why, and this page sees when the role is there."
						/>
					}
					manual={
						<ManualWays
							connectorId={id}
							title={`Manual: ${CONNECTION_KINDS[connectionKind(connector)].title.toLowerCase()}`}
							{...step.manual}
						/>
					}
					reading={
						<>
							<RoleReading vendor={product} template={step.template} policies={step.policies} trust={trust} />
							<StsRegionsNote partition={partition} row />
						</>
					}
				/>
			</LiveProvider>
		</StepFrame>
	);
}

/** Automated or manual, billing or resource: the four ways, by the names that people look for. */
function KindOfConnection({ connector }: { readonly connector: Connector }) {
	const { title, what } = CONNECTION_KINDS[connectionKind(connector)];
	return (
		<p className="text-sm text-ink-2">
			<b className="text-ink">{title}.</b> {what} A stack makes it (automated), or you do by hand in IAM
			(manual).
		</p>
	);
}

function launchState(step: RoleStepData): LaunchState {
	const { launch, connector, isVendorMode, fileCommand } = step;
	const byFile = fileCommand === null ? null : { command: fileCommand, templatePath: step.template.path };
	if (!launch.ok) return { link: null, code: launch.failure.code, byFile };
	const { url, cliCommand, ownCliCommand, terraform, region, template } = launch.value;
	const { portalUrl } = connector.role;
	const usesHarnessTemplate = template.source === "harness" && !isVendorMode;
	return {
		code: null,
		byFile,
		link: { url, cliCommand, ownCliCommand, terraform, region, usesHarnessTemplate, portalUrl },
	};
}

/** Typed and not saved: texts only, whatever else a draft may hold. */
function draftOf(draft: RoleStepData["draft"]): Record<string, string> {
	const texts = Object.entries(draft ?? {}).flatMap(([name, value]) =>
		typeof value === "string" ? [[name, value] as const] : [],
	);
	return Object.fromEntries(texts);
}
