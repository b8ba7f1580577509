import * as z from "zod/mini";
import { FailureCodeSchema, InstantSchema, MaybeInstantSchema } from "./common.ts";
import { ApiOperationSchema } from "./operation-schemas.ts";

export const ApiCheckSchema = z.object({
	id: z.string().check(z.describe("For example `role-assumable` or `permissions:BILLING`.")),
	title: z.string(),
	outcome: z
		.enum(["passed", "failed", "warning", "waiting", "unknown", "skipped"])
		.check(z.describe("`waiting`: not expected to work yet. `unknown`: could not tell; never passed.")),
	isExpired: z.boolean().check(z.describe("Older than its limit: it proves nothing any more.")),
	code: z.nullable(FailureCodeSchema),
	observed: z.string(),
	fixes: z.array(z.string()),
	details: z
		.nullable(z.record(z.string(), z.unknown()))
		.check(z.describe("The facts behind it; null for keys that may not see them (viewer).")),
	requestId: z.nullable(z.string()).check(z.describe("AWS's id of the deciding call.")),
	region: z.nullable(z.string()),
	durationMs: z.number(),
	checkedAt: InstantSchema,
	validUntil: MaybeInstantSchema,
});
export type ApiCheck = z.infer<typeof ApiCheckSchema>;

export const ApiChecksSchema = z.object({
	items: z.array(ApiCheckSchema),
	run: z
		.nullable(ApiOperationSchema)
		.check(z.describe("The newest full verification; null: none was asked for.")),
});
