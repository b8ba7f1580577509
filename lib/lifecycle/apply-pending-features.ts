import { templateInput } from "#lib/connectors/launch.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { parameterChanges, whileChanging } from "#lib/domain/feature-change.ts";
import type { Requirements } from "#lib/domain/features.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { TEMPLATE_DEFAULTS, templateParameters } from "#lib/domain/template-parameters.ts";
import { requestCheck } from "#lib/health/request-check.ts";
import { saveChange } from "./open-for-change.ts";
import { updateHarness } from "./update-harness.ts";

type ApplyPendingFeatures = {
	/** Our own simulation showed that the role holds everything; false: a person said so. */
	readonly isProven: boolean;
	readonly overwrite: boolean;
	readonly signal?: AbortSignal;
};

/**
 * Harness first, then the connector itself, in one transaction with its audit entry. When the save is overtaken,
 * the next try finds Harness as it should be and only saves.
 */
export async function applyPendingFeatures(
	ctx: Context,
	connector: Connector,
	{ isProven, overwrite, signal }: ApplyPendingFeatures,
): Promise<Result<Connector>> {
	const { requirements: before, pendingRequirements } = connector;
	if (before === null || pendingRequirements === null) return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
	const { requirements } = pendingRequirements;
	const record = await updateHarness(ctx, connector, {
		requirements,
		overwrite,
		...(signal !== undefined && { signal }),
	});
	if (!record.ok) return record;
	const shrink = await parametersToShrink(ctx, connector, before, requirements);
	const saved = await saveChange(ctx, {
		connector,
		change: {
			requirements,
			pendingRequirements: null,
			harnessLastModifiedAt: record.value.lastModifiedAt,
		},
		action: isProven ? "connector.features.changed" : "connector.features.changed-unproven",
		details: { from: before, to: requirements, overwrite },
		also: async (tx) => {
			await tx.changes.note(connector.id, "features", null);
			await tx.changes.note(connector.id, "shrink", shrink);
		},
	});
	if (saved.ok) await requestCheck(ctx, { connectorId: connector.id, isChanged: true });
	return saved;
}

/** What the stack was kept at for the time of the change, and need not have any more. */
async function parametersToShrink(
	ctx: Context,
	connector: Connector,
	before: Requirements,
	after: Requirements,
) {
	const meanwhile = await templateInput(ctx, {
		...connector,
		requirements: whileChanging(before, after),
	});
	const then = await templateInput(ctx, { ...connector, requirements: after });
	if (!meanwhile.ok || !then.ok) return null;
	const [from, to] = [meanwhile.value.values, then.value.values].map(templateParameters);
	const changes = parameterChanges(from ?? {}, to ?? {}, TEMPLATE_DEFAULTS);
	return Object.keys(changes).length === 0 ? null : { since: ctx.now().getTime(), changes };
}
