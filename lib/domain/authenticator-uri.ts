const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * Base32 without padding, as authenticator apps take secrets: RFC 4648, section 6.
 *
 * @example base32(new TextEncoder().encode("foobar")) // "MZXW6YTBOI"
 */
export function base32(bytes: Uint8Array): string {
	let text = "";
	let held = 0;
	let bits = 0;
	for (const byte of bytes) {
		held = (held << 8) | byte;
		bits += 8;
		while (bits >= 5) {
			bits -= 5;
			text += ALPHABET[(held >> bits) & 31];
		}
		held &= (1 << bits) - 1;
	}
	return bits === 0 ? text : text + ALPHABET[(held << (5 - bits)) & 31];
}

type Authenticator = { readonly issuer: string; readonly account: string; readonly secret: string };

/**
 * The address behind the QR code of an authenticator app: six digits, every 30 seconds. The secret's own bytes are the
 * key. Source: github.com/google/google-authenticator/wiki/Key-Uri-Format.
 *
 * @example authenticatorUri({ issuer: "Rolebridge", account: "ann@example.com", secret }) // "otpauth://totp/Rolebridge:ann%40example.com?…"
 */
export function authenticatorUri({ issuer, account, secret }: Authenticator): string {
	const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
	const query = new URLSearchParams({
		secret: base32(new TextEncoder().encode(secret)),
		issuer,
		algorithm: "SHA1",
		digits: "6",
		period: "30",
	});
	return `otpauth://totp/${label}?${query}`;
}
