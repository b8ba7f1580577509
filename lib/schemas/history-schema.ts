import * as z from "zod/mini";

/** Which check's history, and the time before which the page ends. */
export const HistoryQuerySchema = z.object({
	check: z.string().check(z.regex(/^[a-z-]{1,40}(:[A-Z_]{1,40})?$/, "This is no check's id.")),
	before: z.optional(z.iso.datetime()),
});
