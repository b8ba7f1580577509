"use server";

import { revalidatePath } from "next/cache";
import * as z from "zod/mini";
import { finishWithoutProof } from "#lib/connectors/offboard/complete-offboarding.ts";
import { cancelOffboarding, startOffboarding } from "#lib/connectors/offboard/start-offboarding.ts";
import { pauseConnector } from "#lib/connectors/pause-connector.ts";
import { resumeConnector } from "#lib/connectors/resume-connector.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { requestProof } from "#lib/import/prove-direct.ts";
import { startImport } from "#lib/import/start-import.ts";
import { ImportSchema, PauseReasonSchema } from "#lib/schemas/operation-schema.ts";
import { ConnectorIdSchema } from "#lib/schemas/step-input.ts";
import { actionFor } from "./action-client.ts";

const OneConnector = z.strictObject({ connectorId: ConnectorIdSchema });

function changed(result: Result<Connector>): Result<true> {
	revalidatePath("/connectors", "layout");
	return result.ok ? ok(true) : result;
}

export const pauseAction = actionFor("pauseAction")
	.inputSchema(z.strictObject({ connectorId: ConnectorIdSchema, reason: PauseReasonSchema }))
	.action(async ({ parsedInput, ctx }) => changed(await pauseConnector(ctx.context, parsedInput)));

export const resumeAction = actionFor("resumeAction")
	.inputSchema(OneConnector)
	.action(async ({ parsedInput, ctx }) => changed(await resumeConnector(ctx.context, parsedInput)));

export const startOffboardingAction = actionFor("startOffboardingAction")
	.inputSchema(OneConnector)
	.action(async ({ parsedInput, ctx }) => changed(await startOffboarding(ctx.context, parsedInput)));

export const cancelOffboardingAction = actionFor("cancelOffboardingAction")
	.inputSchema(OneConnector)
	.action(async ({ parsedInput, ctx }) => changed(await cancelOffboarding(ctx.context, parsedInput)));

export const finishWithoutProofAction = actionFor("finishWithoutProofAction")
	.inputSchema(OneConnector)
	.action(async ({ parsedInput, ctx }) => changed(await finishWithoutProof(ctx.context, parsedInput)));

export const requestProofAction = actionFor("requestProofAction")
	.inputSchema(OneConnector)
	.action(async ({ parsedInput, ctx }) => requestProof(ctx.context, parsedInput));

export const importAction = actionFor("importAction")
	.inputSchema(ImportSchema)
	.action(async ({ parsedInput, ctx }) => startImport(ctx.context, parsedInput));
