"use client";

import { type FieldPath, type FieldValues, useWatch } from "react-hook-form";
import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { ChoiceGroup } from "#components/form/choice-group.tsx";
import { RadioGroupField } from "#components/form/radio-group-field.tsx";
import { TagsField } from "#components/form/tags-field.tsx";
import type { ZodForm } from "#components/form/zod-form.ts";
import { ROLES } from "#lib/domain/access.ts";
import { ROLE_INFO } from "#lib/domain/people.ts";
import type { ScopeChoice } from "#lib/loaders/people.ts";

const ROLE_OPTIONS = ROLES.map((role) => ({
	value: role,
	label: ROLE_INFO[role].label,
	hint: ROLE_INFO[role].summary,
}));

const REACHES = [
	{ value: "everything", label: "Everything", hint: "All connectors, also those that come later." },
	{
		value: "limited",
		label: "Only some connectors",
		hint: "Of what lies outside nothing is shown: not its name, not that it exists.",
	},
] as const;

type AccessValues = FieldValues & { readonly role: string; readonly reach: string };

export type AccessFieldsProps<Input extends AccessValues, Output> = {
	readonly form: ZodForm<Input, Output>;
	readonly harnessAccounts: readonly ScopeChoice[];
};

/** What somebody may do, and where. The form has the fields role, reach, harnessAccountRefs and tags. */
export function AccessFields<Input extends AccessValues, Output>({
	form,
	harnessAccounts,
}: AccessFieldsProps<Input, Output>) {
	const role = useWatch({ control: form.control, name: path<Input>("role") });
	const reach = useWatch({ control: form.control, name: path<Input>("reach") });
	return (
		<>
			<RadioGroupField form={form} name={path<Input>("role")} label="Role" options={ROLE_OPTIONS} />
			{role !== "administrator" && (
				<RadioGroupField form={form} name={path<Input>("reach")} label="May see" options={REACHES} />
			)}
			{role !== "administrator" && reach === "limited" && (
				<div className="flex flex-col gap-4 border-l-2 border-line pl-4">
					<TagsField
						form={form}
						name={path<Input>("tags")}
						label="Connectors with one of these tags"
						hint="Key and value as they stand on the connector; capitals count."
					/>
					{harnessAccounts.length > 0 && (
						<ChoiceGroup
							form={form}
							name={path<Input>("harnessAccountRefs")}
							legend="Only in these Harness accounts"
							hint="With none ticked: in all of them."
						>
							{harnessAccounts.map(({ ref, accountId }) => (
								<CheckboxField
									key={ref}
									form={form}
									name={path<Input>("harnessAccountRefs")}
									value={ref}
									label={accountId}
								/>
							))}
						</ChoiceGroup>
					)}
				</div>
			)}
		</>
	);
}

/** Sound for the four fields that every form of this component has. */
function path<Input extends AccessValues>(
	name: "role" | "reach" | "harnessAccountRefs" | "tags",
): FieldPath<Input> {
	return name as FieldPath<Input>;
}
