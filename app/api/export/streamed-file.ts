import type { Context } from "#lib/context.ts";

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

function streamOf(ctx: Context, pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream({
		async pull(controller) {
			try {
				const { value, done } = await pieces.next();
				if (done === true) controller.close();
				else controller.enqueue(encoder.encode(value));
			} catch (error) {
				const name = error instanceof Error ? error.name : "unknown";
				ctx.log.error({ event: "export-crashed", error: name }, "export crashed");
				// Cut off, so that nobody takes the beginning for the whole.
				controller.error(error);
			}
		},
		async cancel() {
			await pieces.return(undefined);
		},
	});
}
