import { createDraft } from "#lib/connectors/create-draft.ts";
import { startOffboarding } from "#lib/connectors/offboard/start-offboarding.ts";
import { saveCostReport } from "#lib/connectors/save-cost-report.ts";
import { saveOverview } from "#lib/connectors/save-overview.ts";
import { saveRequirements } from "#lib/connectors/save-requirements.ts";
import { saveRoleOptions } from "#lib/connectors/save-role.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import type { ApiConnectorDetail } from "#lib/schemas/api/connector-schemas.ts";
import { connectorDetailAnswer } from "./connector-answer.ts";
import type { Input } from "./endpoints.ts";

type Body = Input<"POST /api/v1/connectors">["body"];

/** A draft with its steps saved, one after the other as the wizard saves them; a step that is refused leaves none behind. */
export async function createConnector(
	ctx: Context,
	{ body }: Input<"POST /api/v1/connectors">,
): Promise<Result<ApiConnectorDetail>> {
	const draft = await createDraft(ctx, { requiresAutoStopping: false });
	if (!draft.ok) return draft;
	const filled = await fillIn(ctx, draft.value, body);
	if (filled.ok) return ok(await connectorDetailAnswer(ctx, filled.value));
	await startOffboarding(ctx, { connectorId: draft.value.id });
	return filled;
}

async function fillIn(ctx: Context, draft: Connector, body: Body): Promise<Result<Connector>> {
	const { costReport, requirements, role, ...overview } = body;
	let step = await saveOverview(ctx, { ...targetOf(draft), overview });
	if (step.ok && costReport !== undefined)
		step = await saveCostReport(ctx, { ...targetOf(step.value), costReport });
	if (step.ok && requirements !== undefined)
		step = await saveRequirements(ctx, { ...targetOf(step.value), requirements });
	if (step.ok && role !== undefined) {
		const given = Object.fromEntries(Object.entries(role).filter(([, value]) => value !== undefined));
		step = await saveRoleOptions(ctx, { ...targetOf(step.value), role: { ...step.value.role, ...given } });
	}
	return step;
}

function targetOf({ id, version }: Connector) {
	return { connectorId: id, version };
}
