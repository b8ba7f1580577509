import type { Config } from "#lib/context.ts";

const NAME = "rolebridge-launch";

/** Over https the browser itself refuses a cookie of this name that came over http. */
export function launchCookieName({ publicUrl }: Pick<Config, "publicUrl">): string {
	return isSecure(publicUrl) ? `__Secure-${NAME}` : NAME;
}

/**
 * The cookie that stands for a link's secret: sent to this link's addresses only, read by no script, and gone with the
 * link. `Lax`, so that whoever comes back by the same message still finds the receipt.
 */
export function launchCookie(
	{ publicUrl }: Pick<Config, "publicUrl">,
	cookie: { readonly linkId: string; readonly token: string; readonly seconds: number },
): string {
	return [
		`${launchCookieName({ publicUrl })}=${cookie.token}`,
		`Path=/launch/${cookie.linkId}`,
		`Max-Age=${Math.max(0, Math.floor(cookie.seconds))}`,
		"HttpOnly",
		"SameSite=Lax",
		...(isSecure(publicUrl) ? ["Secure"] : []),
	].join("; ");
}

function isSecure(publicUrl: string | null): boolean {
	return publicUrl?.startsWith("https:") === true;
}
