/**
 * IAM's wildcard matching: `*` stands for any run of characters, none included, `?` for exactly one.
 * Case counts. Takes time in proportion to pattern + text, so a pattern out of a stranger's policy cannot hang the
 * process; only where a `?` stands between two stars it may take their product.
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
	const parts = pattern.split("*");
	const [first = ""] = parts;
	if (parts.length === 1) return pattern.length === text.length && isAt(pattern, text, 0, mayStandFor);
	if (pattern.length - (parts.length - 1) > text.length) return false;
	const last = parts.at(-1) ?? "";
	const end = text.length - last.length;
	if (!isAt(first, text, 0, mayStandFor) || !isAt(last, text, end, mayStandFor)) return false;
	// The earliest place of each part leaves the most room for those after it.
	let from = first.length;
	for (const part of parts.slice(1, -1)) {
		if (part === "") continue;
		const found = part.includes("?")
			? findLoosely(part, text, from, mayStandFor)
			: findExactly(part, text, from);
		if (found < 0 || found + part.length > end) return false;
		from = found + part.length;
	}
	return true;
}

function isAt(part: string, text: string, at: number, mayStandFor: (character: string) => boolean): boolean {
	for (let i = 0; i < part.length; i++) {
		const character = text.charAt(at + i);
		if (part[i] === "?" ? !mayStandFor(character) : part[i] !== character) return false;
	}
	return true;
}

function findLoosely(
	part: string,
	text: string,
	from: number,
	mayStandFor: (character: string) => boolean,
): number {
	for (let at = from; at + part.length <= text.length; at++) {
		if (isAt(part, text, at, mayStandFor)) return at;
	}
	return -1;
}

/** `indexOf` has no bound of its own that a long part could not be made for. */
function findExactly(part: string, text: string, from: number): number {
	if (part.length <= SHORT) return text.indexOf(part, from);
	const borders = bordersOf(part);
	let matched = 0;
	for (let at = from; at < text.length; at++) {
		while (matched > 0 && part[matched] !== text[at]) matched = borders[matched - 1] ?? 0;
		if (part[matched] === text[at]) matched++;
		if (matched === part.length) return at + 1 - matched;
	}
	return -1;
}

const SHORT = 16;

/** For each beginning of the part: how long the longest ending of it is that begins the part as well (Knuth–Morris–Pratt). */
function bordersOf(part: string): readonly number[] {
	const borders = [0];
	let border = 0;
	for (let at = 1; at < part.length; at++) {
		while (border > 0 && part[border] !== part[at]) border = borders[border - 1] ?? 0;
		if (part[border] === part[at]) border++;
		borders.push(border);
	}
	return borders;
}

function isAnything(): boolean {
	return true;
}

/** Whether the text holds `*` or `?`. */
export function hasWildcard(text: string): boolean {
	return text.includes("*") || text.includes("?");
}
