const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** 20 characters, 100 random bits: an id that can stand in a URL and cannot be guessed. */
export function newId(randomBytes: (length: number) => Uint8Array): string {
	return Array.from(randomBytes(20), (byte) => ALPHABET[byte % ALPHABET.length]).join("");
}
