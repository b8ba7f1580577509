"use client";

import { useRef } from "react";
import { useFieldArray, useWatch } from "react-hook-form";
import { cleanLine, cleanToken } from "#components/form/clean.ts";
import { RadioGroupField } from "#components/form/radio-group-field.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { FeaturesWithin } from "#components/setup/features-context.tsx";
import { FeatureFields } from "#components/setup/features-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { CrossIcon, PlusIcon } from "#components/ui/icons.tsx";
import type { FeatureChoice } from "#lib/domain/decide-requirements.ts";
import type { OrganizationUnit, RolloutKind } from "#lib/domain/rollout.ts";
import type { RequirementsForm } from "#lib/schemas/requirements-schema.ts";
import { type ExceptionForm, MAX_EXCEPTIONS } from "#lib/schemas/rollout-features-schema.ts";
import { useRolloutFeatures } from "./features-provider.tsx";

/** A list to choose from is a help while it can be looked through. */
const UNITS_TO_CHOOSE_FROM = 300;

type FeatureExceptionsProps = {
	readonly kind: RolloutKind;
	readonly choices: readonly FeatureChoice[];
	readonly templateSource: "ours" | "harness";
	readonly units: readonly OrganizationUnit[];
};

/** Accounts that get other features than the rest. The first exception that matches decides. */
export function FeatureExceptions({ kind, choices, templateSource, units }: FeatureExceptionsProps) {
	const { form } = useRolloutFeatures();
	const { fields, append, remove } = useFieldArray({ control: form.control, name: "exceptions" });
	const add = useRef<HTMLButtonElement>(null);
	return (
		<section aria-labelledby="exceptions" className="mt-3 flex flex-col items-stretch gap-3">
			<div>
				<h2 id="exceptions">Exceptions</h2>
				<p className="text-sm text-ink-2">
					{kind === "organization"
						? "Accounts of an organizational unit, or with a tag, that get other features. They are given to the stack set after the launch, with a command that the next step shows. The first that matches decides."
						: "Accounts of a unit of your list, or with a tag, that get other features. The first that matches decides."}
				</p>
			</div>
			{fields.map(({ id }, index) => (
				<Exception
					key={id}
					index={index}
					kind={kind}
					choices={choices}
					templateSource={templateSource}
					units={units}
					onRemove={() => {
						// The pressed button goes away: the focus must not fall to the top of the page. It moves first: a field
						// that is left after it was taken away would come back.
						add.current?.focus();
						remove(index);
					}}
				/>
			))}
			<div>
				<Button
					ref={add}
					size="small"
					disabled={fields.length >= MAX_EXCEPTIONS}
					onClick={() => append(newException(form.getValues("member")))}
				>
					<PlusIcon className="size-3.5" />
					Add an exception
				</Button>
			</div>
		</section>
	);
}

/** Begins as the rest is: what differs is then a press or two. */
function newException(member: RequirementsForm): ExceptionForm {
	return { kind: "unit", unitId: "", key: "", value: "", requirements: structuredClone(member) };
}

type ExceptionProps = FeatureExceptionsProps & {
	readonly index: number;
	readonly onRemove: () => void;
};

function Exception({ index, kind, choices, templateSource, units, onRemove }: ExceptionProps) {
	const { form, parts } = useRolloutFeatures();
	const name = `exceptions.${index}` as const;
	const number = index + 1;
	return (
		<section
			aria-label={`Exception ${number}`}
			className="flex flex-col gap-3 rounded border border-line-2 bg-wash px-4.5 py-4"
		>
			<div className="flex items-center justify-between gap-3">
				<h3 className="font-semibold">Exception {number}</h3>
				<Button tone="quiet" size="small" aria-label={`Remove exception ${number}`} onClick={onRemove}>
					<CrossIcon className="size-3.5" />
					Remove
				</Button>
			</div>
			<RadioGroupField
				form={form}
				name={`${name}.kind`}
				label={`Accounts of exception ${number}`}
				inline
				options={[
					{ value: "unit", label: "In an organizational unit" },
					{ value: "tag", label: "With a tag" },
				]}
			/>
			<Match index={index} kind={kind} units={units} />
			<FeaturesWithin form={form} name={`${name}.requirements`} parts={parts}>
				<FeatureFields
					choices={choices}
					templateSource={templateSource}
					details={[]}
					legend={`Features of exception ${number}`}
				/>
			</FeaturesWithin>
		</section>
	);
}

const LIST_HINT = "From the third column of your list. Without that column, an exception goes by a tag.";

function Match({ index, kind: rolloutKind, units }: Pick<ExceptionProps, "index" | "kind" | "units">) {
	const { form } = useRolloutFeatures();
	const name = `exceptions.${index}` as const;
	const kind = useWatch({ control: form.control, name: `${name}.kind` });
	if (kind === "tag") {
		return (
			<div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
				<TextField form={form} name={`${name}.key`} label="Tag key" clean={cleanLine} hint="Case counts." />
				<TextField
					form={form}
					name={`${name}.value`}
					label="Tag value"
					clean={cleanLine}
					hint="Case counts."
				/>
			</div>
		);
	}
	if (rolloutKind === "list" || (units.length > 0 && units.length <= UNITS_TO_CHOOSE_FROM)) {
		return (
			<SelectField
				form={form}
				name={`${name}.unitId`}
				label="Organizational unit"
				placeholder="Choose a unit"
				options={units.map((unit) => ({
					value: unit.id,
					label: rolloutKind === "list" ? unit.name : `${unit.path} (${unit.id})`,
				}))}
				hint={rolloutKind === "list" ? LIST_HINT : "Units below it count too."}
			/>
		);
	}
	return (
		<TextField
			form={form}
			name={`${name}.unitId`}
			label="Organizational unit"
			mono
			clean={cleanToken}
			placeholder="ou-ab12-1a2b3c4d"
			hint="Its ID stands in the AWS console under AWS Organizations. Units below it count too."
		/>
	);
}
