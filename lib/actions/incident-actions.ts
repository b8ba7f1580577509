"use server";

import { revalidatePath } from "next/cache";
import { acknowledge, mute } from "#lib/incidents/acknowledge.ts";
import { createWindow, endWindow } from "#lib/incidents/maintenance-windows.ts";
import {
	AcknowledgeSchema,
	MuteSchema,
	WindowIdSchema,
	WindowSchema,
} from "#lib/schemas/incident-schemas.ts";
import { actionClient } from "./action-client.ts";

const PAGE = "/incidents";

export const acknowledgeAction = actionClient
	.inputSchema(AcknowledgeSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const answer = await acknowledge(context, parsedInput);
		revalidatePath(PAGE);
		return answer;
	});

export const muteAction = actionClient
	.inputSchema(MuteSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const answer = await mute(context, parsedInput);
		revalidatePath(PAGE);
		return answer;
	});

export const createWindowAction = actionClient
	.inputSchema(WindowSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const answer = await createWindow(context, parsedInput);
		revalidatePath(PAGE);
		return answer;
	});

export const endWindowAction = actionClient
	.inputSchema(WindowIdSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const answer = await endWindow(context, parsedInput);
		revalidatePath(PAGE);
		return answer;
	});
