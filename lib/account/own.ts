import type { SignedIn } from "#lib/auth/session.ts";

/** What a verb about somebody's own way in must know of the session that asks; who it is stands in the context. */
export type Own = Pick<
	SignedIn,
	"email" | "sessionId" | "hasApp" | "hasSecondFactor" | "provedAt" | "provedBy"
>;
