import { createHash, generateKeyPairSync, sign } from "node:crypto";
import type { Prisma } from "#lib/db/client.ts";

/** The user was there, and showed by PIN, fingerprint or face that they hold it (WebAuthn, section 6.1). */
const PRESENT_AND_VERIFIED = 0x05;
/** A COSE key of ES256 as CBOR: what stands before its two coordinates. */
const COSE_BEFORE_X = Buffer.from("a5010203262001215820", "hex");
const COSE_BEFORE_Y = Buffer.from("225820", "hex");

/** A passkey that somebody has at localhost, with the device that answers for it. */
export async function addPasskey(prisma: Prisma, userId: string) {
	const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
	const { x = "", y = "" } = publicKey.export({ format: "jwk" });
	const [atX, atY] = [Buffer.from(x, "base64url"), Buffer.from(y, "base64url")];
	const cose = Buffer.concat([COSE_BEFORE_X, atX, COSE_BEFORE_Y, atY]);
	const id = Buffer.from(`passkey of ${userId}`).toString("base64url");
	await prisma.passkey.create({
		data: {
			...{ id, userId, credentialID: id, name: "Laptop", publicKey: cose.toString("base64") },
			...{ counter: 0, deviceType: "singleDevice", backedUp: false },
		},
	});
	return {
		id,
		/** What the browser sends for a challenge. */
		answer(challenge: string) {
			const data = { type: "webauthn.get", challenge, origin: "http://localhost:3000", crossOrigin: false };
			const clientData = Buffer.from(JSON.stringify(data));
			const forSite = createHash("sha256").update("localhost").digest();
			const authenticatorData = Buffer.concat([forSite, Buffer.from([PRESENT_AND_VERIFIED, 0, 0, 0, 0])]);
			const hash = createHash("sha256").update(clientData).digest();
			return {
				...{ id, rawId: id, type: "public-key", clientExtensionResults: {} },
				response: {
					clientDataJSON: clientData.toString("base64url"),
					authenticatorData: authenticatorData.toString("base64url"),
					signature: sign("sha256", Buffer.concat([authenticatorData, hash]), privateKey).toString(
						"base64url",
					),
				},
			};
		},
	};
}
