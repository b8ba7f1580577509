import { type HarnessSide, harnessSide } from "#lib/connectors/harness-side.ts";
import { stackRegion, templateInput, templateRefusal } from "#lib/connectors/launch.ts";
import { templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import type { HarnessAccount } from "#lib/db/port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { ExportAccount, ExportHarness, ExportPlan } from "#lib/domain/exports/export-plan.ts";
import { ceAwsConnectorBody, registrationFacts } from "#lib/domain/harness-connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { harnessTemplateParameters, templateParameters } from "#lib/domain/template-parameters.ts";
import type { RoleStack } from "#lib/domain/terraform.ts";
import { readingOnce } from "./reading-once.ts";

export type PlanConnectors = {
	readonly connectors: readonly Connector[];
	readonly scope: "connector" | "selection";
	/** The form makes roles: its template must be one that CloudFormation knows. */
	readonly makesRoles: boolean;
};

/**
 * What an export of these connectors is written from. A single one that cannot be written is a failure; of many it
 * is left out, with the reason. All must belong to one Harness account: a file speaks to one.
 */
export async function planConnectors(
	context: Context,
	{ connectors, scope, makesRoles }: PlanConnectors,
): Promise<Result<ExportPlan>> {
	const ctx = readingOnce(context);
	const [first] = connectors;
	if (first === undefined) return failed({ code: "CONNECTOR_NOT_FOUND" });
	if (connectors.some((each) => each.harnessAccountRef !== first.harnessAccountRef)) {
		const detail = "These connectors belong to several Harness accounts. Export those of one at a time.";
		return failed({ code: "INPUT_INVALID", detail });
	}
	const account = await ctx.db.harnessAccounts.find(first.harnessAccountRef);
	const side = harnessSide(account, first.partition);
	if (!side.ok) return side;
	if (account === null) return failed({ code: "HARNESS_NOT_CONFIGURED" });
	const accounts: ExportAccount[] = [];
	const left: { accountId: string; why: string }[] = [];
	const seen = new Set<string>();
	for (const connector of connectors) {
		if (scope === "selection" && (connector.status === "offboarded" || connector.offboarding !== null)) {
			left.push({ accountId: connector.overview?.awsAccountId ?? "", why: "it is being offboarded" });
			continue;
		}
		const planned = await planConnector(ctx, connector, makesRoles);
		if (!planned.ok) {
			if (scope === "connector" || planned.failure.code !== "CONNECTOR_INCOMPLETE") return planned;
			left.push({ accountId: connector.overview?.awsAccountId ?? "", why: "its set-up is not finished" });
		} else if (seen.has(planned.value.accountId)) {
			left.push({ accountId: planned.value.accountId, why: "another connector of the account is written" });
		} else {
			seen.add(planned.value.accountId);
			accounts.push(planned.value);
		}
	}
	return ok({
		title: titleOf(accounts, connectors),
		scope,
		harness: exportHarness(account, side.value),
		naming: null,
		stackSet: null,
		accounts,
		left,
	});
}

function titleOf(accounts: readonly ExportAccount[], { length }: readonly Connector[]): string {
	return length === 1 && accounts[0] !== undefined
		? accounts[0].connector.name
		: `${length.toLocaleString("en")} connectors`;
}

export function exportHarness(
	{ baseUrl, accountId }: Pick<HarnessAccount, "baseUrl" | "accountId">,
	{ cluster, externalId }: HarnessSide,
): ExportHarness {
	const { principalArn, bucketName } = cluster;
	return { baseUrl, accountId, principalArn, bucketName, externalId };
}

/** One connector; its role is left out where a stack set makes it. */
export async function planConnector(
	ctx: Context,
	connector: Connector,
	makesRoles: boolean,
): Promise<Result<ExportAccount>> {
	const { overview, status, roleFoundAt } = connector;
	const side = harnessSide(
		await ctx.db.harnessAccounts.find(connector.harnessAccountRef),
		connector.partition,
	);
	if (!side.ok) return side;
	const roleArn = derivedRoleArn(connector);
	const facts =
		roleArn && registrationFacts(connector, { roleArn, harnessExternalId: side.value.externalId });
	if (facts === null || overview === null) return failed({ code: "CONNECTOR_INCOMPLETE" });
	const isOwn = makesRoles && !(await isOfStackSet(ctx, connector));
	const stack = isOwn ? await stackOf(ctx, connector) : ok(null);
	if (!stack.ok) return stack;
	return ok({
		accountId: overview.awsAccountId,
		accountName: "",
		isManagement: false,
		connector: ceAwsConnectorBody(facts),
		stack: stack.value,
		isStackThere: roleFoundAt !== null,
		existsInHarness: status === "registered" ? overview.identifier : null,
	});
}

async function isOfStackSet(ctx: Context, { rolloutId }: Connector): Promise<boolean> {
	return rolloutId !== null && (await ctx.db.rollouts.find(rolloutId))?.kind === "organization";
}

/** The role's stack as the launch link has it: no address leaves that CloudFormation does not know. */
async function stackOf(ctx: Context, connector: Connector): Promise<Result<RoleStack>> {
	const input = await templateInput(ctx, connector);
	if (!input.ok) return input;
	const template = await templateInForce(ctx, connector.partition);
	const { values } = input.value;
	const parameters =
		template.source === "ours" ? templateParameters(values) : harnessTemplateParameters(values);
	const refusal = await templateRefusal(ctx, connector, template, Object.keys(parameters));
	if (refusal !== null) return failed({ code: refusal });
	const { stackName } = connector.role;
	return ok({
		region: await stackRegion(ctx, connector),
		templateUrl: template.url,
		stackName,
		parameters,
	});
}
