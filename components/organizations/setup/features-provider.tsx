"use client";

import { createContext, type ReactNode, useContext } from "react";
import { useZodForm, type ZodForm } from "#components/form/zod-form.ts";
import { FeaturesWithin } from "#components/setup/features-context.tsx";
import type { PartCount } from "#components/setup/features-counts.ts";
import {
	RolloutFeaturesFormSchema,
	type RolloutFeaturesOutput,
	type RolloutFeaturesForm as Values,
} from "#lib/schemas/rollout-features-schema.ts";

export type RolloutFeaturesFormType = ZodForm<Values, RolloutFeaturesOutput>;

type Shared = { readonly form: RolloutFeaturesFormType; readonly parts: readonly PartCount[] };

const FormContext = createContext<Shared | null>(null);

type RolloutFeaturesProviderProps = {
	readonly defaultValues: Values;
	readonly parts: readonly PartCount[];
	readonly children: ReactNode;
};

/** Joins the step's form with the sum, beside the step, of what holds for every account. */
export function RolloutFeaturesProvider({ defaultValues, parts, children }: RolloutFeaturesProviderProps) {
	const form: RolloutFeaturesFormType = useZodForm({ schema: RolloutFeaturesFormSchema, defaultValues });
	return (
		<FormContext value={{ form, parts }}>
			<FeaturesWithin form={form} name="member" parts={parts}>
				{children}
			</FeaturesWithin>
		</FormContext>
	);
}

export function useRolloutFeatures(): Shared {
	const shared = useContext(FormContext);
	if (shared === null) throw new Error("RolloutFeaturesProvider is missing");
	return shared;
}
