"use server";

import { ok } from "#lib/domain/result.ts";
import { askPermissions } from "#lib/permissions/ask-permissions.ts";
import { AskPermissionsSchema } from "#lib/schemas/permission-schemas.ts";
import { actionFor } from "./action-client.ts";

export const askPermissionsAction = actionFor("askPermissionsAction")
	.inputSchema(AskPermissionsSchema)
	.action(async ({ parsedInput, ctx }) => {
		const asked = await askPermissions(ctx.context, parsedInput);
		return asked.ok ? ok({ id: asked.value.id }) : asked;
	});
