import "server-only";
import { forbidden } from "next/navigation";
import { actorCan } from "#lib/auth/abilities.ts";
import { PAGES, type PagePath } from "#lib/auth/access.ts";
import type { SignedIn } from "#lib/auth/session.ts";
import { requireSignedIn } from "./signed-in.ts";

/** The first line of every page: who is not signed in is led to where that can change, who may not see it is told. */
export async function allow(page: PagePath): Promise<SignedIn> {
	const session = await requireSignedIn();
	const access = PAGES[page];
	if (access !== "public" && !actorCan(session.actor, access)) forbidden();
	return session;
}
