import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { CheckRun } from "#lib/db/port.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { canEnter } from "#lib/domain/setup.ts";
import { mayBeTested } from "./may-be-tested.ts";

/** One full verification of a connector in so many seconds, however often it is asked for. */
const MIN_SECONDS_BETWEEN = 10;

type RequestCheck = {
	readonly connectorId: string;
	/** Something has just changed: what was verified seconds ago does not answer this. */
	readonly isChanged?: boolean;
};

/**
 * Asks for a full verification; the operation that answers it. A nudge that comes while one is queued,
 * running or just done is answered with that one.
 */
export async function requestCheck(
	ctx: Context,
	{ connectorId, isChanged = false }: RequestCheck,
): Promise<Result<CheckRun>> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null || !mayBeTested(connector)) return failed({ code: "CONNECTOR_NOT_FOUND" });
	const now = ctx.now();
	const latest = await ctx.db.checks.latestRun(connectorId, "full");
	if (!isChanged && latest !== null && isRecent(latest, now)) return ok(latest);
	return ctx.db.transaction(async (tx) => {
		const id = newId(ctx.randomBytes);
		const run = await tx.checks.requestRun({ id, connectorId, kind: "full", requestedAt: now });
		await ctx.jobs.checkConnector(connectorId, { sql: tx.sql });
		return ok(run);
	});
}

function isRecent({ state, requestedAt }: CheckRun, now: Date): boolean {
	const ageSeconds = (now.getTime() - requestedAt.getTime()) / 1_000;
	// A run that a killed worker left behind must not stand in the way for ever.
	if (state === "queued" || state === "running") return ageSeconds < 180;
	return ageSeconds < MIN_SECONDS_BETWEEN;
}

/** Somebody has the role step open: the worker asks for the role while that lasts. */
export async function watchRole(
	ctx: Context,
	{ connectorId }: { connectorId: string },
): Promise<Result<true>> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null || !canEnter("role", connector)) return failed({ code: "CONNECTOR_NOT_FOUND" });
	if (connector.roleFoundAt !== null) return ok(true);
	const watchedAt = await ctx.db.connectors.watchedAt(connectorId);
	const now = ctx.now();
	const wasWatched = watchedAt !== null && now.getTime() - watchedAt.getTime() < 15_000;
	await ctx.db.connectors.observe(connectorId, { watchedAt: now });
	// The worker asks again by itself; a chain that a killed worker broke is mended by the next heartbeat.
	await ctx.jobs.checkConnector(connectorId, wasWatched ? { startAfterSeconds: 5 } : {});
	return ok(true);
}
