import type { OidcProvider } from "#lib/auth/oidc-port.ts";
import type { SsoState } from "#lib/auth/sso-host-port.ts";
import type { Context } from "#lib/context.ts";
import type { SignInSettings } from "#lib/db/sign-in-settings-port.ts";

/** The provider that is set up, with its secret; null: there is none. */
async function providerOf(ctx: Context, settings: SignInSettings): Promise<OidcProvider | null> {
	const { issuer, clientId, scopes, groupsClaim, hasClientSecret } = settings;
	if (issuer === "" || clientId === "") return null;
	const clientSecret = hasClientSecret ? await ctx.db.signInSettings.clientSecret() : null;
	return { issuer, clientId, clientSecret, scopes, groupsClaim };
}

/** Single sign-on as it is set up now. */
export async function ssoState(ctx: Context): Promise<SsoState> {
	const settings = await ctx.db.signInSettings.get();
	const { version, isEnabled, isSsoOnly, breakGlassPersonId } = settings;
	const provider = await providerOf(ctx, settings);
	const isOffered = isEnabled && provider !== null;
	return { provider, version, isEnabled: isOffered, isSsoOnly: isSsoOnly && isOffered, breakGlassPersonId };
}
