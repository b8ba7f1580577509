"use client";

import { createContext, type ReactNode, useContext } from "react";
import { useZodForm, type ZodForm } from "#components/form/zod-form.ts";
import {
	RequirementsFormSchema,
	type RequirementsOutput,
	type RequirementsForm as Values,
} from "#lib/schemas/requirements-schema.ts";
import type { PartCount } from "./features-counts.ts";

export type FeaturesFormType = ZodForm<Values, RequirementsOutput>;

type Shared = { readonly form: FeaturesFormType; readonly parts: readonly PartCount[] };

const FeaturesContext = createContext<Shared | null>(null);

type FeaturesProviderProps = {
	readonly defaultValues: Values;
	readonly parts: readonly PartCount[];
	readonly children: ReactNode;
};

/** Joins the step's form with the sum of it beside the step. */
export function FeaturesProvider({ defaultValues, parts, children }: FeaturesProviderProps) {
	const form: FeaturesFormType = useZodForm({ schema: RequirementsFormSchema, defaultValues });
	return <FeaturesContext value={{ form, parts }}>{children}</FeaturesContext>;
}

export function useFeatures(): Shared {
	const shared = useContext(FeaturesContext);
	if (shared === null) throw new Error("FeaturesProvider is missing");
	return shared;
}
