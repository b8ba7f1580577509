import { findLive } from "#lib/connectors/find-live.ts";
import { harnessTarget } from "#lib/connectors/harness-target.ts";
import type { Context } from "#lib/context.ts";
import type { PlatformScope } from "#lib/domain/platform/platform-settings.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { whyNotInside } from "#lib/domain/scope-rules.ts";
import type { HarnessSecret } from "#lib/harness/port.ts";

export type SecretChoice = {
	readonly name: string;
	/** As a connector names it: `account.aws_secret_key`. */
	readonly reference: string;
	readonly where: PlatformScope["kind"];
};
export type SecretChoices = { readonly secrets: readonly SecretChoice[]; readonly hasMore: boolean };

/** An entry of the audit trail a person, connector and this long. */
const NOTED_EVERY_MS = 60_000;

type Input = { readonly connectorId: string; readonly search: string };

/**
 * Harness's text secrets that the connector may name, by reference: never a value. A key that may not read them
 * is HARNESS_FORBIDDEN, a person limited by tags NOT_ALLOWED; the reference can then be typed. One page of names: whoever wants another searches for it.
 */
export async function listSecrets(
	ctx: Context,
	{ connectorId, search }: Input,
): Promise<Result<SecretChoices>> {
	const found = await findLive(ctx, connectorId);
	if (!found.ok) return found;
	const limit = whyNotInside(ctx.actor.scope);
	if (limit !== null) return failed({ code: "NOT_ALLOWED", detail: limit });
	const { platform, harnessAccountRef } = found.value;
	if (platform === null) return failed({ code: "CONNECTOR_NOT_FOUND" });
	const target = await harnessTarget(ctx, harnessAccountRef);
	if (!target.ok) return target;
	const { scope } = platform;
	const listed = await ctx.harness.listSecrets(target.value, { scope, search, page: 0 });
	if (!listed.ok) return listed;
	await noteListing(ctx, connectorId, scope);
	return ok({ secrets: listed.value.secrets.map(choiceOf), hasMore: listed.value.hasMore });
}

/** Who read names of secrets; whoever types on is not written down with every letter. */
async function noteListing(ctx: Context, connectorId: string, scope: PlatformScope): Promise<void> {
	const at = ctx.now();
	const entry = { actor: ctx.actor, action: "harness.secrets-listed", subject: connectorId, at };
	const since = new Date(at.getTime() - NOTED_EVERY_MS);
	if (await ctx.db.audit.hasSince(ctx.actor.id, entry.action, connectorId, since)) return;
	await ctx.db.audit.append({ ...entry, details: { scope: scope.kind } });
}

function choiceOf({ name, identifier, orgId, projectId }: HarnessSecret): SecretChoice {
	if (orgId === null) return { name, reference: `account.${identifier}`, where: "account" };
	if (projectId === null) return { name, reference: `org.${identifier}`, where: "organization" };
	return { name, reference: identifier, where: "project" };
}
