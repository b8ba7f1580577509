import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { verifierExternalId } from "#lib/domain/external-id.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { rotate } from "#lib/domain/rotation.ts";
import { ownStack } from "#lib/organizations/own-stack.ts";
import { type ChangeTarget, openForChange, saveChange } from "../open-for-change.ts";

/**
 * Makes the next external ID of our own. It is random and made here; no caller can choose it, and the one in use
 * stays in use until AWS was seen to accept both.
 */
export async function startRotation(ctx: Context, target: ChangeTarget): Promise<Result<Connector>> {
	const opened = await openForChange(ctx, target);
	if (!opened.ok) return opened;
	const connector = opened.value;
	const possible = await mayRotate(ctx, connector);
	if (!possible.ok) return possible;
	const own = await ownStack(ctx, connector);
	if (!own.ok) return own;
	const event = { kind: "start", externalId: verifierExternalId(ctx.randomBytes(20)) } as const;
	const next = rotate(connector, event, ctx.now());
	if (!next.ok) return failed({ code: "CHANGE_UNDER_WAY" });
	return saveChange(ctx, {
		connector,
		change: { rotation: next.value.rotation },
		action: "connector.rotation.started",
		also: async (tx) => {
			await tx.changes.note(connector.id, "rotation", null);
			await ctx.jobs.advanceChanges(connector.id, { sql: tx.sql });
		},
	});
}

/** Whether there is an external ID of ours to rotate, and somebody who could prove it. */
export async function mayRotate(ctx: Context, connector: Connector): Promise<Result<true>> {
	const { verifierMode } = await ctx.db.settings.get();
	const reason = whyNoRotation(connector, verifierMode);
	return reason === null ? ok(true) : failed({ code: "CHANGE_NOT_POSSIBLE", detail: reason });
}

function whyNoRotation({ proof }: Connector, mode: "operator" | "vendor"): string | null {
	if (mode === "vendor") {
		return "This installation uses Harness's external ID, which Harness derives and nobody can choose.";
	}
	return proof === "harness"
		? "The role does not let Rolebridge in, so it has no external ID of Rolebridge's to change."
		: null;
}
