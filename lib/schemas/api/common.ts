import * as z from "zod/mini";
import { FAILURE_CODES } from "#lib/domain/failures.ts";
import { FEATURES } from "#lib/domain/features.ts";
import { ConnectorIdSchema } from "../step-input.ts";

/** The most that one page of a list holds. */
export const MAX_PAGE_SIZE = 100;
const DEFAULT_PAGE_SIZE = 50;

export const IdSchema = ConnectorIdSchema;
export const InstantSchema = z.iso.datetime();
export const MaybeInstantSchema = z.nullable(InstantSchema);
export const FeatureSchema = z.enum(FEATURES);
export const FailureCodeSchema = z.enum(FAILURE_CODES).check(z.describe("See docs/failures/<CODE>.md."));
export const TagsSchema = z.record(z.string(), z.string());

/** Where the page before ended; made by us, opaque to everybody else. */
const CursorSchema = z
	.string()
	.check(z.regex(/^[A-Za-z0-9_-]{1,1000}$/), z.describe("`next` of the page before."));

/** Tells the API's description that the text of a parameter is a whole number, and from where to where. */
export const WHOLE_NUMBER = "x-whole-number";

/** A parameter of a URL that holds a whole number. */
function wholeNumber(name: string, least: number, most: number) {
	const message = `${name} is a whole number from ${least} to ${most}.`;
	return z.pipe(
		z
			.string()
			.check(z.regex(/^[0-9]{1,6}$/, message), z.meta({ [WHOLE_NUMBER]: { minimum: least, maximum: most } })),
		z.pipe(
			z.transform((text: string) => Number(text)),
			z.int().check(z.minimum(least, message), z.maximum(most, message)),
		),
	);
}

export const PageQuerySchema = {
	limit: z._default(
		wholeNumber("limit", 1, MAX_PAGE_SIZE).check(z.describe("How many at most.")),
		DEFAULT_PAGE_SIZE,
	),
	cursor: z.optional(CursorSchema),
};

/** One page of a list. */
export function pageOf<Item extends z.ZodMiniType>(item: Item) {
	return z.object({
		items: z.array(item),
		next: z
			.nullable(z.string())
			.check(z.describe("What to hand as `cursor` for the next page; null: this is the last one.")),
	});
}

/** RFC 9457. */
export const ProblemSchema = z.object({
	type: z.string().check(z.describe("urn:rolebridge:failure:<CODE>")),
	title: z.string(),
	status: z.int(),
	detail: z.string(),
	code: FailureCodeSchema,
	field: z.optional(z.string().check(z.describe("The field or parameter that it is about."))),
});
