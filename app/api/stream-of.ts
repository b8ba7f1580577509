import type { Context } from "#lib/context.ts";

/** Text or bytes that are written as fast as they are taken, so that memory stays small. */
export function streamOf(
	ctx: Context,
	pieces: AsyncGenerator<string | Uint8Array>,
): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream({
		async pull(controller) {
			try {
				const { value, done } = await pieces.next();
				if (done === true) controller.close();
				else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
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
