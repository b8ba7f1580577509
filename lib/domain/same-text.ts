/**
 * Whether two texts are the same, in a time that does not tell where they differ. Their lengths are no secret.
 *
 * @example isSameText(sha256Hex(given), storedHash)
 */
export function isSameText(one: string, other: string): boolean {
	if (one.length !== other.length) return false;
	let difference = 0;
	for (let index = 0; index < one.length; index += 1) {
		difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
	}
	return difference === 0;
}
