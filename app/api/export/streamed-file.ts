import type { Context } from "#lib/context.ts";
import { streamOf } from "../stream-of.ts";

const TYPES = { csv: "text/csv; charset=utf-8", json: "application/json" } as const;
export type FileFormat = keyof typeof TYPES;

export function isFileFormat(text: string): text is FileFormat {
	return Object.hasOwn(TYPES, text);
}

/** A file that is read as fast as it is taken, so that memory stays small. */
export function streamedFile(
	ctx: Context,
	{ name, format }: { readonly name: string; readonly format: FileFormat },
	pieces: AsyncGenerator<string>,
): Response {
	const stamp = ctx.now().toISOString().slice(0, 10);
	return new Response(streamOf(ctx, pieces), {
		headers: {
			"content-type": TYPES[format],
			"content-disposition": `attachment; filename="rolebridge-${name}-${stamp}.${format}"`,
			"cache-control": "no-store",
			"x-content-type-options": "nosniff",
		},
	});
}
