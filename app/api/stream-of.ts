import type { Context } from "#lib/context.ts";

/** Text that is written as fast as it is taken, so that memory stays small. */
export function streamOf(ctx: Context, pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
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
