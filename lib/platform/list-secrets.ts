import { findLive } from "#lib/connectors/find-live.ts";
import { harnessTarget } from "#lib/connectors/harness-target.ts";
import type { Context } from "#lib/context.ts";
import type { PlatformScope } from "#lib/domain/platform/platform-settings.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { HarnessSecret } from "#lib/harness/port.ts";

export type SecretChoice = {
	readonly name: string;
	/** As a connector names it: `account.aws_secret_key`. */
	readonly reference: string;
	readonly where: PlatformScope["kind"];
};
export type SecretChoices = { readonly secrets: readonly SecretChoice[]; readonly hasMore: boolean };

type Input = { readonly connectorId: string; readonly search: string; readonly page: number };

/**
 * Harness's text secrets that the connector may name, by reference: never a value. A key that may not read them
 * is HARNESS_FORBIDDEN; the reference can then be typed.
 */
export async function listSecrets(
	ctx: Context,
	{ connectorId, search, page }: Input,
): Promise<Result<SecretChoices>> {
	const found = await findLive(ctx, connectorId);
	if (!found.ok) return found;
	const { platform, harnessAccountRef } = found.value;
	if (platform === null) return failed({ code: "CONNECTOR_NOT_FOUND" });
	const target = await harnessTarget(ctx, harnessAccountRef);
	if (!target.ok) return target;
	const { scope } = platform;
	const listed = await ctx.harness.listSecrets(target.value, { scope, search, page });
	if (!listed.ok) return listed;
	return ok({ secrets: listed.value.secrets.map(choiceOf), hasMore: listed.value.hasMore });
}

function choiceOf({ name, identifier, orgId, projectId }: HarnessSecret): SecretChoice {
	if (orgId === null) return { name, reference: `account.${identifier}`, where: "account" };
	if (projectId === null) return { name, reference: `org.${identifier}`, where: "organization" };
	return { name, reference: identifier, where: "project" };
}
