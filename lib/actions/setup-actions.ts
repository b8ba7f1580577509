"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import * as z from "zod/mini";
import { createDraft } from "#lib/connectors/create-draft.ts";
import { findLive } from "#lib/connectors/find-live.ts";
import { finishConnector } from "#lib/connectors/finish-connector.ts";
import { markLaunched } from "#lib/connectors/mark-launched.ts";
import { saveCostReport } from "#lib/connectors/save-cost-report.ts";
import { saveDestinationExternalId } from "#lib/connectors/save-destination-external-id.ts";
import { saveOverview } from "#lib/connectors/save-overview.ts";
import { saveRequirements } from "#lib/connectors/save-requirements.ts";
import { pasteRoleArn, saveRoleOptions } from "#lib/connectors/save-role.ts";
import { startReportStack } from "#lib/connectors/start-report-stack.ts";
import { DESTINATIONS } from "#lib/domain/destination.ts";
import { ok } from "#lib/domain/result.ts";
import { saveRolloutDraft } from "#lib/organizations/save-rollout-draft.ts";
import { CostReportSchema, ReportTypeSchema } from "#lib/schemas/cost-report-schema.ts";
import { OverviewSchema } from "#lib/schemas/overview-schema.ts";
import { RequirementsSchema } from "#lib/schemas/requirements-schema.ts";
import { DestinationExternalIdSchema, RoleArnSchema, RoleOptionsSchema } from "#lib/schemas/role-schema.ts";
import { RolloutDraftSchema } from "#lib/schemas/rollout-input.ts";
import { ConnectorIdSchema, ConnectorVersionSchema, DraftSchema } from "#lib/schemas/step-input.ts";
import { actionFor } from "./action-client.ts";
import { saved } from "./saved.ts";

export const createDraftAction = actionFor("createDraftAction")
	.inputSchema(z.object({ requiresAutoStopping: z.boolean(), destination: z.optional(z.enum(DESTINATIONS)) }))
	.action(async ({ parsedInput, ctx }) => {
		const created = await createDraft(ctx.context, parsedInput);
		if (!created.ok) return created;
		redirect(`/connectors/${created.value.id}/setup/overview`);
	});

export const saveOverviewAction = actionFor("saveOverviewAction")
	.inputSchema(z.object({ ...ConnectorVersionSchema, overview: OverviewSchema }))
	.action(async ({ parsedInput, ctx }) => saved(await saveOverview(ctx.context, parsedInput)));

export const saveCostReportAction = actionFor("saveCostReportAction")
	.inputSchema(z.object({ ...ConnectorVersionSchema, costReport: CostReportSchema }))
	.action(async ({ parsedInput, ctx }) => saved(await saveCostReport(ctx.context, parsedInput)));

export const startReportStackAction = actionFor("startReportStackAction")
	.inputSchema(z.object({ ...ConnectorVersionSchema, reportType: ReportTypeSchema }))
	.action(async ({ parsedInput, ctx }) => saved(await startReportStack(ctx.context, parsedInput)));

export const saveRequirementsAction = actionFor("saveRequirementsAction")
	.inputSchema(z.object({ ...ConnectorVersionSchema, requirements: RequirementsSchema }))
	.action(async ({ parsedInput, ctx }) => saved(await saveRequirements(ctx.context, parsedInput)));

export const saveRoleOptionsAction = actionFor("saveRoleOptionsAction")
	.inputSchema(z.object({ ...ConnectorVersionSchema, role: RoleOptionsSchema }))
	.action(async ({ parsedInput, ctx }) => saved(await saveRoleOptions(ctx.context, parsedInput)));

export const saveDestinationExternalIdAction = actionFor("saveDestinationExternalIdAction")
	.inputSchema(z.object({ ...ConnectorVersionSchema, ...DestinationExternalIdSchema.shape }))
	.action(async ({ parsedInput, ctx }) => saved(await saveDestinationExternalId(ctx.context, parsedInput)));

export const pasteRoleArnAction = actionFor("pasteRoleArnAction")
	.inputSchema(z.object({ ...ConnectorVersionSchema, ...RoleArnSchema.shape }))
	.action(async ({ parsedInput, ctx }) => saved(await pasteRoleArn(ctx.context, parsedInput)));

export const markLaunchedAction = actionFor("markLaunchedAction")
	.inputSchema(z.object({ connectorId: ConnectorIdSchema }))
	.action(async ({ parsedInput, ctx }) => markLaunched(ctx.context, parsedInput));

export const saveDraftAction = actionFor("saveDraftAction")
	.inputSchema(z.union([DraftSchema, RolloutDraftSchema]))
	.action(async ({ parsedInput, ctx }) => {
		if ("rolloutId" in parsedInput) return saveRolloutDraft(ctx.context, parsedInput);
		const { connectorId, step, values } = parsedInput;
		const found = await findLive(ctx.context, connectorId);
		if (!found.ok) return found;
		await ctx.context.db.connectors.saveDraft(connectorId, step, values);
		return ok(true);
	});

export const finishAction = actionFor("finishAction")
	.inputSchema(
		z.object({ ...ConnectorVersionSchema, accept: z.enum(["nothing", "failing-checks", "harness-proof"]) }),
	)
	.action(async ({ parsedInput, ctx }) => {
		const finished = await finishConnector(ctx.context, parsedInput);
		if (!finished.ok) return finished;
		revalidatePath("/", "layout");
		return ok({ version: finished.value.connector.version });
	});
