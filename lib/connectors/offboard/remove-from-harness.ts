import type { Context } from "#lib/context.ts";
import type { Connector, Overview } from "#lib/domain/connector.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { saveChange } from "#lib/lifecycle/open-for-change.ts";
import { harnessTarget } from "../harness-target.ts";
import { ifComplete } from "./complete-offboarding.ts";

/** `foreign`: the identifier has come to belong to another account's connector, which is left alone. */
type Removal = "removed" | "already-gone" | "foreign" | "never-registered";

const ACTIONS = {
	removed: "connector.harness-removed",
	"already-gone": "connector.harness-already-gone",
	foreign: "connector.harness-left-alone",
	"never-registered": "connector.harness-never-registered",
} as const satisfies Record<Removal, string>;

/** Deletes the connector's record in Harness, once it has been read and is seen to be ours. Repeating is harmless. */
export async function removeFromHarness(ctx: Context, connector: Connector): Promise<Result<Connector>> {
	const { offboarding, overview } = connector;
	if (offboarding === null || offboarding.harnessRemovedAt !== null) return ok(connector);
	const removal = await remove(ctx, connector, overview);
	if (!removal.ok) return removal;
	const removed = { ...offboarding, harnessRemovedAt: ctx.now() };
	return saveChange(ctx, {
		connector,
		change: { offboarding: removed, ...ifComplete(removed) },
		action: ACTIONS[removal.value],
		...(overview !== null && { details: { identifier: overview.identifier } }),
	});
}

async function remove(
	ctx: Context,
	connector: Connector,
	overview: Overview | null,
): Promise<Result<Removal>> {
	if (connector.status !== "registered" || overview === null) return ok("never-registered");
	const target = await harnessTarget(ctx, connector.harnessAccountRef);
	if (!target.ok) return target;
	const { identifier, awsAccountId } = overview;
	const record = await ctx.harness.getConnector(target.value, { identifier });
	if (!record.ok) return isGone(record) ? ok("already-gone") : record;
	if (record.value.connector.spec.awsAccountId !== awsAccountId) return ok("foreign");
	const deleted = await ctx.harness.deleteConnector(target.value, { identifier });
	if (!deleted.ok) return isGone(deleted) ? ok("already-gone") : deleted;
	return ok("removed");
}

function isGone(result: Extract<Result<unknown>, { ok: false }>): boolean {
	return result.failure.code === "HARNESS_CONNECTOR_NOT_FOUND";
}
