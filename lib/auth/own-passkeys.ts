import type { Auth } from "./auth.ts";

export type OwnPasskey = {
	readonly id: string;
	readonly name: string;
	readonly createdAt: Date | null;
	/** Kept by a provider (iCloud Keychain, a password manager), so that it outlives the device. */
	readonly isBackedUp: boolean;
};

type Stored = { id: string; name?: string | null; createdAt?: Date | null; backedUp: boolean };

export async function ownPasskeys(auth: Auth, userId: string): Promise<readonly OwnPasskey[]> {
	const { adapter } = await auth.$context;
	const where = [{ field: "userId", value: userId }];
	const stored = await adapter.findMany<Stored>({
		model: "passkey",
		where,
		sortBy: { field: "createdAt", direction: "asc" },
	});
	return stored.map(({ id, name, createdAt, backedUp }) => ({
		id,
		name: name || "Passkey",
		createdAt: createdAt ?? null,
		isBackedUp: backedUp,
	}));
}
