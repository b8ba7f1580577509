/**
 * IAM's wildcard matching: `*` stands for any run of characters, none included, `?` for exactly one.
 * Case counts. Takes time in proportion to pattern × text at worst and never backtracks further
 * than the last `*`, so a pattern out of a stranger's policy cannot hang the process.
 *
 * @param mayStandFor narrows what a `?` stands for: with patterns as text, where a `*` is no single character
 * @example matchesWildcard("rolebridge-*", "rolebridge-check") // true
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function matchesWildcard(
	pattern: string,
	text: string,
	mayStandFor: (character: string) => boolean = isAnything,
): boolean {
	let p = 0;
	let t = 0;
	let starAt = -1;
	let resumeAt = 0;
	while (t < text.length) {
		const wanted = pattern[p];
		const character = text.charAt(t);
		if (wanted === "*") {
			starAt = p++;
			resumeAt = t;
		} else if (p < pattern.length && (wanted === "?" ? mayStandFor(character) : wanted === character)) {
			p++;
			t++;
		} else if (starAt >= 0) {
			p = starAt + 1;
			t = ++resumeAt;
		} else {
			return false;
		}
	}
	while (pattern[p] === "*") p++;
	return p === pattern.length;
}

function isAnything(): boolean {
	return true;
}

/** Whether the text holds `*` or `?`. */
export function hasWildcard(text: string): boolean {
	return text.includes("*") || text.includes("?");
}
