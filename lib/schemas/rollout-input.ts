import * as z from "zod/mini";
import { ROLLOUT_STEPS } from "#lib/domain/rollout/steps.ts";
import { draftValues } from "./step-input.ts";

export const RolloutIdSchema = z.string().check(z.regex(/^[a-z0-9]{20}$/, "This is no rollout's id."));

/** What every saving action of the rollout wizard is handed: which rollout, which version of it was on screen. */
export const RolloutVersionSchema = {
	rolloutId: RolloutIdSchema,
	version: z.int().check(z.positive()),
};

export type RolloutDraftInput = z.input<typeof RolloutDraftSchema>;

/** Unsaved typing of a step; a list of 10,000 accounts must find room. */
export const RolloutDraftSchema = z.object({
	rolloutId: RolloutIdSchema,
	/** `guide`: what is ticked of the console guide. */
	step: z.enum([...ROLLOUT_STEPS, "guide"]),
	values: draftValues(900_000),
});

/** What is ticked of the console guide, by the steps' numbers. */
export const GuideTicksSchema = z.object({ ticks: z.array(z.string().check(z.maxLength(8))) });
