"use server";

import { revalidatePath } from "next/cache";
import { ok, type Result } from "#lib/domain/result.ts";
import { deleteChannel } from "#lib/notifications/delete-channel.ts";
import { saveChannel } from "#lib/notifications/save-channel.ts";
import { testChannel } from "#lib/notifications/test-channel.ts";
import {
	ChannelIdSchema,
	ChannelVersionSchema,
	SaveChannelSchema,
} from "#lib/schemas/notification-schemas.ts";
import { actionFor } from "./action-client.ts";

const PAGES = "/settings/notifications";

/** The answer holds a new signing key, if one was made: it is never told again. */
export const saveChannelAction = actionFor("saveChannelAction")
	.inputSchema(SaveChannelSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const saved = await saveChannel(context, parsedInput);
		if (!saved.ok) return saved;
		revalidatePath(PAGES, "layout");
		return ok({ id: saved.value.channel.id, secret: saved.value.secret });
	});

export const deleteChannelAction = actionFor("deleteChannelAction")
	.inputSchema(ChannelVersionSchema)
	.action(async ({ parsedInput, ctx: { context } }): Promise<Result<true>> => {
		const deleted = await deleteChannel(context, parsedInput);
		if (deleted.ok) revalidatePath(PAGES, "layout");
		return deleted;
	});

export const testChannelAction = actionFor("testChannelAction")
	.inputSchema(ChannelIdSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const answer = await testChannel(context, parsedInput);
		revalidatePath(PAGES, "layout");
		return answer;
	});
