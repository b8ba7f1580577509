"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { FieldValues } from "react-hook-form";
import { useZodForm, type ZodForm } from "#components/form/zod-form.ts";
import { FEATURE_INFO } from "#lib/domain/feature-info.ts";
import type { Feature } from "#lib/domain/features.ts";
import {
	RequirementsFormSchema,
	type RequirementsOutput,
	type RequirementsForm as Values,
} from "#lib/schemas/requirements-schema.ts";
import type { PartCount } from "./features-counts.ts";

export type FeaturesFormType = ZodForm<Values, RequirementsOutput>;

/** Where in a form the features are: at its top, or below a name such as `member`. */
type Fields = {
	readonly form: ZodForm<FieldValues, unknown>;
	/** The whole name of a field. */
	readonly at: (field: keyof Values) => string;
	readonly parts: readonly PartCount[];
	/** What each feature is called. */
	readonly words: Readonly<Record<Feature, FeatureWords>>;
};
type FeatureWords = { readonly title: string; readonly summary: string };

const FormContext = createContext<FeaturesFormType | null>(null);
const FieldsContext = createContext<Fields | null>(null);

type FeaturesProviderProps = {
	readonly defaultValues: Values;
	readonly parts: readonly PartCount[];
	/** Another vendor's words for what it offers; Harness's where nothing is said. */
	readonly offered?: readonly OfferedWords[];
	readonly children: ReactNode;
};
type OfferedWords = FeatureWords & { readonly feature: Feature };
const NONE: readonly OfferedWords[] = [];

/** Joins the step's form with the sum of it beside the step. */
export function FeaturesProvider({ defaultValues, parts, offered = NONE, children }: FeaturesProviderProps) {
	const form: FeaturesFormType = useZodForm({ schema: RequirementsFormSchema, defaultValues });
	return (
		<FormContext value={form}>
			<FeaturesWithin form={form} parts={parts} offered={offered}>
				{children}
			</FeaturesWithin>
		</FormContext>
	);
}

type FeaturesWithinProps<Input extends FieldValues, Output> = {
	readonly form: ZodForm<Input, Output>;
	/** The name of the field that holds the features with their narrower choices; none: the form itself does. */
	readonly name?: string;
	readonly parts: readonly PartCount[];
	readonly offered?: readonly OfferedWords[];
	readonly children: ReactNode;
};

/** The same for features that are one part of a larger form. */
export function FeaturesWithin<Input extends FieldValues, Output>({
	form,
	name,
	parts,
	offered = NONE,
	children,
}: FeaturesWithinProps<Input, Output>) {
	const fields = useMemo(
		() => ({
			form: anyForm(form),
			at: (field: keyof Values) => (name === undefined ? field : `${name}.${field}`),
			parts,
			words: { ...FEATURE_INFO, ...Object.fromEntries(offered.map((each) => [each.feature, each])) },
		}),
		[form, name, parts, offered],
	);
	return <FieldsContext value={fields}>{children}</FieldsContext>;
}

/** Sound: fields read it only below the name at which the caller's schema has requirements. */
function anyForm<Input extends FieldValues, Output>(form: ZodForm<Input, Output>) {
	return form as unknown as ZodForm<FieldValues, unknown>;
}

export function useFeaturesForm(): FeaturesFormType {
	const form = useContext(FormContext);
	if (form === null) throw new Error("FeaturesProvider is missing");
	return form;
}

export function useFeatures(): Fields {
	const fields = useContext(FieldsContext);
	if (fields === null) throw new Error("FeaturesProvider is missing");
	return fields;
}
