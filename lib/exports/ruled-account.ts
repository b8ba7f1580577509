import type { Context } from "#lib/context.ts";
import type { RolloutAccountRow } from "#lib/db/rollouts-port.ts";
import { formatRoleArn } from "#lib/domain/arn.ts";
import { DEFAULT_ROLE_OPTIONS } from "#lib/domain/connector.ts";
import type { ExportAccount } from "#lib/domain/exports/export-plan.ts";
import { accountExternalId } from "#lib/domain/external-id.ts";
import { ceAwsConnectorBody, type RegistrationFacts } from "#lib/domain/harness-connector.ts";
import { accountBoundaryArn } from "#lib/domain/rollout/stack-set.ts";
import { harnessTemplateParameters, templateParameters } from "#lib/domain/template-parameters.ts";
import type { RoleStack } from "#lib/domain/terraform.ts";
import { enrolledConnector } from "#lib/organizations/enrolled-connector.ts";
import type { RolloutFacts } from "./plan-stack-set.ts";

/** As the rollout's rules have it, for an account without a connector here. Null: it is to get none. */
export function ruledAccount(
	ctx: Context,
	facts: RolloutFacts,
	row: RolloutAccountRow,
	existsInHarness: string | null,
): ExportAccount | null {
	const { rollout, launch, units } = facts;
	const { accountId, isManagement } = row;
	const enrolled = enrolledConnector(ctx, { rollout, units, payerConnectorId: null, now: ctx.now() }, row);
	const { overview, costReport = null, requirements = null } = enrolled?.change ?? {};
	if (overview === undefined || costReport === null || requirements === null) return null;
	const roleArn = formatRoleArn({
		partition: rollout.partition,
		accountId,
		path: launch.role.rolePath === "" ? "/" : launch.role.rolePath,
		roleName: launch.role.roleName,
	});
	const connector = ceAwsConnectorBody({
		overview: { ...overview, identifier: existsInHarness ?? overview.identifier },
		...{ costReport, requirements, roleArn },
		harnessExternalId: facts.harnessExternalId,
	});
	if (connector.spec.featuresEnabled.length === 0) return null;
	return {
		...{ accountId, accountName: row.name, isManagement, connector, existsInHarness },
		stack: facts.makesRoles ? ownStackOf(facts, row, { requirements, costReport }) : null,
		isStackThere: false,
	};
}

/** The role's stack in this account alone, for forms without a stack set. */
function ownStackOf(
	{ rollout, launch, input: { trust }, template }: RolloutFacts,
	{ accountId, connector }: RolloutAccountRow,
	{ requirements, costReport }: Pick<RegistrationFacts, "requirements" | "costReport">,
): RoleStack {
	const values = {
		connectorId: connector?.id ?? "",
		awsAccountId: accountId,
		harness: trust.harness,
		externalId: trust.externalId,
		verifier: trust.verifier && {
			...trust.verifier,
			externalId: accountExternalId(rollout.verifierExternalId, accountId),
			pendingExternalId: "",
		},
		requirements,
		costReport: costReport.kind === "own" ? costReport : null,
		role: {
			...launch.role,
			permissionsBoundaryArn: accountBoundaryArn(launch.role.permissionsBoundaryArn, accountId),
		},
	};
	return {
		region: launch.region,
		templateUrl: template.url,
		stackName: rollout.kind === "list" ? launch.stackName : DEFAULT_ROLE_OPTIONS.stackName,
		parameters: template.source === "ours" ? templateParameters(values) : harnessTemplateParameters(values),
	};
}
