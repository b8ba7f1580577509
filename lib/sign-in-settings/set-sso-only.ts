import type { Context } from "#lib/context.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { missingForSsoOnly } from "#lib/domain/single-sign-on.ts";

export type SsoOnlyInput = {
	readonly version: number;
	readonly isSsoOnly: boolean;
	/** Null only when passwords are let in again. */
	readonly breakGlassPersonId: string | null;
};

/**
 * Makes the provider the only way in, but for one account; or lets passwords in again. Whoever came in by a password
 * is signed out, so that from then on everybody inside came by the provider.
 */
export async function setSsoOnly(
	ctx: Context,
	{ version, isSsoOnly, breakGlassPersonId }: SsoOnlyInput,
): Promise<Result<true>> {
	return ctx.db.transaction(async (tx) => {
		const { version: _, hasClientSecret: __, ...stored } = await tx.signInSettings.get();
		// Nobody takes the role or the factor away while this is decided.
		await tx.people.lockAdministrators();
		const person = breakGlassPersonId === null ? null : await tx.people.find(breakGlassPersonId);
		const hasTestPassed = stored.lastTest !== null && stored.lastTest.failure === null;
		const missing = missingForSsoOnly({ isEnabled: stored.isEnabled, hasTestPassed, breakGlass: person });
		if (isSsoOnly && missing.length > 0)
			return failed({ code: "SSO_ONLY_NOT_READY", detail: `Still missing: ${missing.join(" ")}` });
		const change = { ...stored, isSsoOnly, breakGlassPersonId: isSsoOnly ? (person?.id ?? null) : null };
		if (!(await tx.signInSettings.save(version, change)))
			return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
		const signedOut = isSsoOnly && person !== null ? await tx.sso.endOwnSessions(person.id) : 0;
		await tx.audit.append({
			actor: ctx.actor,
			action: isSsoOnly ? "sign-in.passwords-off" : "sign-in.passwords-on",
			subject: "sign-in",
			at: ctx.now(),
			details: { breakGlass: person?.name ?? null, signedOut },
		});
		return ok(true);
	});
}
