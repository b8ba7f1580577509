/** A part of a body. Harness adds fields over time: every level keeps what it does not know. */
export type Open = { readonly [field: string]: unknown };

/** One field that this product owns, as it is and as it ought to be; an empty text where there is nothing. */
export type FieldDifference = { readonly path: string; readonly from: string; readonly to: string };

/**
 * The fields of a body, but for those that are named.
 *
 * @example without({ region: "us-east-1", s3Prefix: "cur" }, "region") // { s3Prefix: "cur" }
 */
export function without(object: Open, ...fields: readonly string[]): Open {
	return Object.fromEntries(Object.entries(object).filter(([field]) => !fields.includes(field)));
}

/**
 * A body's tags with these keys, by their paths: as JSON, so that an empty tag is not a missing one.
 *
 * @example tagFields({ tags: { team: "data" } }, ["team", "env"]) // { "tags.team": "\"data\"", "tags.env": "null" }
 */
export function tagFields(
	of: { readonly tags?: Readonly<Record<string, string>> | null },
	keys: readonly string[],
): Record<string, string> {
	const tags = new Map(Object.entries(of.tags ?? {}));
	return Object.fromEntries(keys.map((key) => [`tags.${key}`, JSON.stringify(tags.get(key) ?? null)]));
}

/**
 * Which fields of two bodies differ, by their paths. Tags (`tagFields`) are shown as they are, not as JSON.
 *
 * @param paths in the order in which they are told
 */
export function differing(
	paths: readonly string[],
	from: Readonly<Record<string, string>>,
	to: Readonly<Record<string, string>>,
): readonly FieldDifference[] {
	return paths.flatMap((path) =>
		from[path] === to[path] ? [] : [{ path, from: shown(path, from[path]), to: shown(path, to[path]) }],
	);
}

function shown(path: string, value = ""): string {
	if (!path.startsWith("tags.")) return value;
	const text: unknown = JSON.parse(value);
	return typeof text === "string" ? text : "";
}
