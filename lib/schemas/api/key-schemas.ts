import * as z from "zod/mini";
import { ROLES } from "#lib/domain/access.ts";
import { IdSchema, InstantSchema } from "./common.ts";

const ScopeSchema = z.object({
	harnessAccountRefs: z.array(z.string()),
	tags: z.array(z.object({ key: z.string(), value: z.string() })),
});

/** The key that a request came with. */
export const ApiOwnKeySchema = z.object({
	id: IdSchema,
	name: z.string(),
	role: z.enum(ROLES),
	scope: ScopeSchema.check(z.describe("What it is limited to; empty lists: no limit.")),
	createdAt: InstantSchema,
	expiresAt: InstantSchema,
	mode: z.enum(["sandbox", "live"]).check(z.describe("Of the installation.")),
});
