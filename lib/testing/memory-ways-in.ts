import type { WayInRepository } from "#lib/db/ways-in-port.ts";

/** Whose each session, passkey and app is; of an app, its backup codes as they were encrypted. */
export type MemoryWaysIn = {
	readonly sessions: Map<string, string>;
	readonly passkeys: Map<string, string>;
	readonly apps: Map<string, string>;
};

export function emptyMemoryWaysIn(): MemoryWaysIn {
	return { sessions: new Map(), passkeys: new Map(), apps: new Map() };
}

export function memoryWaysIn({ sessions, passkeys, apps }: MemoryWaysIn): WayInRepository {
	return {
		endSession: async (personId, id) => sessions.get(id) === personId && sessions.delete(id),
		endOtherSessions: async (personId, keptId) => {
			const others = [...sessions].filter(([id, owner]) => owner === personId && id !== keptId);
			for (const [id] of others) sessions.delete(id);
			return others.length;
		},
		removePasskey: async (personId, id) => passkeys.get(id) === personId && passkeys.delete(id),
		removeApp: async (personId) => apps.delete(personId),
		replaceBackupCodes: async (personId, codes) => apps.has(personId) && Boolean(apps.set(personId, codes)),
		liftPasswordDuty: async () => {},
	};
}
