"use server";

import * as z from "zod/mini";
import { applyPlan } from "#lib/organizations/apply-plan.ts";
import { retryFailed } from "#lib/organizations/retry-failed.ts";
import { startPlan } from "#lib/organizations/start-plan.ts";
import { RolloutIdSchema } from "#lib/schemas/rollout-input.ts";
import { actionFor } from "./action-client.ts";

export const startPlanAction = actionFor("startPlanAction")
	.inputSchema(z.strictObject({ rolloutId: RolloutIdSchema }))
	.action(({ parsedInput, ctx }) => startPlan(ctx.context, parsedInput));

export const applyPlanAction = actionFor("applyPlanAction")
	.inputSchema(z.strictObject({ planId: RolloutIdSchema }))
	.action(({ parsedInput, ctx }) => applyPlan(ctx.context, parsedInput));

export const retryFailedAction = actionFor("retryFailedAction")
	.inputSchema(z.strictObject({ operationId: RolloutIdSchema }))
	.action(({ parsedInput, ctx }) => retryFailed(ctx.context, parsedInput));
