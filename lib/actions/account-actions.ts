"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { changePassword } from "#lib/auth/change-password.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import { signedIn } from "#lib/loaders/signed-in.ts";
import { ChangePasswordSchema } from "#lib/schemas/account-schemas.ts";
import { serverContext, webAuth } from "#lib/server-context.ts";
import { openActionClient } from "./action-client.ts";

/** Works while the password must be changed, when no other action does: so it asks for the session itself. */
export const changePasswordAction = openActionClient
	.inputSchema(ChangePasswordSchema)
	.action(async ({ parsedInput }): Promise<Result<true>> => {
		const session = await signedIn();
		if (session === null) return failed({ code: "NOT_SIGNED_IN" });
		const changed = await changePassword(await webAuth(), {
			userId: session.actor.id,
			headers: await headers(),
			...parsedInput,
		});
		if (!changed.ok) return changed;
		const ctx = await serverContext(session.actor);
		const { id, name } = session.actor;
		const event = {
			actor: name,
			action: "account.password-changed",
			subject: id,
			at: ctx.now(),
			details: {},
		};
		await ctx.db.audit.append(event);
		revalidatePath("/", "layout");
		return changed;
	});
