import * as z from "zod/mini";
import { StartOperationSchema } from "../operation-schema.ts";
import {
	FailureCodeSchema,
	IdSchema,
	InstantSchema,
	MaybeInstantSchema,
	PageQuerySchema,
	pageOf,
} from "./common.ts";

const count = z.int().check(z.minimum(0));

export const OPERATION_KINDS = [
	"verification",
	"check",
	"resume",
	"offboard",
	"decline-template",
	"add-proof",
	"pause",
	"add-tag",
	"remove-tag",
	"adopt",
	"register",
] as const;

export const ApiOperationSchema = z.object({
	id: IdSchema,
	kind: z
		.enum(OPERATION_KINDS)
		.check(
			z.describe("`verification`: every check of one connector. All others: one act on many connectors."),
		),
	state: z
		.enum(["queued", "running", "done", "stopped", "crashed"])
		.check(z.describe("Nothing more happens after done, stopped and crashed.")),
	connectorId: z.nullable(IdSchema).check(z.describe("Of a verification; null otherwise.")),
	total: count,
	counts: z.object({ queued: count, done: count, failed: count, skipped: count }),
	startedBy: z.nullable(z.string()),
	createdAt: InstantSchema,
	finishedAt: MaybeInstantSchema,
	failed: z
		.array(z.object({ subject: z.string(), name: z.nullable(z.string()), code: FailureCodeSchema }))
		.check(z.describe("At most 20 of what failed.")),
});
export type ApiOperation = z.infer<typeof ApiOperationSchema>;

export const ApiOperationPageSchema = pageOf(ApiOperationSchema);
export const ListOperationsQuerySchema = z.strictObject(PageQuerySchema);

/** The same act and subjects as the dashboard's own. */
export const ApiStartOperationSchema = StartOperationSchema;
