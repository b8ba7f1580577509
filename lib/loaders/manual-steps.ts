import "server-only";
import { atConsole } from "#lib/connectors/launch.ts";
import type { Context } from "#lib/context.ts";
import type { JsonValue } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { attachedPolicyArns } from "#lib/domain/destinations/attached-policies.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { roleDefaultsOf } from "#lib/domain/destinations/role-defaults.ts";
import { type ManualStep, manualSteps } from "#lib/domain/manual/manual-steps.ts";
import type { policiesFor } from "#lib/domain/permissions.ts";
import { needsLambdaRole } from "#lib/domain/requirements.ts";
import { type ExpectedTrust, expectedTrustPolicy } from "#lib/domain/trust-policy/expected-trust.ts";

/** How the connector's role is made by hand; null while it is not known whom it is to trust. */
export function manualStepsOf(
	ctx: Context,
	connector: Connector,
	trust: ExpectedTrust | null,
	policies: ReturnType<typeof policiesFor>,
): readonly ManualStep[] | null {
	const { overview, requirements, role, partition, destination } = connector;
	if (trust === null || overview === null || requirements === null) return null;
	const profile = profileOf(destination);
	const steps = manualSteps({
		partition,
		accountId: overview.awsAccountId,
		roleName: role.roleName === "" ? roleDefaultsOf(destination).roleName : role.roleName,
		rolePath: role.rolePath === "" ? roleDefaultsOf(destination).rolePath : role.rolePath,
		permissionsBoundaryArn: role.permissionsBoundaryArn,
		stackName: role.stackName,
		trustPolicy: expectedTrustPolicy(trust),
		policies,
		attachedArns: attachedPolicyArns(profile, requirements, partition),
		lambdaRoleName: needsLambdaRole(requirements) ? "HarnessCELambdaExecutionRole" : null,
		tags: {
			"rolebridge:template-version": profile.template.version,
			"rolebridge:connector-id": connector.id,
		},
	});
	return steps.map((step) => ({
		...step,
		consoleUrl: step.consoleUrl === null ? null : atConsole(ctx, step.consoleUrl),
	}));
}

/** The ids of the steps that were ticked, as they were kept among the drafts. */
export function manualTicks(draft: JsonValue | undefined): readonly string[] {
	if (typeof draft !== "object" || draft === null || Array.isArray(draft) || !("done" in draft)) return [];
	const { done } = draft;
	return Array.isArray(done) ? done.filter((id) => typeof id === "string") : [];
}
