"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import * as z from "zod/mini";
import { ok, type Result } from "#lib/domain/result.ts";
import { LAUNCH_WAYS, type Rollout } from "#lib/domain/rollout.ts";
import { beginNextWave } from "#lib/organizations/begin-next-wave.ts";
import { createRollout } from "#lib/organizations/create-rollout.ts";
import { deleteRollout } from "#lib/organizations/delete-rollout.ts";
import { endRollout } from "#lib/organizations/end-rollout.ts";
import { markRolloutLaunched } from "#lib/organizations/mark-launched.ts";
import { saveFeaturesStep } from "#lib/organizations/save-features-step.ts";
import { saveLaunchStep } from "#lib/organizations/save-launch-step.ts";
import { saveOrganizationStep } from "#lib/organizations/save-organization-step.ts";
import { RolloutFeaturesSchema } from "#lib/schemas/rollout-features-schema.ts";
import { RolloutIdSchema, RolloutVersionSchema } from "#lib/schemas/rollout-input.ts";
import { LaunchOptionsSchema } from "#lib/schemas/rollout-launch-schema.ts";
import { OrganizationStepSchema } from "#lib/schemas/rollout-organization-schema.ts";
import { actionFor } from "./action-client.ts";

function saved(result: Result<Rollout>): Result<{ version: number }> {
	if (!result.ok) return result;
	revalidatePath(`/organizations/${result.value.id}`, "layout");
	revalidatePath("/organizations");
	return ok({ version: result.value.version });
}

export const createRolloutAction = actionFor("createRolloutAction")
	.inputSchema(z.object({ kind: z.enum(["organization", "list"]) }))
	.action(async ({ parsedInput, ctx }) => {
		const created = await createRollout(ctx.context, parsedInput);
		if (!created.ok) return created;
		redirect(`/organizations/${created.value.id}/setup/organization`);
	});

export const saveOrganizationStepAction = actionFor("saveOrganizationStepAction")
	.inputSchema(z.object({ ...RolloutVersionSchema, organization: OrganizationStepSchema }))
	.action(async ({ parsedInput, ctx }) => saved(await saveOrganizationStep(ctx.context, parsedInput)));

export const saveFeaturesStepAction = actionFor("saveFeaturesStepAction")
	.inputSchema(z.object({ ...RolloutVersionSchema, features: RolloutFeaturesSchema }))
	.action(async ({ parsedInput, ctx }) => saved(await saveFeaturesStep(ctx.context, parsedInput)));

export const saveLaunchStepAction = actionFor("saveLaunchStepAction")
	.inputSchema(z.object({ ...RolloutVersionSchema, launch: LaunchOptionsSchema }))
	.action(async ({ parsedInput, ctx }) => saved(await saveLaunchStep(ctx.context, parsedInput)));

export const markRolloutLaunchedAction = actionFor("markRolloutLaunchedAction")
	.inputSchema(z.object({ rolloutId: RolloutIdSchema, way: z.enum(LAUNCH_WAYS) }))
	.action(async ({ parsedInput, ctx }) => saved(await markRolloutLaunched(ctx.context, parsedInput)));

export const beginNextWaveAction = actionFor("beginNextWaveAction")
	.inputSchema(z.object({ ...RolloutVersionSchema, force: z.boolean() }))
	.action(async ({ parsedInput, ctx }) => saved(await beginNextWave(ctx.context, parsedInput)));

export const endRolloutAction = actionFor("endRolloutAction")
	.inputSchema(z.object(RolloutVersionSchema))
	.action(async ({ parsedInput, ctx }) => saved(await endRollout(ctx.context, parsedInput)));

export const deleteRolloutAction = actionFor("deleteRolloutAction")
	.inputSchema(z.object(RolloutVersionSchema))
	// Nothing is shown anew by it: the page that was pressed on is of what is gone, and leads on by itself.
	.action(async ({ parsedInput, ctx }) => deleteRollout(ctx.context, parsedInput));
