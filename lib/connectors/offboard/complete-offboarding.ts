import type { Context } from "#lib/context.ts";
import type { ConnectorChange } from "#lib/db/port.ts";
import type { Connector, Offboarding } from "#lib/domain/connector.ts";
import { wasNeverLetIn } from "#lib/domain/offboarding.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { saveChange } from "#lib/lifecycle/open-for-change.ts";
import { findLive } from "../find-live.ts";

/**
 * Both halves are done: nothing is left in Harness, and AWS refuses us. A platform connector that never let us in, by
 * this role or an earlier one, has the first half alone: its identity is Harness's or a delegate's.
 */
export function ifComplete(
	connector: Connector,
	{ harnessRemovedAt, accessRefusedAt }: Offboarding,
): Pick<ConnectorChange, "status"> {
	const needsNoProof = connector.destination === "harness-platform" && wasNeverLetIn(connector);
	const isOver = harnessRemovedAt !== null && (needsNoProof || accessRefusedAt !== null);
	return isOver ? { status: "offboarded" } : {};
}

/** A person says that the role is gone although nothing here shows it; the audit trail says who did. */
export async function finishWithoutProof(
	ctx: Context,
	{ connectorId }: { readonly connectorId: string },
): Promise<Result<Connector>> {
	const found = await findLive(ctx, connectorId);
	if (!found.ok) return found;
	const connector = found.value;
	if (connector.offboarding === null) return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
	if (connector.offboarding.harnessRemovedAt === null) return failed({ code: "CONNECTOR_OFFBOARDING" });
	return saveChange(ctx, {
		connector,
		change: { status: "offboarded" },
		action: "connector.offboarded-unproven",
		details: notAsked(connector),
	});
}

/** AWS refused the right external ID: with Harness's record gone too, the connector is offboarded. */
export async function recordRefusal(ctx: Context, connector: Connector): Promise<Result<Connector>> {
	const { offboarding } = connector;
	if (offboarding === null || offboarding.accessRefusedAt !== null) return ok(connector);
	const at = ctx.now();
	const refused: Offboarding = {
		...offboarding,
		accessRefusedAt: at,
		askedAt: at,
		answer: "ROLE_ACCESS_DENIED",
	};
	return saveChange(ctx, {
		connector,
		change: { offboarding: refused, ...ifComplete(connector, refused) },
		action: "connector.access-refused",
		details: notAsked(connector),
	});
}

/** A role that it had before and that let us in is asked by nobody any more: the audit trail names it. */
function notAsked({ earlierRoleArn }: Connector): Readonly<Record<string, unknown>> {
	return earlierRoleArn === null ? {} : { earlierRoleNotAsked: earlierRoleArn };
}
