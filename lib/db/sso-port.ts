import type { GivenAccess } from "#lib/domain/single-sign-on.ts";

/** Issuer and subject together name one account at a provider. */
export type SsoSubject = { readonly issuer: string; readonly subject: string };

export type NewSsoPerson = GivenAccess & {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly isEmailVerified: boolean;
};

/** Which person signs in as whom at the provider, and what the provider may end. */
export type SsoRepository = {
	/** Two sign-ins of the same account at once come one after the other. Inside a transaction only. */
	lock(subject: SsoSubject): Promise<void>;
	findPersonId(subject: SsoSubject): Promise<string | null>;
	/** False when the e-mail address is taken. */
	insertPerson(person: NewSsoPerson, subject: SsoSubject, at: Date): Promise<boolean>;
	/** Connects the account to a person; false when it is another person's, or theirs is another account. */
	link(personId: string, subject: SsoSubject, at: Date): Promise<boolean>;
	isConnected(personId: string, issuer: string): Promise<boolean>;
	saveName(personId: string, name: string): Promise<void>;
	/** Whether an administrator invited this address and did not take it back; accepted ones count. */
	isInvited(email: string, now: Date): Promise<boolean>;
	acceptInvitations(email: string, at: Date): Promise<void>;
	/** Kept sealed, as the hint that ends the provider's session. */
	saveIdToken(subject: SsoSubject, idToken: string): Promise<void>;
	idToken(issuer: string, personId: string): Promise<string | null>;
	/** Ends what the provider opened: one of its sessions, or all of one person. Returns whose. */
	endSessions(
		issuer: string,
		of: { readonly subject: string | null; readonly sessionId: string | null },
	): Promise<readonly string[]>;
	/** Their sessions end and their keys stop working; their role is the caller's to take. */
	bar(personId: string, at: Date): Promise<void>;
	/** Ends every session that no provider opened, but not of this person. */
	endOwnSessions(exceptPersonId: string): Promise<number>;
	/** Ends every session that a provider opened. */
	endAllProviderSessions(): Promise<number>;
	/** False when it was taken before. */
	takeLogoutToken(hash: string, expiresAt: Date, now: Date): Promise<boolean>;
};
