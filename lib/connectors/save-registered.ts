import type { Context } from "#lib/context.ts";
import type { Connector, Overview } from "#lib/domain/connector.ts";
import { hasHarnessSide } from "#lib/domain/destination.ts";
import type { Result } from "#lib/domain/result.ts";
import type { HarnessConnectorRecord } from "#lib/harness/port.ts";
import { saveStep } from "./save-step.ts";

type SaveRegistered = {
	readonly connector: Connector;
	readonly record: Pick<HarnessConnectorRecord, "lastModifiedAt">;
	/** Every check speaks for it, and our own calls made them. */
	readonly isProven: boolean;
	readonly change?: { readonly proof?: Connector["proof"]; readonly overview?: Overview };
};

/** What is written here once Harness has the connector, or a person entered it at its vendor; with its audit entry. */
export function saveRegistered(
	ctx: Context,
	{ connector, record, isProven, change = {} }: SaveRegistered,
): Promise<Result<Connector>> {
	const { id: connectorId, version, registeredAt } = connector;
	const registered = {
		status: "registered",
		registeredAt: registeredAt ?? ctx.now(),
		harnessLastModifiedAt: record.lastModifiedAt,
		...change,
	} as const;
	const how = hasHarnessSide(connector) ? "connector.registered" : "connector.registered-by-hand";
	const action = isProven ? how : `${how}-unproven`;
	return saveStep(ctx, { connectorId, version }, "test", registered, action);
}
