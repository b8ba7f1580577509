import { symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { describe, expect, it } from "vitest";
import { parseKeyRing } from "#lib/crypto.ts";
import { resealSecondFactors, sessionSecrets } from "./reseal-second-factors.ts";

const key = (factor: number) =>
	Buffer.from(Array.from({ length: 32 }, (_, index) => (index * factor + 3) % 256)).toString("base64");
const configOf = (keys: string) => {
	const secrets = sessionSecrets(parseKeyRing(keys));
	return {
		keys: new Map(secrets.map((each) => [each.version, each.value])),
		currentVersion: secrets[0]?.version ?? 0,
	};
};
const OLD = `old:${key(7)}`;
const NEW = `new:${key(11)}`;

describe("rotating the key of second factors", () => {
	it("leaves them readable by the new key alone, and has nothing to do the second time", async () => {
		const sealed = async (data: string) => symmetricEncrypt({ key: configOf(OLD), data });
		const row = { id: "1", secret: await sealed("totp secret"), backupCodes: await sealed('["a-1"]') };
		const database = {
			twoFactor: {
				findMany: async () => [{ ...row }],
				updateMany: async ({ where, data }: { where: typeof row; data: Partial<typeof row> }) => {
					if (where.secret !== row.secret) return { count: 0 };
					Object.assign(row, data);
					return { count: 1 };
				},
			},
		};
		const ring = parseKeyRing(`${NEW},${OLD}`);
		expect(await resealSecondFactors(database, ring)).toBe(1);
		expect(await symmetricDecrypt({ key: configOf(NEW), data: row.secret })).toBe("totp secret");
		expect(await symmetricDecrypt({ key: configOf(NEW), data: row.backupCodes })).toBe('["a-1"]');
		await expect(symmetricDecrypt({ key: configOf(OLD), data: row.secret })).rejects.toThrow();
		expect(await resealSecondFactors(database, ring)).toBe(0);
	});

	it("names the same key by the same version wherever it stands", () => {
		const versions = (keys: string) =>
			new Map(sessionSecrets(parseKeyRing(keys)).map((each) => [each.value, each.version]));
		expect(versions(`${OLD},${NEW}`)).toEqual(versions(`${NEW},${OLD}`));
	});
});
