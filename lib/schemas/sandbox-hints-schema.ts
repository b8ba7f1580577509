import * as z from "zod/mini";

/** ROLEBRIDGE_SANDBOX_HINTS: what the sandbox was seeded with, set by the starter. */
export const SandboxHintsSchema = z.array(
	z.object({ label: z.string().check(z.minLength(1)), value: z.string().check(z.minLength(1)) }),
);
export type SandboxHint = z.output<typeof SandboxHintsSchema>[number];
