"use server";

import { revalidatePath } from "next/cache";
import * as z from "zod/mini";
import { startOperation } from "#lib/operations/start-operation.ts";
import { stopOperation } from "#lib/operations/stop-operation.ts";
import { OperationIdSchema, StartOperationSchema } from "#lib/schemas/operation-schema.ts";
import { actionFor } from "./action-client.ts";

export const startOperationAction = actionFor("startOperationAction")
	.inputSchema(StartOperationSchema)
	.action(async ({ parsedInput, ctx }) => {
		const started = await startOperation(ctx.context, parsedInput);
		if (started.ok) revalidatePath("/");
		return started;
	});

export const stopOperationAction = actionFor("stopOperationAction")
	.inputSchema(z.strictObject({ operationId: OperationIdSchema }))
	.action(async ({ parsedInput, ctx }) => stopOperation(ctx.context, parsedInput));
