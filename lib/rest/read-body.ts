import { failed, ok, type Result } from "#lib/domain/result.ts";

/** Of an API request's body. */
export const MAX_BODY_BYTES = 65_536;
const MAX_DEPTH = 40;

/**
 * The JSON of a request's body. No more of it is read than may be; text that no database holds (NUL, half a
 * character) and nesting without end are refused here, once for all.
 */
export async function readBody(request: Request): Promise<Result<unknown>> {
	if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES)
		return failed({ code: "REQUEST_TOO_LARGE" });
	const bytes = await readBytes(request.body);
	if (bytes === null) return failed({ code: "REQUEST_TOO_LARGE" });
	let value: unknown;
	try {
		value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
	} catch {
		return failed({ code: "INPUT_INVALID", detail: "The body is no JSON in UTF-8." });
	}
	return isPlain(value)
		? ok(value)
		: failed({ code: "INPUT_INVALID", detail: "The body holds text or nesting that cannot be kept." });
}

async function readBytes(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array | null> {
	if (body === null) return new Uint8Array();
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of body) {
		size += part.length;
		if (size > MAX_BODY_BYTES) return null;
		parts.push(part);
	}
	return Buffer.concat(parts);
}

/** Looks level by level, so that deep nesting costs no stack. */
function isPlain(value: unknown): boolean {
	let level: readonly unknown[] = [value];
	for (let depth = 0; level.length > 0; depth += 1) {
		if (depth > MAX_DEPTH) return false;
		const next: unknown[] = [];
		for (const each of level) {
			if (typeof each === "string" && !isStorable(each)) return false;
			if (typeof each !== "object" || each === null) continue;
			for (const [key, inner] of Object.entries(each)) {
				if (!isKey(key)) return false;
				next.push(inner);
			}
		}
		level = next;
	}
	return true;
}

/** No field of ours is named so, and Zod passes over it in silence instead of refusing it. */
export function isKey(name: string): boolean {
	return name !== "__proto__" && isStorable(name);
}

/** Whether the database can hold the text: PostgreSQL knows neither NUL nor half of a surrogate pair. */
export function isStorable(text: string): boolean {
	return text.isWellFormed() && !text.includes("\0");
}
