"use server";

import { revalidatePath } from "next/cache";
import { createKey } from "#lib/api-keys/create-key.ts";
import { revokeKey } from "#lib/api-keys/revoke-key.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { CreateKeySchema, KeyIdSchema } from "#lib/schemas/api-key-schemas.ts";
import { actionFor } from "./action-client.ts";

const PAGE = "/settings/api-keys";

/** The answer holds the key: it is never told again. */
export const createKeyAction = actionFor("createKeyAction")
	.inputSchema(CreateKeySchema)
	.action(async ({ parsedInput, ctx: { context } }) => {
		const created = await createKey(context, parsedInput);
		if (created.ok) revalidatePath(PAGE);
		return created;
	});

export const revokeKeyAction = actionFor("revokeKeyAction")
	.inputSchema(KeyIdSchema)
	.action(async ({ parsedInput, ctx: { context } }): Promise<Result<true>> => {
		const revoked = await revokeKey(context, parsedInput);
		if (!revoked.ok) return revoked;
		revalidatePath(PAGE);
		return ok(true);
	});
