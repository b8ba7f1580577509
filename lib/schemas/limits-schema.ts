import * as z from "zod/mini";
import { failed, ok } from "#lib/domain/result.ts";
import { TagKeySchema } from "./overview-schema.ts";
import { parsed } from "./parsed.ts";

/** A whole number as typed; one that was parsed already stays as it is. */
function wholeNumber(from: number, to: number, what: string) {
	const message = `Enter a whole number of ${what} from ${from} to ${to}.`;
	return z.pipe(
		z.union([z.string(), z.number()]),
		z.pipe(
			z.transform((given: string | number) => String(given)),
			parsed((text) => {
				const value = /^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
				return value >= from && value <= to ? ok(value) : failed({ message });
			}, 32),
		),
	);
}

export const LimitsSchema = z.object({
	stsRequestsPerSecond: wholeNumber(10, 600, "requests"),
	harnessRequestsPerMinute: wholeNumber(30, 1_000, "requests"),
	resultRetentionDays: wholeNumber(7, 400, "days"),
	ownerTag: TagKeySchema,
});
