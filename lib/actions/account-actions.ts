"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { mayDropFactor } from "#lib/account/may-drop-factor.ts";
import { recordAuthEvent } from "#lib/account/record-auth-event.ts";
import type { AuthEvent } from "#lib/auth/auth-events.ts";
import { changePassword } from "#lib/auth/change-password.ts";
import { removePasskey } from "#lib/auth/own-passkeys.ts";
import {
	beginAuthenticator,
	confirmAuthenticator,
	makeBackupCodes,
	type NewAuthenticator,
	removeAuthenticator,
} from "#lib/auth/own-second-factor.ts";
import { endOtherSessions, endOwnSession } from "#lib/auth/own-sessions.ts";
import { ownProofFailure } from "#lib/auth/proof.ts";
import { proveAgain } from "#lib/auth/prove-again.ts";
import type { SignedIn } from "#lib/auth/session.ts";
import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { signedIn } from "#lib/loaders/signed-in.ts";
import {
	AccountNameSchema,
	ChangePasswordSchema,
	CodeSchema,
	OwnThingSchema,
	ProofSchema,
} from "#lib/schemas/account-schemas.ts";
import { serverContext, webAuth } from "#lib/server-context.ts";
import { actionFor, openActionClient } from "./action-client.ts";

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
		await record(await serverContext(session.actor), session, "password-changed");
		revalidatePath("/", "layout");
		return changed;
	});

/** Who proved who they are a quarter of an hour ago or more does it again, for a change of trust. */
export const proveAgainAction = actionFor("proveAgainAction")
	.inputSchema(ProofSchema)
	.action(async ({ parsedInput, ctx: { session } }): Promise<Result<true>> => {
		const { actor, sessionId, hasApp } = session;
		const person = { id: actor.id, hasApp };
		return proveAgain(await webAuth(), { person, sessionId, headers: await headers(), ...parsedInput });
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
		const person = { id: session.actor.id, email: session.email };
		const confirming = { person, headers: await headers(), code: parsedInput.code };
		const confirmed = await confirmAuthenticator(await webAuth(), confirming);
		if (confirmed.ok) await record(context, session, "second-factor-added");
		// The page is made anew only once the codes were seen: the dialog that shows them asks for it.
		return confirmed;
	});

export const removeAuthenticatorAction = actionFor("removeAuthenticatorAction").action(
	async ({ ctx: { session, context } }): Promise<Result<true>> => {
		const stale = ownProofFailure(session, new Date());
		if (stale !== null) return failed({ code: stale });
		const may = await mayDropFactor(context);
		if (!may.ok) return may;
		await removeAuthenticator(await webAuth(), session.actor.id);
		await record(context, session, "second-factor-removed");
		revalidatePath("/account");
		return ok(true);
	},
);

export const makeBackupCodesAction = actionFor("makeBackupCodesAction").action(
	async ({ ctx: { session, context } }): Promise<Result<readonly string[]>> => {
		const stale = ownProofFailure(session, new Date());
		if (stale !== null) return failed({ code: stale });
		if (!session.hasApp) return failed({ code: "CHANGE_NOT_POSSIBLE" });
		const codes = await makeBackupCodes(await webAuth(), session.actor.id);
		await record(context, session, "backup-codes-made");
		return ok(codes);
	},
);

/** Asked before the browser is: a stale proof is refused here, where the dialog can ask for a fresh one. */
export const beginPasskeyAction = actionFor("beginPasskeyAction").action(
	async ({ ctx: { session } }): Promise<Result<true>> => {
		const stale = ownProofFailure(session, new Date());
		return stale === null ? ok(true) : failed({ code: stale });
	},
);

export const removePasskeyAction = actionFor("removePasskeyAction")
	.inputSchema(OwnThingSchema)
	.action(async ({ parsedInput, ctx: { session, context } }): Promise<Result<true>> => {
		const stale = ownProofFailure(session, new Date());
		if (stale !== null) return failed({ code: stale });
		const may = await mayDropFactor(context);
		if (!may.ok) return may;
		const isRemoved = await removePasskey(await webAuth(), session.actor.id, parsedInput.id);
		if (isRemoved) await record(context, session, "passkey-removed");
		revalidatePath("/account");
		return ok(true);
	});

export const endSessionAction = actionFor("endSessionAction")
	.inputSchema(OwnThingSchema)
	.action(async ({ parsedInput, ctx: { session, context } }): Promise<Result<true>> => {
		const isEnded = await endOwnSession(await webAuth(), session.actor.id, parsedInput.id);
		if (isEnded) await record(context, session, "session-ended", { count: 1 });
		revalidatePath("/account");
		return ok(true);
	});

export const endOtherSessionsAction = actionFor("endOtherSessionsAction").action(
	async ({ ctx: { session, context } }): Promise<Result<{ readonly ended: number }>> => {
		const ended = await endOtherSessions(await webAuth(), session.actor.id, session.sessionId);
		if (ended > 0) await record(context, session, "session-ended", { count: ended });
		revalidatePath("/account");
		return ok({ ended });
	},
);

async function record(
	ctx: Context,
	{ actor, email }: SignedIn,
	kind: AuthEvent["kind"],
	details: AuthEvent["details"] = {},
): Promise<void> {
	const person = { id: actor.id, name: actor.name, email };
	await recordAuthEvent(ctx, { kind, person, address: actor.address, details });
}
