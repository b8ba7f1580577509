"use server";

import { revalidatePath } from "next/cache";
import * as z from "zod/mini";
import { ok, type Result } from "#lib/domain/result.ts";
import { checkHarnessAccount } from "#lib/harness-accounts/check-harness-account.ts";
import { saveHarnessAccount } from "#lib/harness-accounts/save-harness-account.ts";
import { LimitsSchema } from "#lib/schemas/limits-schema.ts";
import {
	SaveHarnessAccountSchema,
	SaveTemplateSettingsSchema,
	SaveVerifierSettingsSchema,
	SettingsVersionSchema,
} from "#lib/schemas/settings-schemas.ts";
import { saveLimits } from "#lib/settings/save-limits.ts";
import { saveTemplateSettings } from "#lib/settings/save-template-settings.ts";
import { saveVerifierSettings } from "#lib/settings/save-verifier-settings.ts";
import { actionFor } from "./action-client.ts";

export const saveHarnessAccountAction = actionFor("saveHarnessAccountAction")
	.inputSchema(SaveHarnessAccountSchema)
	.action(async ({ parsedInput: { version, account }, ctx: { context } }) => {
		const saved = await saveHarnessAccount(context, { version, ...account });
		if (!saved.ok) return saved;
		const checked = saved.value.hasApiKey ? await checkHarnessAccount(context, saved.value.ref) : null;
		revalidatePath("/settings", "layout");
		return ok({ failure: checked === null || checked.ok ? null : checked.failure });
	});

export const checkHarnessAccountAction = actionFor("checkHarnessAccountAction").action(
	async ({ ctx: { context } }): Promise<Result<true>> => {
		const account = await context.db.harnessAccounts.first();
		const checked = await checkHarnessAccount(context, account?.ref ?? "");
		revalidatePath("/settings", "layout");
		return checked.ok ? ok(true) : checked;
	},
);

export const saveTemplateSettingsAction = actionFor("saveTemplateSettingsAction")
	.inputSchema(SaveTemplateSettingsSchema)
	.action(async ({ parsedInput: { version, template }, ctx: { context } }) => {
		const saved = await saveTemplateSettings(context, { version, ...template });
		if (saved.ok) revalidatePath("/settings", "layout");
		return saved.ok ? ok(true) : saved;
	});

export const saveVerifierSettingsAction = actionFor("saveVerifierSettingsAction")
	.inputSchema(SaveVerifierSettingsSchema)
	.action(async ({ parsedInput: { version, verifier }, ctx: { context } }) => {
		const saved = await saveVerifierSettings(context, { version, ...verifier });
		if (saved.ok) revalidatePath("/settings", "layout");
		return saved.ok ? ok(true) : saved;
	});

export const saveLimitsAction = actionFor("saveLimitsAction")
	.inputSchema(z.object({ ...SettingsVersionSchema, limits: LimitsSchema }))
	.action(async ({ parsedInput: { version, limits }, ctx: { context } }) => {
		const saved = await saveLimits(context, { version, ...limits });
		if (saved.ok) revalidatePath("/settings", "layout");
		return saved.ok ? ok(true) : saved;
	});

export const checkVerifierAction = actionFor("checkVerifierAction").action(async ({ ctx: { context } }) => {
	await context.jobs.checkVerifier();
	return ok({ askedAt: context.now().getTime() });
});

export const checkTemplateAction = actionFor("checkTemplateAction").action(async ({ ctx: { context } }) => {
	await context.jobs.checkTemplate();
	return ok({ askedAt: context.now().getTime() });
});
