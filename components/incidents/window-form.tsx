"use client";

import { useWatch } from "react-hook-form";
import { cleanLine } from "#components/form/clean.ts";
import { DateTimeField } from "#components/form/date-time-field.tsx";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm, type ZodForm } from "#components/form/zod-form.ts";
import { saveOutcome } from "#components/settings/save-outcome.ts";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { createWindowAction } from "#lib/actions/incident-actions.ts";
import { FEATURE_INFO } from "#lib/domain/feature-info.ts";
import { FEATURES } from "#lib/domain/features.ts";
import {
	type WindowForm as WindowFields,
	WindowFormSchema,
	type WindowInput,
} from "#lib/schemas/incident-schemas.ts";
import { localTime } from "./local-time.ts";

const HOUR_MS = 60 * 60_000;
const WAYS = [
	{ value: "all", label: "All connectors" },
	{ value: "tag", label: "Connectors with a tag" },
	{ value: "feature", label: "Connectors with a feature" },
	{ value: "owner", label: "Connectors of an owner" },
];
const FEATURE_OPTIONS = FEATURES.map((value) => ({ value, label: FEATURE_INFO[value].title }));

export function WindowForm({ onClose }: { readonly onClose: () => void }) {
	const toast = useToast();
	const form = useZodForm({ schema: WindowFormSchema, defaultValues: defaultsAt(Date.now()) });
	return (
		<Form
			form={form}
			label="Maintenance window"
			onSubmit={async (window) => {
				const { outcome } = await saveOutcome(() => createWindowAction(window));
				if (outcome !== undefined) return outcome;
				toast({ state: "ok", text: "Maintenance announced." });
				onClose();
			}}
		>
			<FormError form={form} />
			<div className="grid gap-x-4 sm:grid-cols-2">
				<SelectField form={form} name="select" label="About" options={WAYS} />
				<Selection form={form} />
				<DateTimeField form={form} name="startsAt" label="Begins" hint="By your own clock." />
				<DateTimeField form={form} name="endsAt" label="Ends" />
			</div>
			<TextField form={form} name="comment" label="Comment" optional clean={cleanLine} />
			<div className="flex flex-wrap gap-2.5">
				<SubmitButton form={form} pendingLabel="Saving…">
					Announce maintenance
				</SubmitButton>
				<Button onClick={onClose}>Cancel</Button>
			</div>
		</Form>
	);
}

function defaultsAt(now: number): WindowFields {
	return {
		select: "all",
		tagKey: "",
		tagValue: "",
		feature: "BILLING",
		owner: "",
		startsAt: localTime(new Date(now)),
		endsAt: localTime(new Date(now + HOUR_MS)),
		comment: "",
	};
}

function Selection({ form }: { readonly form: ZodForm<WindowFields, WindowInput> }) {
	const select = useWatch({ control: form.control, name: "select" });
	if (select === "feature") {
		return <SelectField form={form} name="feature" label="Feature" options={FEATURE_OPTIONS} />;
	}
	if (select === "owner") return <TextField form={form} name="owner" label="Owner" clean={cleanLine} />;
	if (select !== "tag") return <span className="max-sm:hidden" />;
	return (
		<div className="grid grid-cols-2 gap-x-3">
			<TextField form={form} name="tagKey" label="Tag key" clean={cleanLine} />
			<TextField form={form} name="tagValue" label="Tag value" hint="Empty: any." clean={cleanLine} />
		</div>
	);
}
