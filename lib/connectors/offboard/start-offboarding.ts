import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { saveChange } from "#lib/lifecycle/open-for-change.ts";
import { findLive } from "../find-live.ts";
import { removeFromHarness } from "./remove-from-harness.ts";

/**
 * Begins to take a connector away: its checks stop, so that the role's end alarms nobody, and it is removed in
 * Harness. Where Harness does not answer, that is told and can be repeated; nothing else is lost by it.
 */
export async function startOffboarding(
	ctx: Context,
	{ connectorId }: { readonly connectorId: string },
): Promise<Result<Connector>> {
	const found = await findLive(ctx, connectorId);
	if (!found.ok) return found;
	const begun = found.value.offboarding === null ? await begin(ctx, found.value) : found;
	if (!begun.ok || begun.value.status === "offboarded") return begun;
	return removeFromHarness(ctx, begun.value);
}

async function begin(ctx: Context, connector: Connector): Promise<Result<Connector>> {
	const at = ctx.now();
	const offboarding = { ...NOT_BEGUN, startedAt: at };
	if (isOnlyDraft(connector)) return discard(ctx, connector);
	return saveChange(ctx, {
		connector,
		change: {
			offboarding,
			pausedAt: connector.pausedAt ?? at,
			rotation: null,
			pendingRequirements: null,
		},
		action: "connector.offboarding-started",
		also: (tx) => ctx.jobs.proveRefusal(connector.id, { sql: tx.sql }),
	});
}

const NOT_BEGUN = { harnessRemovedAt: null, accessRefusedAt: null, askedAt: null, answer: null };

/** Nothing was ever made of it, discarded or not: neither a role that answered, be it an earlier one, nor a connector in Harness. */
export function isOnlyDraft({ status, roleFoundAt, earlierRoleArn, registeredAt }: Connector): boolean {
	const neverLetUsIn = roleFoundAt === null && earlierRoleArn === null;
	return status !== "registered" && neverLetUsIn && registeredAt === null;
}

function discard(ctx: Context, connector: Connector): Promise<Result<Connector>> {
	const at = ctx.now();
	return saveChange(ctx, {
		connector,
		change: { status: "offboarded", offboarding: { ...NOT_BEGUN, startedAt: at, harnessRemovedAt: at } },
		action: "connector.discarded",
	});
}

/** Back to work, as long as Harness still has the connector. */
export async function cancelOffboarding(
	ctx: Context,
	{ connectorId }: { readonly connectorId: string },
): Promise<Result<Connector>> {
	const found = await findLive(ctx, connectorId);
	if (!found.ok) return found;
	const connector = found.value;
	if (connector.offboarding === null || connector.offboarding.harnessRemovedAt !== null) return ok(connector);
	return saveChange(ctx, {
		connector,
		change: { offboarding: null, pausedAt: null },
		action: "connector.offboarding-cancelled",
	});
}
