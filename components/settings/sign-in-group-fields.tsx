"use client";

import { useRef } from "react";
import { useFieldArray, useWatch } from "react-hook-form";
import type * as z from "zod/mini";
import { ChoiceGroup } from "#components/form/choice-group.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import type { ZodForm } from "#components/form/zod-form.ts";
import { Button } from "#components/ui/button.tsx";
import { CrossIcon, PlusIcon } from "#components/ui/icons.tsx";
import { ROLES } from "#lib/domain/access.ts";
import { ROLE_INFO } from "#lib/domain/people.ts";
import type { SignInSchema } from "#lib/schemas/sign-in-settings-schemas.ts";

type Typed = z.input<typeof SignInSchema>;
type SignInForm = ZodForm<Typed, z.output<typeof SignInSchema>>;

const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: ROLE_INFO[role].label }));

/** Which group gives which role. The order counts, so rows can be moved up. */
export function SignInGroupFields({ form }: { readonly form: SignInForm }) {
	const { fields, append, remove, swap } = useFieldArray({ control: form.control, name: "mappings" });
	const list = useRef<HTMLDivElement>(null);
	return (
		<ChoiceGroup
			form={form}
			name="mappings"
			legend="Groups and roles"
			hint="The first line whose group somebody is in decides, anew at each sign-in. Group names are compared letter by letter; some providers send IDs instead of names, which the test sign-in shows."
		>
			<div ref={list} className="flex flex-col items-start gap-3">
				{fields.map(({ id }, index) => (
					<GroupRow
						key={id}
						form={form}
						index={index}
						onUp={index === 0 ? undefined : () => swap(index, index - 1)}
						onRemove={() => {
							remove(index);
							// The pressed button goes away: the focus must not fall to the top of the page.
							list.current?.querySelector<HTMLElement>("[data-add]")?.focus();
						}}
					/>
				))}
				<Button data-add size="small" onClick={() => append({ group: "", role: "viewer", tags: "" })}>
					<PlusIcon className="size-3.5" />
					Add group
				</Button>
			</div>
		</ChoiceGroup>
	);
}

type GroupRowProps = {
	readonly form: SignInForm;
	readonly index: number;
	readonly onUp: (() => void) | undefined;
	readonly onRemove: () => void;
};

function GroupRow({ form, index, onUp, onRemove }: GroupRowProps) {
	const role = useWatch({ control: form.control, name: `mappings.${index}.role` });
	const number = index + 1;
	return (
		<div className="w-full rounded border border-line px-3.5 pt-3 pb-1">
			<div className="grid gap-x-3 sm:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
				<TextField form={form} name={`mappings.${index}.group`} label={`Group ${number}`} mono />
				<SelectField
					form={form}
					name={`mappings.${index}.role`}
					label={`Role of group ${number}`}
					options={ROLE_OPTIONS}
				/>
			</div>
			{role !== "administrator" && (
				<TextField
					form={form}
					name={`mappings.${index}.tags`}
					label={`Only connectors with these tags, group ${number}`}
					mono
					optional
					placeholder="team=data, team=web"
					hint="One of them is enough. Empty: every connector."
				/>
			)}
			<div className="flex flex-wrap justify-end gap-1.5 pb-2">
				{onUp !== undefined && (
					<Button tone="quiet" size="small" aria-label={`Move group ${number} up`} onClick={onUp}>
						Move up
					</Button>
				)}
				<Button tone="quiet" size="small" aria-label={`Remove group ${number}`} onClick={onRemove}>
					<CrossIcon className="size-3.5" />
					Remove
				</Button>
			</div>
		</div>
	);
}
