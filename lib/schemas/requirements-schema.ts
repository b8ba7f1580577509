import * as z from "zod/mini";
import { parsePolicyArn } from "#lib/domain/arn.ts";
import {
	AUTOSTOPPING_FEATURES,
	type AutoStoppingFeature,
	FEATURES,
	type Feature,
	MAX_GOVERNANCE_POLICIES,
} from "#lib/domain/features.ts";
import { ok } from "#lib/domain/result.ts";
import { parsed } from "./parsed.ts";

const policyArn = parsed((text) => {
	const result = parsePolicyArn(text);
	return result.ok ? ok(result.value.arn) : result;
});

/** Step 3. */
export const RequirementsSchema = z.object({
	features: z.array(z.enum(FEATURES)).check(z.minLength(1, "Choose at least one feature.")),
	autoStopping: z.array(z.enum(AUTOSTOPPING_FEATURES)),
	governancePolicyArns: z
		.array(policyArn)
		.check(
			z.maxLength(
				MAX_GOVERNANCE_POLICIES,
				`The role has room for ${MAX_GOVERNANCE_POLICIES} policies of your own.`,
			),
		),
	commitmentWrite: z.boolean(),
});

export type RequirementsForm = z.input<typeof RequirementsFormSchema>;
export type RequirementsOutput = z.output<typeof RequirementsFormSchema>;

/** The same as it is typed: policies one a line, and words instead of a yes or no. */
export const RequirementsFormSchema = z.pipe(
	z.object({
		features: z.array(z.enum(FEATURES)),
		autoStopping: z.array(z.enum(AUTOSTOPPING_FEATURES)),
		governancePolicyArns: z.string(),
		commitmentWrite: z.enum(["read", "read-write"]),
	}),
	z.pipe(
		z.transform(({ commitmentWrite, governancePolicyArns, ...typed }: TypedRequirements) => ({
			...typed,
			// Its field is on the page only with its feature: what nobody sees, nobody can put right.
			governancePolicyArns: typed.features.includes("GOVERNANCE") ? linesOf(governancePolicyArns) : [],
			commitmentWrite: commitmentWrite === "read-write",
		})),
		RequirementsSchema,
	),
);

type TypedRequirements = {
	readonly features: Feature[];
	readonly autoStopping: AutoStoppingFeature[];
	readonly governancePolicyArns: string;
	readonly commitmentWrite: "read" | "read-write";
};

function linesOf(text: string): string[] {
	return text.split(/[\s,]+/).filter((line) => line !== "");
}
