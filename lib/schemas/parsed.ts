import * as z from "zod/mini";
import type { Result } from "#lib/domain/result.ts";

/** A text field that one of the domain's parsers reads: its problem is the field's error. */
export function parsed<T>(
	parse: (text: string) => Result<T, { readonly message: string }>,
	maxLength = 2_048,
) {
	return z.pipe(
		z.string().check(z.maxLength(maxLength, "This is too long.")),
		z.transform((text: string, context) => {
			const result = parse(text);
			if (result.ok) return result.value;
			context.issues.push({ code: "custom", message: result.failure.message, input: text });
			return z.NEVER;
		}),
	);
}

/** The same, where an empty field means "the default" and stays empty. */
export function parsedOrEmpty<T extends string>(
	parse: (text: string) => Result<T, { readonly message: string }>,
) {
	return parsed<T | "">((text) => (text.trim() === "" ? { ok: true, value: "" } : parse(text)));
}
