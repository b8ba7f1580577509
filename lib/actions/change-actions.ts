"use server";

import { revalidatePath } from "next/cache";
import { askNow } from "#lib/lifecycle/ask-now.ts";
import { cancelFeatures } from "#lib/lifecycle/cancel-features.ts";
import { confirmFeatures } from "#lib/lifecycle/confirm-features.ts";
import { declineTemplate } from "#lib/lifecycle/decline-template.ts";
import { dropShrink } from "#lib/lifecycle/drop-shrink.ts";
import { requestFeatures } from "#lib/lifecycle/request-features.ts";
import { cancelRotation } from "#lib/lifecycle/rotation/cancel-rotation.ts";
import { commitRotation } from "#lib/lifecycle/rotation/commit-rotation.ts";
import { startRotation } from "#lib/lifecycle/rotation/start-rotation.ts";
import { ChangeSchema, ConnectorTargetSchema, RequestFeaturesSchema } from "#lib/schemas/change-schemas.ts";
import { actionFor } from "./action-client.ts";
import { saved } from "./saved.ts";

export const requestFeaturesAction = actionFor("requestFeaturesAction")
	.inputSchema(RequestFeaturesSchema)
	.action(async ({ parsedInput, ctx }) => saved(await requestFeatures(ctx.context, parsedInput)));

export const cancelFeaturesAction = actionFor("cancelFeaturesAction")
	.inputSchema(ChangeSchema)
	.action(async ({ parsedInput, ctx }) => saved(await cancelFeatures(ctx.context, parsedInput)));

export const confirmStackUpdatedAction = actionFor("confirmStackUpdatedAction")
	.inputSchema(ChangeSchema)
	.action(async ({ parsedInput, ctx }) =>
		saved(await confirmFeatures(ctx.context, { ...parsedInput, what: "stack-updated" })),
	);

export const overwriteInHarnessAction = actionFor("overwriteInHarnessAction")
	.inputSchema(ChangeSchema)
	.action(async ({ parsedInput, ctx }) =>
		saved(await confirmFeatures(ctx.context, { ...parsedInput, what: "overwrite" })),
	);

export const dropShrinkAction = actionFor("dropShrinkAction")
	.inputSchema(ConnectorTargetSchema)
	.action(async ({ parsedInput, ctx }) => saved(await dropShrink(ctx.context, parsedInput)));

export const askNowAction = actionFor("askNowAction")
	.inputSchema(ConnectorTargetSchema)
	.action(async ({ parsedInput, ctx }) => askNow(ctx.context, parsedInput));

export const declineTemplateAction = actionFor("declineTemplateAction")
	.inputSchema(ConnectorTargetSchema)
	.action(async ({ parsedInput, ctx }) => {
		const declined = await declineTemplate(ctx.context, parsedInput);
		if (declined.ok) revalidatePath(`/connectors/${parsedInput.connectorId}`, "layout");
		return declined;
	});

export const reconsiderTemplateAction = actionFor("reconsiderTemplateAction")
	.inputSchema(ConnectorTargetSchema)
	.action(async ({ parsedInput, ctx }) => {
		const wanted = await declineTemplate(ctx.context, { ...parsedInput, isDeclined: false });
		if (wanted.ok) revalidatePath(`/connectors/${parsedInput.connectorId}`, "layout");
		return wanted;
	});

export const startRotationAction = actionFor("startRotationAction")
	.inputSchema(ChangeSchema)
	.action(async ({ parsedInput, ctx }) => saved(await startRotation(ctx.context, parsedInput)));

export const commitRotationAction = actionFor("commitRotationAction")
	.inputSchema(ChangeSchema)
	.action(async ({ parsedInput, ctx }) => saved(await commitRotation(ctx.context, parsedInput)));

export const cancelRotationAction = actionFor("cancelRotationAction")
	.inputSchema(ChangeSchema)
	.action(async ({ parsedInput, ctx }) => saved(await cancelRotation(ctx.context, parsedInput)));
