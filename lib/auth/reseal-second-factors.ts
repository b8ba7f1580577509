import { parseEnvelope, type SecretConfig, symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { deriveSecrets, type KeyRing } from "#lib/crypto.ts";

type Row = { readonly id: string; readonly secret: string; readonly backupCodes: string };
type TwoFactors = {
	readonly twoFactor: {
		findMany(query: { select: Record<keyof Row, true> }): Promise<Row[]>;
		updateMany(change: { where: Row; data: Partial<Row> }): Promise<{ count: number }>;
	};
};

/** The key that better-auth seals second factors with, for each key of the ring; sessions are signed by the first. */
export function sessionSecrets(ring: KeyRing) {
	return deriveSecrets(ring, "sessions");
}

/**
 * Seals second factors with the newest key, as lib/db/reseal.ts does with everything else. A row is replaced only if it
 * still holds what was read: a backup code used in between stays used.
 */
export async function resealSecondFactors(database: TwoFactors, ring: KeyRing): Promise<number> {
	const key = secretConfigOf(ring);
	const rows = await database.twoFactor.findMany({ select: { id: true, secret: true, backupCodes: true } });
	let count = 0;
	for (const row of rows) {
		if ([row.secret, row.backupCodes].every((text) => isNewest(text, key))) continue;
		const again = async (data: string) =>
			symmetricEncrypt({ key, data: await symmetricDecrypt({ key, data }) });
		const data = { secret: await again(row.secret), backupCodes: await again(row.backupCodes) };
		count += (await database.twoFactor.updateMany({ where: row, data })).count;
	}
	return count;
}

function isNewest(text: string, { currentVersion }: SecretConfig): boolean {
	return parseEnvelope(text)?.version === currentVersion;
}

function secretConfigOf(ring: KeyRing): SecretConfig {
	const secrets = sessionSecrets(ring);
	const newest = secrets[0];
	if (newest === undefined) throw new Error("ROLEBRIDGE_SECRET_KEYS holds no key.");
	return {
		keys: new Map(secrets.map(({ version, value }) => [version, value])),
		currentVersion: newest.version,
	};
}
