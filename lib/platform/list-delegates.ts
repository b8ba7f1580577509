import { findLive } from "#lib/connectors/find-live.ts";
import { harnessTarget } from "#lib/connectors/harness-target.ts";
import type { Context } from "#lib/context.ts";
import type { PlatformScope } from "#lib/domain/platform/platform-settings.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { whyNotInside } from "#lib/domain/scope-rules.ts";
import type { HarnessDelegate } from "#lib/harness/port.ts";

export type DelegateView = HarnessDelegate & { readonly where: PlatformScope["kind"] };

/**
 * The delegates that the connector could go through: those of its own scope and of the scopes above it. A key that
 * may not read them is HARNESS_FORBIDDEN, a person limited by tags NOT_ALLOWED. Where only a scope above is closed to the key, the others still come.
 */
export async function listDelegates(
	ctx: Context,
	{ connectorId }: { readonly connectorId: string },
): Promise<Result<readonly DelegateView[]>> {
	const found = await findLive(ctx, connectorId);
	if (!found.ok) return found;
	const limit = whyNotInside(ctx.actor.scope);
	if (limit !== null) return failed({ code: "NOT_ALLOWED", detail: limit });
	const { platform, harnessAccountRef } = found.value;
	if (platform === null) return failed({ code: "CONNECTOR_NOT_FOUND" });
	const target = await harnessTarget(ctx, harnessAccountRef);
	if (!target.ok) return target;
	const answers = await Promise.all(
		scopesUp(platform.scope).map(async (scope) => {
			const listed = await ctx.harness.listDelegates(target.value, { scope });
			return listed.ok ? ok(listed.value.map((one) => ({ ...one, where: scope.kind }))) : listed;
		}),
	);
	const refusal = answers.find((answer) => !answer.ok);
	if (refusal !== undefined && answers.every((answer) => !answer.ok)) return refusal;
	return ok(answers.flatMap((answer) => (answer.ok ? answer.value : [])));
}

/** From the connector's own scope to the account. */
function scopesUp(scope: PlatformScope): readonly PlatformScope[] {
	switch (scope.kind) {
		case "account":
			return [scope];
		case "organization":
			return [scope, { kind: "account" }];
		case "project":
			return [scope, { kind: "organization", orgId: scope.orgId }, { kind: "account" }];
		default:
			return scope satisfies never;
	}
}
