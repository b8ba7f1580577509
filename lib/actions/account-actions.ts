"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { endForGuessing } from "#lib/account/end-for-guessing.ts";
import { endOtherSessions, endOwnSession } from "#lib/account/end-own-sessions.ts";
import { removeOwnPasskey } from "#lib/account/remove-own-passkey.ts";
import { keepCookies } from "#lib/auth/keep-cookies.ts";
import { beginAuthenticator, type NewAuthenticator } from "#lib/auth/own-second-factor.ts";
import { proveAgain } from "#lib/auth/prove-again.ts";
import { renamePasskey } from "#lib/auth/rename-passkey.ts";
import { ownProofFailure } from "#lib/domain/proof.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { signedIn } from "#lib/loaders/signed-in.ts";
import {
	AccountNameSchema,
	ChangePasswordSchema,
	CodeSchema,
	OwnThingSchema,
	ProofSchema,
	RenamePasskeySchema,
} from "#lib/schemas/account-schemas.ts";
import { serverContext, webAuth } from "#lib/server-context.ts";
import { actionFor, openActionClient } from "./action-client.ts";
import { changeOwnPassword } from "./change-own-password.ts";
import { confirmOwnApp, makeOwnBackupCodes, removeOwnApp } from "./own-app.ts";

/** Works while the password must be changed, when no other action does: so it asks for the session itself. */
export const changePasswordAction = openActionClient
	.inputSchema(ChangePasswordSchema)
	.action(async ({ parsedInput }): Promise<Result<true>> => {
		const session = await signedIn();
		if (session === null) return failed({ code: "NOT_SIGNED_IN" });
		const { currentPassword, newPassword } = parsedInput;
		const change = { own: session, headers: await headers(), keepCookies, currentPassword, newPassword };
		const context = await serverContext(session.actor);
		const changed = await changeOwnPassword(context, await webAuth(), change);
		if (changed.ok) revalidatePath("/", "layout");
		return changed;
	});

/** Who proved who they are a quarter of an hour ago or more does it again, for a change of trust. */
export const proveAgainAction = actionFor("proveAgainAction")
	.inputSchema(ProofSchema)
	.action(async ({ parsedInput, ctx: { session, context } }): Promise<Result<true>> => {
		const { actor, sessionId, hasApp } = session;
		return proveAgain(await webAuth(), {
			person: { id: actor.id, hasApp },
			sessionId,
			headers: await headers(),
			endForGuessing: () => endForGuessing(context, session),
			...parsedInput,
		});
	});

export const renameAction = actionFor("renameAction")
	.inputSchema(AccountNameSchema)
	.action(async ({ parsedInput, ctx: { session } }): Promise<Result<true>> => {
		const { internalAdapter } = await (await webAuth()).$context;
		await internalAdapter.updateUser(session.actor.id, { name: parsedInput.name });
		revalidatePath("/account");
		return ok(true);
	});

export const beginAuthenticatorAction = actionFor("beginAuthenticatorAction").action(
	async ({ ctx: { session } }): Promise<Result<NewAuthenticator>> => {
		const stale = ownProofFailure(session, new Date());
		if (stale !== null) return failed({ code: stale });
		return beginAuthenticator(await webAuth(), { id: session.actor.id, email: session.email });
	},
);

/** Answers with the backup codes, this once. */
export const confirmAuthenticatorAction = actionFor("confirmAuthenticatorAction")
	.inputSchema(CodeSchema)
	.action(async ({ parsedInput, ctx: { session, context } }): Promise<Result<readonly string[]>> => {
		const confirming = { own: session, headers: await headers(), code: parsedInput.code };
		// The page is made anew only once the codes were seen: the dialog that shows them asks for it.
		return confirmOwnApp(context, await webAuth(), confirming);
	});

export const removeAuthenticatorAction = actionFor("removeAuthenticatorAction").action(
	async ({ ctx: { session, context } }): Promise<Result<true>> => {
		const removed = await removeOwnApp(context, session);
		if (removed.ok) revalidatePath("/account");
		return removed;
	},
);

export const makeBackupCodesAction = actionFor("makeBackupCodesAction").action(
	async ({ ctx: { session, context } }): Promise<Result<readonly string[]>> =>
		makeOwnBackupCodes(context, await webAuth(), session),
);

/** Asked before the browser is: a stale proof is refused here, where the dialog can ask for a fresh one. */
export const beginPasskeyAction = actionFor("beginPasskeyAction").action(
	async ({ ctx: { session } }): Promise<Result<true>> => {
		const stale = ownProofFailure(session, new Date());
		return stale === null ? ok(true) : failed({ code: stale });
	},
);

export const renamePasskeyAction = actionFor("renamePasskeyAction")
	.inputSchema(RenamePasskeySchema)
	.action(async ({ parsedInput }): Promise<Result<true>> => {
		const isRenamed = await renamePasskey(await webAuth(), { headers: await headers(), ...parsedInput });
		revalidatePath("/account");
		return isRenamed ? ok(true) : failed({ code: "INPUT_INVALID", field: "name", detail: PASSKEY_GONE });
	});

const PASSKEY_GONE = "This passkey is not there any more.";

export const removePasskeyAction = actionFor("removePasskeyAction")
	.inputSchema(OwnThingSchema)
	.action(async ({ parsedInput, ctx: { session, context } }): Promise<Result<true>> => {
		const removed = await removeOwnPasskey(context, session, parsedInput.id);
		if (removed.ok) revalidatePath("/account");
		return removed;
	});

export const endSessionAction = actionFor("endSessionAction")
	.inputSchema(OwnThingSchema)
	.action(async ({ parsedInput, ctx: { session, context } }): Promise<Result<true>> => {
		await endOwnSession(context, session, parsedInput.id);
		revalidatePath("/account");
		return ok(true);
	});

export const endOtherSessionsAction = actionFor("endOtherSessionsAction").action(
	async ({ ctx: { session, context } }): Promise<Result<{ readonly ended: number }>> => {
		const ended = await endOtherSessions(context, session);
		revalidatePath("/account");
		return ok({ ended });
	},
);
