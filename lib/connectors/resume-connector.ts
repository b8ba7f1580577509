import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { requestCheck } from "#lib/health/request-check.ts";
import { saveChange } from "#lib/lifecycle/open-for-change.ts";
import { findLive } from "./find-live.ts";

/** Switches the checks on again; the first is asked for at once, and until it ends nothing is claimed. */
export async function resumeConnector(
	ctx: Context,
	{ connectorId }: { readonly connectorId: string },
): Promise<Result<Connector>> {
	const found = await findLive(ctx, connectorId);
	if (!found.ok) return found;
	const connector = found.value;
	if (connector.offboarding !== null) return failed({ code: "CONNECTOR_OFFBOARDING" });
	if (connector.pausedAt === null) return ok(connector);
	const saved = await saveChange(ctx, { connector, change: { pausedAt: null }, action: "connector.resumed" });
	if (saved.ok) await requestCheck(ctx, { connectorId, isChanged: true });
	return saved;
}
