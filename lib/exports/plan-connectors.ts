import { type HarnessSide, harnessSide } from "#lib/connectors/harness-side.ts";
import { stackRegion, templateInput, templateRefusal } from "#lib/connectors/launch.ts";
import { templateInForce } from "#lib/connectors/template-in-force.ts";
import type { Context } from "#lib/context.ts";
import type { HarnessAccount } from "#lib/db/port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { harnessTypeOf } from "#lib/domain/destination.ts";
import { wordsOf } from "#lib/domain/destinations/words-of.ts";
import type { ExportMakes } from "#lib/domain/exports/export-forms.ts";
import type {
	ExportAccount,
	ExportHarness,
	ExportPlan,
	ExportPlatform,
} from "#lib/domain/exports/export-plan.ts";
import { ceAwsConnectorBody, registrationFacts } from "#lib/domain/harness-connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { harnessTemplateParameters, templateParameters } from "#lib/domain/template-parameters.ts";
import type { RoleStack } from "#lib/domain/terraform.ts";
import { planPlatform } from "./plan-platform.ts";
import { readingOnce } from "./reading-once.ts";

export type PlanConnectors = {
	readonly connectors: readonly Connector[];
	readonly scope: "connector" | "selection";
	/** Where it makes roles, its template must be one that CloudFormation knows. */
	readonly makes: ExportMakes;
};

/**
 * What an export of these connectors is written from. A single one that cannot be written is a failure; of many it
 * is left out, with the reason. All must belong to one Harness account: a file speaks to one.
 */
export async function planConnectors(
	context: Context,
	{ connectors, scope, makes }: PlanConnectors,
): Promise<Result<ExportPlan>> {
	const ctx = readingOnce(context);
	const [first] = connectors;
	if (first === undefined) return failed({ code: "CONNECTOR_NOT_FOUND" });
	if (connectors.some((each) => each.harnessAccountRef !== first.harnessAccountRef)) {
		const detail = "These connectors belong to several Harness accounts. Export those of one at a time.";
		return failed({ code: "INPUT_INVALID", detail });
	}
	const account = await ctx.db.harnessAccounts.find(first.harnessAccountRef);
	if (account === null) return failed({ code: "HARNESS_NOT_CONFIGURED" });
	const side = sideFor(account, connectors);
	if (!side.ok) return side;
	const planned = await planEach(ctx, { connectors, scope, makes });
	if (!planned.ok) return planned;
	return ok({
		title: titleOf(connectors),
		scope,
		harness: exportHarness(account, side.value),
		naming: null,
		stackSet: null,
		...planned.value,
	});
}

/** Whom roles trust, by the first connector that has such a role; platform connectors alone need not know it. */
function sideFor(account: HarnessAccount, connectors: readonly Connector[]): Result<HarnessSide | null> {
	const [first] = connectors.filter(({ destination }) => destination === "harness-ccm");
	return first === undefined ? ok(null) : harnessSide(account, first.partition);
}

async function planEach(
	ctx: Context,
	{ connectors, scope, makes }: PlanConnectors,
): Promise<Result<Pick<ExportPlan, "accounts" | "platform" | "left">>> {
	const accounts: ExportAccount[] = [];
	const platform: ExportPlatform[] = [];
	const left: ExportPlan["left"][number][] = [];
	const seen = new Set<string>();
	for (const connector of connectors) {
		const accountId = connector.overview?.awsAccountId ?? "";
		const leave = (why: string) => void left.push({ accountId, why });
		const unfit = whyUnfit(connector, makes);
		if (unfit !== null && scope === "connector")
			return failed({ code: "EXPORT_NOT_FOR_TYPE", detail: unfit });
		if (scope === "selection" && isLeaving(connector)) leave("it is being offboarded");
		else if (unfit !== null) leave(unfit);
		else {
			const planned = await planOne(ctx, connector, makes);
			if (!planned.ok) {
				if (scope === "connector" || planned.failure.code !== "CONNECTOR_INCOMPLETE") return planned;
				leave("its set-up is not finished");
			} else if (planned.value.type === "Aws") platform.push(planned.value.one);
			else if (seen.has(accountId)) leave("another connector of the account is written");
			else {
				seen.add(accountId);
				accounts.push(planned.value.one);
			}
		}
	}
	return ok({ accounts, platform, left });
}

function isLeaving({ status, offboarding }: Connector): boolean {
	return status === "offboarded" || offboarding !== null;
}

/** Why a form cannot say anything of a connector of this type; null: it can. */
function whyUnfit(connector: Connector, { roles, connectors }: ExportMakes): string | null {
	const type = harnessTypeOf(connector);
	if (type === null) return `a connection to ${wordsOf(connector.destination).product} is entered there`;
	const isRolesAlone = roles && !connectors;
	return type === "Aws" && isRolesAlone ? "a platform connector's role is made by its owner" : null;
}

type Planned =
	| { readonly type: "CEAws"; readonly one: ExportAccount }
	| { readonly type: "Aws"; readonly one: ExportPlatform };

async function planOne(ctx: Context, connector: Connector, { roles }: ExportMakes): Promise<Result<Planned>> {
	if (harnessTypeOf(connector) === "Aws") {
		const planned = planPlatform(connector);
		return planned.ok ? ok({ type: "Aws", one: planned.value }) : planned;
	}
	const planned = await planConnector(ctx, connector, roles);
	return planned.ok ? ok({ type: "CEAws", one: planned.value }) : planned;
}

function titleOf(connectors: readonly Connector[]): string {
	const [only] = connectors;
	return connectors.length === 1 && only?.overview != null
		? only.overview.name
		: `${connectors.length.toLocaleString("en")} connectors`;
}

export function exportHarness(
	{ baseUrl, accountId }: Pick<HarnessAccount, "baseUrl" | "accountId">,
	side: HarnessSide | null,
): ExportHarness {
	const { principalArn = "", bucketName = "" } = side?.cluster ?? {};
	return { baseUrl, accountId, principalArn, bucketName, externalId: side?.externalId ?? "" };
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
