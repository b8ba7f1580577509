import type { Auth } from "./auth.ts";

export type OwnSession = {
	readonly id: string;
	readonly isCurrent: boolean;
	readonly address: string | null;
	readonly userAgent: string;
	readonly signedInAt: Date;
	readonly lastSeenAt: Date;
	readonly provedBy: string | null;
};

/** Where somebody is signed in, the newest first; the one that asks goes before all. */
export async function ownSessions(
	auth: Auth,
	userId: string,
	currentId: string,
): Promise<readonly OwnSession[]> {
	const { internalAdapter } = await auth.$context;
	const sessions = await internalAdapter.listSessions(userId, { onlyActiveSessions: true });
	return sessions
		.map((session) => ({
			id: session.id,
			isCurrent: session.id === currentId,
			address: session.ipAddress || null,
			userAgent: session.userAgent ?? "",
			signedInAt: session.createdAt,
			lastSeenAt: session.updatedAt,
			provedBy: "provedBy" in session && typeof session.provedBy === "string" ? session.provedBy : null,
		}))
		.sort(
			(a, b) => Number(b.isCurrent) - Number(a.isCurrent) || b.lastSeenAt.getTime() - a.lastSeenAt.getTime(),
		);
}

/** Ends one of somebody's own sessions; false: they have none of this id. */
export async function endOwnSession(auth: Auth, userId: string, sessionId: string): Promise<boolean> {
	const { internalAdapter } = await auth.$context;
	const session = (await internalAdapter.listSessions(userId)).find(({ id }) => id === sessionId);
	if (session === undefined) return false;
	await internalAdapter.deleteSession(session.token);
	return true;
}

/** Ends every session of somebody but one; the count of those that were ended. */
export async function endOtherSessions(auth: Auth, userId: string, keptId: string): Promise<number> {
	const { internalAdapter } = await auth.$context;
	const others = (await internalAdapter.listSessions(userId)).filter(({ id }) => id !== keptId);
	for (const { token } of others) await internalAdapter.deleteSession(token);
	return others.length;
}
