"use server";

import { revalidatePath } from "next/cache";
import { saveStream } from "#lib/audit/save-stream.ts";
import { ok } from "#lib/domain/result.ts";
import { SaveAuditStreamSchema } from "#lib/schemas/audit-schemas.ts";
import { actionFor } from "./action-client.ts";

/** The answer holds a new signing key, if one was made: it is never told again. */
export const saveAuditStreamAction = actionFor("saveAuditStreamAction")
	.inputSchema(SaveAuditStreamSchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const saved = await saveStream(context, parsedInput);
		if (!saved.ok) return saved;
		revalidatePath("/audit", "layout");
		return ok({ secret: saved.value.secret });
	});
