import { LaunchLinksCard } from "#components/launch/links-card.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { partitionFacts } from "#lib/domain/partition.ts";
import { neighbourStep } from "#lib/domain/setup.ts";
import { expectedTrustPolicy } from "#lib/domain/trust-policy/expected-trust.ts";
import type { RoleStep as RoleStepData } from "#lib/loaders/setup.ts";
import { LiveProvider } from "./live-provider.tsx";
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
	return (
		<StepFrame
			connector={connector}
			step="role"
			now={live.now}
			subtitle={
				<p>
					In account <AccountNumber value={accountId} className="text-ink" />. One CloudFormation stack makes
					one role: Harness can use it by its external ID, Rolebridge can only look, and nobody else gets in.
				</p>
			}
			aside={<RoleAside connector={connector} />}
		>
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
					harnessExternalId={step.harnessExternalId}
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
					reading={<RoleReading template={step.template} policies={step.policies} trust={trust} />}
				/>
			</LiveProvider>
		</StepFrame>
	);
}

function launchState({ launch, connector, isVendorMode }: RoleStepData): LaunchState {
	if (!launch.ok) return { link: null, code: launch.failure.code };
	const { url, cliCommand, ownCliCommand, terraform, region, template } = launch.value;
	const { portalUrl } = connector.role;
	const usesHarnessTemplate = template.source === "harness" && !isVendorMode;
	return {
		code: null,
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
