/** What is known of a request, by condition key in small letters. Absent: not known. Empty: the request has none. */
export type KnownContext = ReadonlyMap<string, readonly string[]>;

/** Keys have no case; what is given twice is not known. */
export function knownContext(context: Readonly<Record<string, readonly string[]>> = {}): KnownContext {
	const known = new Map<string, readonly string[]>();
	const given = Object.entries(context).map(([key, values]) => [key.toLowerCase(), values] as const);
	for (const [key, values] of given) {
		if (given.filter(([other]) => other === key).length === 1) known.set(key, values);
	}
	return known;
}

/**
 * A text of a policy with its variables filled in; null where one is not known, or would put a wildcard into the
 * text that is none.
 *
 * @example fillVariables("home/${aws:username}", new Map([["aws:username", ["ann"]]])) // "home/ann"
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function fillVariables(text: string, context: KnownContext): string | null {
	let isKnown = true;
	const filled = text.replace(/\$\{([^}]*)\}?/g, (_, name: string) => {
		if (name === "$") return "$";
		const values = context.get(name.toLowerCase()) ?? [];
		const [value = "*"] = values;
		if (values.length !== 1 || /[*?]/.test(value)) isKnown = false;
		return value;
	});
	return isKnown ? filled : null;
}

/** The text with every variable as a wildcard: what it cannot match so, it cannot match at all. */
export function withAnyVariables(text: string): string {
	return text.replace(/\$\{[^}]*\}?/g, "*");
}
