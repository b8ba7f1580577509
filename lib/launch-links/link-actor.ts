import type { Actor } from "#lib/context.ts";
import { EVERYWHERE } from "#lib/domain/access.ts";

/** Whoever holds a link. They have no role: the verbs for holders see to it that they reach this one request only. */
export function linkActor(id: string, origin: Pick<Actor, "address" | "requestId">): Actor {
	return {
		kind: "launch-link",
		id,
		name: "Receiver of a launch link",
		role: null,
		scope: EVERYWHERE,
		...origin,
	};
}
