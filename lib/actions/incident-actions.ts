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
import { actionFor } from "./action-client.ts";

const PAGE = "/incidents";

export const acknowledgeAction = actionFor("acknowledgeAction")
	.inputSchema(AcknowledgeSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const answer = await acknowledge(context, parsedInput);
		revalidatePath(PAGE);
		return answer;
	});

export const muteAction = actionFor("muteAction")
	.inputSchema(MuteSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const answer = await mute(context, parsedInput);
		revalidatePath(PAGE);
		return answer;
	});

export const createWindowAction = actionFor("createWindowAction")
	.inputSchema(WindowSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const answer = await createWindow(context, parsedInput);
		revalidatePath(PAGE);
		return answer;
	});

export const endWindowAction = actionFor("endWindowAction")
	.inputSchema(WindowIdSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const answer = await endWindow(context, parsedInput);
		revalidatePath(PAGE);
		return answer;
	});
