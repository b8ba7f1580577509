import { changeWayIn } from "#lib/account/change-way-in.ts";
import { mayDropFactor } from "#lib/account/may-drop-factor.ts";
import type { Own } from "#lib/account/own.ts";
import type { Auth } from "#lib/auth/auth.ts";
import { newBackupCodes } from "#lib/auth/own-second-factor.ts";
import { verifyCode } from "#lib/auth/prove-again.ts";
import type { Context } from "#lib/context.ts";
import { ownProofFailure } from "#lib/domain/proof.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

type Confirming = {
	readonly own: Own;
	/** Of the request under way, with the session's cookie. */
	readonly headers: Headers;
	readonly code: string;
};
type Codes = Result<readonly string[]>;

/** The first code proves that the app has the secret: from now on it is asked for. Answers with the backup codes. */
export async function confirmOwnApp(
	ctx: Context,
	auth: Auth,
	{ own, headers, code }: Confirming,
): Promise<Codes> {
	const stale = ownProofFailure(own, ctx.now());
	if (stale !== null) return failed({ code: stale });
	// Only once: a code that was seen over a shoulder must bring nobody ten backup codes.
	if (own.hasApp) return failed({ code: "CHANGE_NOT_POSSIBLE" });
	const wrong = await verifyCode(auth, headers, code);
	return wrong === null ? newCodes(ctx, auth, { own, kind: "second-factor-added" }) : failed(wrong);
}

/** Ten new backup codes; the earlier ones stop working. They are shown this once. */
export async function makeOwnBackupCodes(ctx: Context, auth: Auth, own: Own): Promise<Codes> {
	const stale = ownProofFailure(own, ctx.now());
	if (stale !== null) return failed({ code: stale });
	return newCodes(ctx, auth, { own, kind: "backup-codes-made" });
}

export async function removeOwnApp(ctx: Context, own: Own): Promise<Result<true>> {
	const stale = ownProofFailure(own, ctx.now());
	if (stale !== null) return failed({ code: stale });
	const may = await mayDropFactor(ctx);
	if (!may.ok) return may;
	await changeWayIn(ctx, {
		own,
		kind: "second-factor-removed",
		act: async (waysIn) => ((await waysIn.removeApp(ctx.actor.id)) ? {} : null),
	});
	return ok(true);
}

async function newCodes(
	ctx: Context,
	auth: Auth,
	{ own, kind }: { readonly own: Own; readonly kind: "second-factor-added" | "backup-codes-made" },
): Promise<Codes> {
	const { codes, encrypted } = await newBackupCodes(auth);
	const act = async (waysIn: Context["db"]["waysIn"]) =>
		(await waysIn.replaceBackupCodes(ctx.actor.id, encrypted)) ? {} : null;
	return (await changeWayIn(ctx, { own, kind, act })) ? ok(codes) : failed({ code: "CHANGE_NOT_POSSIBLE" });
}
