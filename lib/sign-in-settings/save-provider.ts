import type { OidcProvider } from "#lib/auth/oidc-port.ts";
import type { Context } from "#lib/context.ts";
import type { SignInSettings } from "#lib/db/sign-in-settings-port.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { type SignInInput, typedAccessRules } from "#lib/schemas/sign-in-settings-schemas.ts";

/**
 * Saves the provider after asking it. A stored secret never travels to another provider: whoever changes the issuer
 * enters the secret anew, and whoever came in by the old one is signed out.
 */
export async function saveProvider(
	ctx: Context,
	{ version, signIn }: { readonly version: number; readonly signIn: SignInInput },
): Promise<Result<true>> {
	const stored = await ctx.db.signInSettings.get();
	if (stored.version !== version) return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
	const refusal = refusalOf(stored, signIn);
	if (refusal !== null) return failed(refusal);
	const isMoved = stored.issuer !== "" && !isSameIssuer(stored.issuer, signIn.issuer);
	const checked = await check(ctx, stored, signIn);
	if (!checked.ok) return failed({ ...checked.failure, field: "issuer" });
	const { clientSecret, isPublicClient, mappings: _, defaultRole: __, ...typed } = signIn;
	const plain = { ...typed, ...typedAccessRules(signIn) };
	const isTested = isSameProvider(stored, signIn);
	return ctx.db.transaction(async (tx) => {
		const isSaved = await tx.signInSettings.save(version, {
			...plain,
			issuer: checked.value,
			isSsoOnly: stored.isSsoOnly,
			breakGlassPersonId: stored.breakGlassPersonId,
			lastTest: isTested ? stored.lastTest : null,
			...(isPublicClient && { clientSecret: null }),
			...(clientSecret !== "" && !isPublicClient && { clientSecret }),
		});
		if (!isSaved) return failed({ code: "CONNECTOR_CHANGED_MEANWHILE" });
		const signedOut = isMoved ? await tx.sso.endAllProviderSessions() : 0;
		await tx.audit.append({
			actor: ctx.actor,
			action: "sign-in.provider-saved",
			subject: "sign-in",
			at: ctx.now(),
			details: { ...plain, issuer: checked.value, secretChanged: clientSecret !== "", signedOut },
		});
		return ok(true);
	});
}

function refusalOf(stored: SignInSettings, signIn: SignInInput): Failure | null {
	const invalid = (field: string, detail: string): Failure => ({ code: "INPUT_INVALID", field, detail });
	if (stored.isSsoOnly && (!isSameProvider(stored, signIn) || !signIn.isEnabled))
		return invalid(
			"issuer",
			"Single sign-on is the only way in. Let passwords in again before you change the provider.",
		);
	if (signIn.isPublicClient || signIn.clientSecret !== "") return null;
	if (!stored.hasClientSecret) return invalid("clientSecret", "Enter the client secret.");
	if (!isSameIssuer(stored.issuer, signIn.issuer))
		return invalid(
			"clientSecret",
			"The issuer changed, and a stored secret is never sent to another provider: enter it anew.",
		);
	return null;
}

/** What a test sign-in was made with. */
function isSameProvider(stored: SignInSettings, signIn: SignInInput): boolean {
	return (
		isSameIssuer(stored.issuer, signIn.issuer) &&
		stored.clientId === signIn.clientId &&
		stored.scopes === signIn.scopes &&
		stored.groupsClaim === signIn.groupsClaim &&
		stored.hasClientSecret !== signIn.isPublicClient &&
		signIn.clientSecret === ""
	);
}

/** With or without the slash that some providers end with. */
export function isSameIssuer(one: string, other: string): boolean {
	return URL.parse(one)?.href === URL.parse(other)?.href;
}

/** Asks the provider about itself; the issuer comes back as it writes it. */
async function check(ctx: Context, stored: SignInSettings, signIn: SignInInput): Promise<Result<string>> {
	if (isSameProvider(stored, signIn)) return ok(stored.issuer);
	const { issuer, clientId, scopes, groupsClaim } = signIn;
	const provider: OidcProvider = { issuer, clientId, clientSecret: null, scopes, groupsClaim };
	const checked = await ctx.oidc.check(provider);
	return checked.ok ? ok(checked.value.issuer) : checked;
}
