import type { Context } from "#lib/context.ts";
import type { TemplateCheck, VerifierStatus } from "#lib/db/port.ts";
import { stackCliCommand, stackFileCliCommand } from "#lib/domain/aws-cli.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { roleParameters } from "#lib/domain/destinations/role-parameters.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { partitionFacts } from "#lib/domain/partition.ts";
import { identityCenterUrl, quickCreateUrl } from "#lib/domain/quick-create-url.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { rotationParameters } from "#lib/domain/rotation.ts";
import {
	harnessTemplateParameters,
	type TemplateInput,
	type TemplateVerifier,
} from "#lib/domain/template-parameters.ts";
import { stackTerraform } from "#lib/domain/terraform.ts";
import { isVendorModeFor } from "#lib/health/connector-facts.ts";
import { destinationSide } from "./destination-side.ts";
import type { HarnessSide } from "./harness-side.ts";
import { type TemplateInForce, templateInForce } from "./template-in-force.ts";

/** Everything that the ways to make the role have in common. */
export type Launch = {
	readonly url: string;
	readonly cliCommand: string;
	/** The same with our own template as a downloaded file, whichever template links use. */
	readonly ownCliCommand: string;
	readonly terraform: string;
	readonly template: TemplateInForce;
	readonly region: string;
	readonly parameters: Readonly<Record<string, string>>;
	readonly harness: HarnessSide;
};

/** How long CloudFormation's word about a template URL is taken. */
const TEMPLATE_CHECK_MINUTES = 60;
/** Where the address names no version, whoever writes to the bucket can put another file there: one check and a little. */
const UNPINNED_CHECK_MINUTES = 25;

/**
 * The launch link of a connector, and its alternatives. No link leaves before CloudFormation has said that the
 * template at its address takes the parameters that the link carries.
 */
export async function launch(ctx: Context, connector: Connector): Promise<Result<Launch>> {
	const input = await templateInput(ctx, connector);
	if (!input.ok) return input;
	const { harness, values } = input.value;
	const profile = profileOf(connector.destination);
	const template = await templateInForce(ctx, connector.partition, connector.destination);
	const ownParameters = roleParameters(profile, values);
	const parameters = template.source === "ours" ? ownParameters : harnessTemplateParameters(values);
	const refusal = await templateRefusal(ctx, connector, template, Object.keys(parameters));
	if (refusal !== null) return failed({ code: refusal });
	const region = await stackRegion(ctx, connector);
	const stack = { region, templateUrl: template.url, stackName: connector.role.stackName, parameters };
	return ok({
		url: consoleUrl(ctx, connector, quickCreateUrl({ partition: connector.partition, ...stack })),
		cliCommand: stackCliCommand(stack),
		ownCliCommand: byFile(connector, region, ownParameters),
		terraform: stackTerraform(stack),
		template,
		region,
		parameters,
		harness,
	});
}

function byFile(
	{ destination, role }: Connector,
	region: string,
	parameters: Readonly<Record<string, string>>,
): string {
	// As it is downloaded from /templates.
	const templateFile = `${profileOf(destination).template.name}.yaml`;
	return stackFileCliCommand({ region, stackName: role.stackName, templateFile, parameters });
}

/** The stack by our own template as a downloaded file: it needs no bucket, and nothing that CloudFormation says first. */
export async function launchByFile(ctx: Context, connector: Connector): Promise<Result<string>> {
	const input = await templateInput(ctx, connector);
	if (!input.ok) return input;
	const parameters = roleParameters(profileOf(connector.destination), input.value.values);
	return ok(byFile(connector, await stackRegion(ctx, connector), parameters));
}

/** What the parameters of the connector's stack follow from. */
export async function templateInput(
	ctx: Context,
	connector: Connector,
): Promise<Result<{ harness: HarnessSide; values: TemplateInput }>> {
	const { overview, requirements, costReport } = connector;
	if (overview === null || requirements === null) return failed({ code: "CONNECTOR_INCOMPLETE" });
	const harness = destinationSide(await ctx.db.harnessAccounts.find(connector.harnessAccountRef), connector);
	if (!harness.ok) return harness;
	const verifier = await templateVerifier(ctx, connector);
	if (!verifier.ok) return verifier;
	const values = {
		connectorId: connector.id,
		awsAccountId: overview.awsAccountId,
		harness: harness.value.cluster,
		externalId: harness.value.externalId,
		verifier: verifier.value,
		requirements,
		costReport: costReport?.kind === "own" ? costReport : null,
		role: connector.role,
	};
	return ok({ harness: harness.value, values });
}

/** Whom the role lets in to verify it: who we are to AWS, as the worker last saw it. */
async function templateVerifier(
	ctx: Context,
	connector: Connector,
): Promise<Result<TemplateVerifier | null>> {
	const settings = await ctx.db.settings.get();
	if (isVendorModeFor(connector, settings)) return ok(null);
	const verifier = await ctx.db.verifiers.find(connector.partition);
	const identity = identityOf(verifier);
	if (identity === null) return failed({ code: verifier?.result.code ?? "VERIFIER_CREDENTIALS_MISSING" });
	const ids = rotationParameters(connector);
	return ok({
		...identity,
		externalId: ids.VerifierExternalId,
		pendingExternalId: ids.PendingVerifierExternalId,
	});
}

function identityOf(verifier: VerifierStatus | null) {
	if (verifier === null || verifier.accountId === null || verifier.principalArn === null) return null;
	return { accountId: verifier.accountId, principalArn: verifier.principalArn };
}

/** Why a link to this template with these parameters may not leave; null: it may. */
export async function templateRefusal(
	ctx: Context,
	{ partition }: Pick<Connector, "partition">,
	template: TemplateInForce,
	names: readonly string[],
): Promise<FailureCode | null> {
	if (template.url === "") return "TEMPLATE_NOT_PUBLISHED";
	const check = await ctx.db.templateChecks.find(template.url, partition);
	return refusalFor(check, template, names, ctx.now());
}

function refusalFor(
	check: TemplateCheck | null,
	template: TemplateInForce,
	names: readonly string[],
	now: Date,
): FailureCode | null {
	if (check === null) return "TEMPLATE_NOT_CHECKED";
	const isUnpinned = template.source === "ours" && !new URL(template.url).searchParams.has("versionId");
	const ageMinutes = (now.getTime() - check.result.checkedAt.getTime()) / 60_000;
	if (ageMinutes > (isUnpinned ? UNPINNED_CHECK_MINUTES : TEMPLATE_CHECK_MINUTES))
		return "TEMPLATE_NOT_CHECKED";
	if (check.result.outcome !== "passed" && check.result.outcome !== "warning")
		return check.result.code ?? "TEMPLATE_UNREADABLE";
	// Nothing holds the file to what it was but its digest, so that it must have been compared.
	if (isUnpinned && template.sha256 !== "" && check.sha256 !== template.sha256) return "TEMPLATE_UNREADABLE";
	// AWS ignores a parameter it does not know, in silence: what was asked for would not happen.
	return names.every((name) => check.parameters.includes(name)) ? null : "TEMPLATE_PARAMETERS_UNKNOWN";
}

/** Where the connector's stack is, or is to be. */
export async function stackRegion(ctx: Context, { partition, role }: Connector): Promise<string> {
	if (role.region !== "") return role.region;
	return partition === "aws"
		? (await ctx.db.settings.get()).defaultRegion
		: partitionFacts(partition).defaultRegion;
}

/** By way of IAM Identity Center, where the account's people sign in there. */
export function consoleUrl(ctx: Context, { role, overview }: Connector, url: string): string {
	const destination = atConsole(ctx, url);
	if (role.portalUrl === "" || overview === null) return destination;
	return atConsole(
		ctx,
		identityCenterUrl({
			portalUrl: role.portalUrl,
			accountId: overview.awsAccountId,
			permissionSetName: role.permissionSetName,
			destination,
		}),
	);
}

/** The rim: an installation may put another console's address in front (ROLEBRIDGE_AWS_CONSOLE_URL). */
export function atConsole(ctx: Context, url: string): string {
	if (ctx.config.awsConsoleUrl === null) return url;
	return ctx.config.awsConsoleUrl + url.slice(new URL(url).origin.length);
}
