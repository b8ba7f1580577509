/** `null`: cannot be told from what is known. */
export type Tristate = boolean | null;

/** False wins, then "cannot tell". True of an empty list. */
export function allOf(values: readonly Tristate[]): Tristate {
	if (values.includes(false)) return false;
	return values.includes(null) ? null : true;
}

/** True wins, then "cannot tell". False of an empty list. */
export function anyOf(values: readonly Tristate[]): Tristate {
	if (values.includes(true)) return true;
	return values.includes(null) ? null : false;
}

export function not(value: Tristate): Tristate {
	return value === null ? null : !value;
}
