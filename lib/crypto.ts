import {
	createCipheriv,
	createDecipheriv,
	createHash,
	createPrivateKey,
	createPublicKey,
	hkdfSync,
	randomBytes,
	sign,
	verify,
} from "node:crypto";

/** Keys by id; the first one seals, all of them open. */
export type KeyRing = readonly { readonly id: string; readonly key: Uint8Array }[];

const KEY_BYTES = 32;

/**
 * Reads `ROLEBRIDGE_SECRET_KEYS`: `id:base64,id:base64`, newest first, 32 bytes each.
 * @throws with a sentence for the operator when a key is malformed or weak.
 */
export function parseKeyRing(text: string): KeyRing {
	const ring = text
		.split(",")
		.map((part) => part.trim())
		.filter(Boolean)
		.map(parseKey);
	if (ring.length === 0) throw new Error("ROLEBRIDGE_SECRET_KEYS holds no key.");
	if (new Set(ring.map((entry) => entry.id)).size < ring.length) {
		throw new Error("ROLEBRIDGE_SECRET_KEYS names the same key id twice.");
	}
	return ring;
}

function parseKey(part: string): KeyRing[number] {
	const [, id, base64] = /^([\w-]{1,32}):([A-Za-z0-9+/_-]+=*)$/.exec(part) ?? [];
	if (id === undefined || base64 === undefined) {
		throw new Error("ROLEBRIDGE_SECRET_KEYS must read id:base64, separated by commas.");
	}
	const key = Buffer.from(base64, "base64");
	if (key.length !== KEY_BYTES) {
		throw new Error(`Key "${id}" in ROLEBRIDGE_SECRET_KEYS has ${key.length} bytes; it needs ${KEY_BYTES}.`);
	}
	// Random bytes repeat seldom: fewer than 16 distinct ones in 32 means a typed or a test key.
	if (new Set(key).size < 16) {
		throw new Error(
			`Key "${id}" in ROLEBRIDGE_SECRET_KEYS is too weak: make one with openssl rand -base64 32.`,
		);
	}
	return { id, key };
}

/** Seals text with AES-256-GCM. `boundTo` names the row: sealed text moved to another row does not open. */
export type SecretBox = {
	seal(text: string, boundTo: string): string;
	open(sealed: string, boundTo: string): string;
	/** Whether the newest key sealed it: what an older one sealed waits for `npm run secrets:rotate`. */
	isNewest(sealed: string): boolean;
};

/** Whether a text looks as a secret box makes it. */
export function isSealed(text: string): boolean {
	return /^[\w-]{1,32}(\.[\w-]+){3}$/.test(text);
}

export function createSecretBox(ring: KeyRing): SecretBox {
	const newest = ring[0];
	if (newest === undefined) throw new Error("A secret box needs a key.");
	return {
		seal(text, boundTo) {
			const nonce = randomBytes(12);
			const cipher = createCipheriv("aes-256-gcm", newest.key, nonce).setAAD(Buffer.from(boundTo));
			const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
			return [newest.id, nonce, cipher.getAuthTag(), body].map(encodePart).join(".");
		},
		open(sealed, boundTo) {
			const [id, nonce, tag, body] = sealed.split(".");
			const key = ring.find((entry) => entry.id === id)?.key;
			if (key === undefined) throw new Error(`No key "${id}" in ROLEBRIDGE_SECRET_KEYS opens this secret.`);
			const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce ?? "", "base64url"));
			decipher.setAAD(Buffer.from(boundTo)).setAuthTag(Buffer.from(tag ?? "", "base64url"));
			return Buffer.concat([
				decipher.update(Buffer.from(body ?? "", "base64url")),
				decipher.final(),
			]).toString();
		},
		isNewest: (sealed) => sealed.startsWith(`${newest.id}.`),
	};
}

function encodePart(part: string | Buffer): string {
	return typeof part === "string" ? part : part.toString("base64url");
}

/** A key for one purpose, derived from the newest one: sessions never share a key with stored secrets. */
export function deriveSecret(ring: KeyRing, purpose: string): string {
	const newest = ring[0];
	if (newest === undefined) throw new Error("A derived secret needs a key.");
	return Buffer.from(hkdfSync("sha256", newest.key, "", purpose, KEY_BYTES)).toString("base64url");
}

/**
 * The same for every key of the ring, newest first: what an older one sealed still opens. The version is the same for
 * the same key id wherever it stands in the ring.
 */
export function deriveSecrets(ring: KeyRing, purpose: string): readonly VersionedSecret[] {
	return ring.map((entry) => ({
		version: createHash("sha256").update(entry.id).digest().readUInt32BE() % 2 ** 31,
		value: deriveSecret([entry], purpose),
	}));
}
type VersionedSecret = { readonly version: number; readonly value: string };

export function sha256Hex(data: string | Uint8Array): string {
	return createHash("sha256").update(data).digest("hex");
}

/** Signs what leaves the house, so that a reader can tell later whether it was changed. Ed25519, base64url. */
export type Signer = {
	/** SubjectPublicKeyInfo, DER. */
	readonly publicKey: string;
	sign(text: string): string;
};

/** An Ed25519 private key in PKCS #8 is this prefix and 32 bytes of seed: RFC 8410, section 7. */
const ED25519_PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

/** `seed`: 32 bytes in base64url, as deriveSecret() gives them; the same seed is the same key. */
export function createSigner(seed: string): Signer {
	const der = Buffer.concat([ED25519_PKCS8, Buffer.from(seed, "base64url")]);
	const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
	const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).toString("base64url");
	return { publicKey, sign: (text) => sign(null, Buffer.from(text), key).toString("base64url") };
}

/** False as well where key or signature cannot be read. */
export function isSignatureOf(text: string, publicKey: string, signature: string): boolean {
	try {
		const der = Buffer.from(publicKey, "base64url");
		const key = createPublicKey({ key: der, format: "der", type: "spki" });
		return (
			key.asymmetricKeyType === "ed25519" &&
			verify(null, Buffer.from(text), key, Buffer.from(signature, "base64url"))
		);
	} catch {
		return false;
	}
}
