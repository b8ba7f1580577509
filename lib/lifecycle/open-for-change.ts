import type { Context } from "#lib/context.ts";
import type { ConnectorChange, DbTransaction } from "#lib/db/port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

export type ChangeTarget = {
	readonly connectorId: string;
	/** Of the connector as it is on the page. */
	readonly version: number;
};

/** A registered connector whose later life may be changed, or why it may not. */
export async function openForChange(ctx: Context, target: ChangeTarget): Promise<Result<Connector>> {
	const connector = await ctx.db.connectors.find(target.connectorId);
	if (connector === null || connector.status === "offboarded") return failed({ code: "CONNECTOR_NOT_FOUND" });
	if (connector.version !== target.version) return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
	const reason = whyNot(connector);
	return reason === null ? ok(connector) : failed({ code: "CHANGE_NOT_POSSIBLE", detail: reason });
}

/** Why nothing of this connector can be changed now; null: it can. */
export function whyNot({ status, offboarding, pausedAt, requirements }: Connector): string | null {
	if (status !== "registered" || requirements === null) return "Its set-up is not finished.";
	if (offboarding !== null) return "It is being offboarded.";
	return pausedAt === null ? null : "Its checks are paused, so nothing could be proved. Resume it first.";
}

type SavedChange = {
	readonly connector: Connector;
	readonly change: ConnectorChange;
	/** For the audit trail. */
	readonly action: string;
	readonly details?: Readonly<Record<string, unknown>>;
	/** What belongs into the same transaction. */
	readonly also?: (tx: DbTransaction) => Promise<void>;
};

/** Saves a change with its audit entry, in one transaction; somebody else's save meanwhile refuses it. */
export async function saveChange(
	ctx: Context,
	{ connector, change, action, details = {}, also }: SavedChange,
): Promise<Result<Connector>> {
	return ctx.db.transaction(async (tx) => {
		const saved = await tx.connectors.save(connector.id, connector.version, change);
		if (saved === null || typeof saved === "string") return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
		await tx.audit.append({
			actor: ctx.actor,
			action,
			subject: connector.id,
			at: ctx.now(),
			details: { version: saved.version, ...details },
		});
		await also?.(tx);
		return ok(saved);
	});
}
