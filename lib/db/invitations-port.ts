import type { Role, Scope } from "#lib/domain/access.ts";

export type InvitationRepository = {
	insert(invitation: NewInvitation): Promise<void>;
	/** Inside a transaction the row is held: of two who accept at once the second sees what the first one did. */
	lock(id: string): Promise<StoredInvitation | null>;
	find(id: string): Promise<StoredInvitation | null>;
	/** Neither accepted nor revoked, newest first; expired ones too, so that they can be seen and sent anew. */
	listOpen(limit: number): Promise<readonly Invitation[]>;
	/** False when it was accepted or revoked before. */
	accept(id: string, at: Date): Promise<boolean>;
	/** False when it was accepted or revoked before. */
	revoke(id: string, at: Date): Promise<boolean>;
	/** Every one of the address that may still be accepted; how many they were. */
	revokeOpen(email: string, at: Date): Promise<number>;
};

export type Invitation = {
	readonly id: string;
	/** In lower case. */
	readonly email: string;
	readonly role: Role;
	readonly scope: Scope;
	/** A person's id. */
	readonly invitedBy: string;
	readonly createdAt: Date;
	readonly expiresAt: Date;
	readonly acceptedAt: Date | null;
	readonly revokedAt: Date | null;
};

/** The secret itself is known to the link alone. */
export type StoredInvitation = Invitation & { readonly secretHash: string };
export type NewInvitation = Omit<StoredInvitation, "acceptedAt" | "revokedAt">;
