import type { SignInSettings, SignInSettingsRepository } from "#lib/db/sign-in-settings-port.ts";
import type { SsoRepository, SsoSubject } from "#lib/db/sso-port.ts";
import type { MemoryPeople } from "./memory-people.ts";

export type MemorySso = {
	settings: SignInSettings;
	clientSecret: string | null;
	/** By issuer and subject: the person's id. */
	readonly accounts: Map<string, string>;
	readonly idTokens: Map<string, string>;
	/** Addresses that an administrator invited. */
	readonly invited: Set<string>;
	readonly sessions: { personId: string; providerSessionId: string | null }[];
	readonly barred: string[];
	readonly logoutTokens: Set<string>;
};

export function emptyMemorySso(): MemorySso {
	return {
		settings: {
			version: 1,
			isEnabled: false,
			issuer: "",
			clientId: "",
			hasClientSecret: false,
			scopes: "openid profile email",
			groupsClaim: "groups",
			mappings: [],
			defaultRole: null,
			buttonLabel: "",
			isSsoOnly: false,
			breakGlassPersonId: null,
			lastTest: null,
		},
		clientSecret: null,
		accounts: new Map(),
		idTokens: new Map(),
		invited: new Set(),
		sessions: [],
		barred: [],
		logoutTokens: new Set(),
	};
}

export function memorySignInSettings(sso: MemorySso): SignInSettingsRepository {
	return {
		get: async () => sso.settings,
		clientSecret: async () => sso.clientSecret,
		save: async (version, { clientSecret, ...change }) => {
			if (sso.settings.version !== version) return false;
			if (clientSecret !== undefined) sso.clientSecret = clientSecret;
			sso.settings = { ...change, hasClientSecret: sso.clientSecret !== null, version: version + 1 };
			return true;
		},
		saveTest: async (version, lastTest) => {
			if (sso.settings.version === version) sso.settings = { ...sso.settings, lastTest };
		},
	};
}

export function memorySso(sso: MemorySso, people: MemoryPeople): SsoRepository {
	const keyOf = ({ issuer, subject }: SsoSubject) => `${issuer}\n${subject}`;
	const end = (isMeant: (session: MemorySso["sessions"][number]) => boolean) => {
		const ended = sso.sessions.filter(isMeant);
		sso.sessions.splice(0, sso.sessions.length, ...sso.sessions.filter((one) => !ended.includes(one)));
		return ended.map(({ personId }) => personId);
	};
	return {
		lock: async () => {},
		findPersonId: async (subject) => sso.accounts.get(keyOf(subject)) ?? null,
		insertPerson: async ({ isEmailVerified: _, ...person }, subject, createdAt) => {
			if ([...people.values()].some(({ email }) => email === person.email)) return false;
			people.set(person.id, { ...person, createdAt, hasSecondFactor: false, signsInBy: ["sso"] });
			sso.accounts.set(keyOf(subject), person.id);
			return true;
		},
		link: async (personId, subject) => {
			const known = sso.accounts.get(keyOf(subject));
			if (known !== undefined) return known === personId;
			if ([...sso.accounts.values()].includes(personId)) return false;
			sso.accounts.set(keyOf(subject), personId);
			return true;
		},
		isConnected: async (personId) => [...sso.accounts.values()].includes(personId),
		saveName: async (personId, name) => {
			const known = people.get(personId);
			if (known !== undefined) people.set(personId, { ...known, name });
		},
		isInvited: async (email) => sso.invited.has(email),
		acceptInvitations: async () => {},
		saveIdToken: async (subject, idToken) => void sso.idTokens.set(keyOf(subject), idToken),
		idToken: async (issuer, personId) => {
			const found = [...sso.accounts].find(([key, id]) => id === personId && key.startsWith(`${issuer}\n`));
			return (found && sso.idTokens.get(found[0])) ?? null;
		},
		endSessions: async (issuer, { subject, sessionId }) => {
			const personId = subject === null ? null : (sso.accounts.get(keyOf({ issuer, subject })) ?? "nobody");
			return end(
				(session) =>
					session.providerSessionId !== null &&
					(sessionId === null || session.providerSessionId === sessionId) &&
					(personId === null || session.personId === personId),
			);
		},
		bar: async (personId) => {
			sso.barred.push(personId);
			end((session) => session.personId === personId);
		},
		endOwnSessions: async (except) =>
			end(({ personId, providerSessionId }) => providerSessionId === null && personId !== except).length,
		endAllProviderSessions: async () => end(({ providerSessionId }) => providerSessionId !== null).length,
		takeLogoutToken: async (hash) => {
			const isNew = !sso.logoutTokens.has(hash);
			sso.logoutTokens.add(hash);
			return isNew;
		},
	};
}
