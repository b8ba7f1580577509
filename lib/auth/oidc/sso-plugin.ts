import type { BetterAuthPlugin } from "better-auth";
import type { SsoHost } from "../sso-host-port.ts";
import { callbackEndpoint } from "./callback.ts";
import { backchannelEndpoint, offerProviderSignOut, providerSignOutEndpoint } from "./logout.ts";
import { keepBreakGlassFactor, refuseOtherSessions, refuseOwnPassword } from "./sso-only.ts";
import { startEndpoint } from "./start.ts";

/** Its endpoints are for browsers and the provider, never for our own calls: the type leaves them out. */
type SsoPlugin = Omit<BetterAuthPlugin, "id" | "endpoints" | "$ERROR_CODES" | "$Infer"> & {
	readonly id: "rolebridge-sso";
};

/** Single sign-on inside the sign-in service, under /api/auth/sso. */
export function ssoPlugin(host: SsoHost | null): SsoPlugin {
	const id = "rolebridge-sso";
	if (host === null) return { id };
	const plugin = {
		id,
		endpoints: {
			ssoStart: startEndpoint(host),
			ssoCallback: callbackEndpoint(host),
			ssoBackchannelLogout: backchannelEndpoint(host),
			ssoSignOut: providerSignOutEndpoint(host),
		},
		hooks: { before: [offerProviderSignOut(), keepBreakGlassFactor(host), refuseOwnPassword(host)] },
		init: () => ({
			options: { databaseHooks: { session: { create: { before: refuseOtherSessions(host) } } } },
		}),
		rateLimit: [
			{ window: 60, max: 60, pathMatcher: (path) => path.startsWith("/sso/") && path !== BACKCHANNEL },
			// All of a company's people may leave at once.
			{ window: 60, max: 1_200, pathMatcher: (path) => path === BACKCHANNEL },
		],
	} as const satisfies BetterAuthPlugin;
	return plugin;
}

const BACKCHANNEL = "/sso/backchannel-logout";
