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
