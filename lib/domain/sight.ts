import { isUnlimited, type Scope } from "./access.ts";

/** What of the installation somebody gets to see, whichever page, route or job asks for them. */
export type Sight = {
	readonly actorId: string;
	readonly scope: Scope;
	/** Trust policies, permissions, and what AWS said word for word. */
	readonly seesTrust: boolean;
	readonly readsAudit: boolean;
};

/** True when nothing is kept from them. */
export function seesEverything({ scope, seesTrust, readsAudit }: Sight): boolean {
	return isUnlimited(scope) && seesTrust && readsAudit;
}
