"use server";

import { revalidatePath } from "next/cache";
import { ok } from "#lib/domain/result.ts";
import { saveAccessSettings } from "#lib/people/save-access-settings.ts";
import {
	AccessSettingsSchema,
	DismissNoticesSchema,
	TrustChangeIdSchema,
} from "#lib/schemas/people-schemas.ts";
import { approveChange } from "#lib/trust/approve-change.ts";
import { closeChange, takeSecret } from "#lib/trust/close-change.ts";
import { actionFor } from "./action-client.ts";

const APPROVALS = "/settings/approvals";

export const saveAccessSettingsAction = actionFor("saveAccessSettingsAction")
	.inputSchema(AccessSettingsSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const saved = await saveAccessSettings(context, parsedInput);
		if (saved.ok) revalidatePath("/settings", "layout");
		return saved;
	});

export const approveChangeAction = actionFor("approveChangeAction")
	.inputSchema(TrustChangeIdSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const approved = await approveChange(context, parsedInput);
		// What was changed may stand on any page.
		revalidatePath("/", "layout");
		return approved;
	});

export const closeChangeAction = actionFor("closeChangeAction")
	.inputSchema(TrustChangeIdSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const closed = await closeChange(context, parsedInput);
		revalidatePath(APPROVALS);
		return closed;
	});

export const takeSecretAction = actionFor("takeSecretAction")
	.inputSchema(TrustChangeIdSchema)
	.action(({ parsedInput, ctx: { context } }) => takeSecret(context, parsedInput));

export const dismissNoticesAction = actionFor("dismissNoticesAction")
	.inputSchema(DismissNoticesSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		await context.db.trustNotices.dismiss(context.actor.id, new Date(parsedInput.upTo));
		revalidatePath("/", "layout");
		return ok(true);
	});
