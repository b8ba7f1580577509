import type { Context } from "#lib/context.ts";
import type { Connector, Overview } from "#lib/domain/connector.ts";
import { type HarnessType, harnessTypeOf } from "#lib/domain/destination.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { whoseRecord } from "#lib/domain/platform/whose-record.ts";
import { type Failed, ok, type Result } from "#lib/domain/result.ts";
import type { HarnessTarget } from "#lib/harness/port.ts";
import { saveChange } from "#lib/lifecycle/open-for-change.ts";
import { harnessTarget } from "../harness-target.ts";
import { ifComplete } from "./complete-offboarding.ts";

/**
 * `foreign`: the identifier has come to belong to another connector, which is left alone. `unknown`: nothing shows
 * whose it is, so that it is left alone, too; a person looks in Harness.
 */
type Removal = "removed" | "already-gone" | "foreign" | "unknown" | "never-registered";

const ACTIONS = {
	removed: "connector.harness-removed",
	"already-gone": "connector.harness-already-gone",
	foreign: "connector.harness-left-alone",
	unknown: "connector.harness-left-unknown",
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
		change: { offboarding: removed, ...ifComplete(connector, removed) },
		action: ACTIONS[removal.value],
		...(overview !== null && { details: { identifier: overview.identifier } }),
	});
}

async function remove(
	ctx: Context,
	connector: Connector,
	overview: Overview | null,
): Promise<Result<Removal>> {
	const type = harnessTypeOf(connector);
	if (connector.status !== "registered" || overview === null || type === null) return ok("never-registered");
	const target = await harnessTarget(ctx, connector.harnessAccountRef);
	if (!target.ok) return target;
	const { identifier } = overview;
	const scope = connector.platform?.scope ?? { kind: "account" };
	const standing = await standingOf(ctx, target.value, { ...connector, type }, overview);
	if (!standing.ok) return isGone(standing) ? ok("already-gone") : standing;
	if (standing.value !== "ours") return ok(standing.value);
	const deleted = await ctx.harness.deleteConnector(target.value, { identifier, scope });
	if (!deleted.ok) return isGone(deleted) ? ok("already-gone") : deleted;
	return ok("removed");
}

/** Whose connector Harness has by now under our identifier. */
async function standingOf(
	ctx: Context,
	target: HarnessTarget,
	{ type, platform, harnessLastModifiedAt }: Connector & { readonly type: HarnessType },
	{ identifier, awsAccountId }: Overview,
): Promise<Result<"ours" | "foreign" | "unknown">> {
	if (type === "CEAws") {
		const record = await ctx.harness.getConnector(target, { identifier });
		if (!record.ok) return foreignByType(record);
		return ok(record.value.connector.spec.awsAccountId === awsAccountId ? "ours" : "foreign");
	}
	const scope = platform?.scope ?? { kind: "account" };
	const record = await ctx.harness.getAwsConnector(target, { identifier, scope });
	if (!record.ok) return foreignByType(record);
	return ok(whoseRecord(record.value, { awsAccountId, harnessLastModifiedAt }));
}

function foreignByType(result: Failed<Failure>): Result<"foreign"> {
	return result.failure.code === "HARNESS_CONNECTOR_EXISTS" ? ok("foreign") : result;
}

function isGone(result: Extract<Result<unknown>, { ok: false }>): boolean {
	return result.failure.code === "HARNESS_CONNECTOR_NOT_FOUND";
}
