import { failed, ok, type Result } from "#lib/domain/result.ts";
import { isKey, isStorable } from "./read-body.ts";

/** A URL's parameters, each once: a program that says a thing twice has not said what it means. */
export function readQuery(params: URLSearchParams): Result<Readonly<Record<string, string>>> {
	const query = new Map<string, string>();
	for (const [name, value] of params) {
		const field = name.slice(0, 100);
		if (query.has(name))
			return failed({ code: "INPUT_INVALID", field, detail: "The parameter is given twice." });
		if (!isKey(name) || !isStorable(value))
			return failed({ code: "INPUT_INVALID", detail: "A parameter holds text that cannot be read." });
		query.set(name, value);
	}
	return ok(Object.fromEntries(query));
}
