"use server";

import { revalidatePath } from "next/cache";
import { ownProofFailure } from "#lib/domain/proof.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { SaveProviderSchema, SsoOnlySchema } from "#lib/schemas/sign-in-settings-schemas.ts";
import { saveProvider } from "#lib/sign-in-settings/save-provider.ts";
import { setSsoOnly } from "#lib/sign-in-settings/set-sso-only.ts";
import { actionFor } from "./action-client.ts";

export const saveProviderAction = actionFor("saveProviderAction")
	.inputSchema(SaveProviderSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const saved = await saveProvider(context, parsedInput);
		if (saved.ok) revalidatePath("/settings", "layout");
		return saved;
	});

export const setSsoOnlyAction = actionFor("setSsoOnlyAction")
	.inputSchema(SsoOnlySchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const set = await setSsoOnly(context, parsedInput);
		if (set.ok) revalidatePath("/settings", "layout");
		return set;
	});

/** Asked before the browser goes to the provider: a stale proof is refused here, where the dialog can ask for a fresh one. */
export const beginConnectAction = actionFor("beginConnectAction").action(
	async ({ ctx: { session } }): Promise<Result<true>> => {
		const stale = ownProofFailure(session, new Date());
		return stale === null ? ok(true) : failed({ code: stale });
	},
);
