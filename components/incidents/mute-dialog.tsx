"use client";

import { useId } from "react";
import { useWatch } from "react-hook-form";
import { DateTimeField } from "#components/form/date-time-field.tsx";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { RadioGroupField } from "#components/form/radio-group-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { saveOutcome } from "#components/settings/save-outcome.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { muteAction } from "#lib/actions/incident-actions.ts";
import { MuteFormSchema } from "#lib/schemas/incident-schemas.ts";
import type { ActionChoice } from "./incident-actions.tsx";
import { mutedUntil } from "./muted-until.ts";

const CHOICES = [
	{ value: "1h", label: "1 hour" },
	{ value: "8h", label: "8 hours" },
	{ value: "tomorrow", label: "Until tomorrow, 09:00" },
	{ value: "custom", label: "Until another time" },
] as const;

export type MuteDialogProps = {
	readonly which: ActionChoice;
	readonly isOpen: boolean;
	readonly onClose: () => void;
};

export function MuteDialog({ which, isOpen, onClose }: MuteDialogProps) {
	const toast = useToast();
	const formId = useId();
	const form = useZodForm({ schema: MuteFormSchema, defaultValues: { choice: "1h", until: "" } });
	const choice = useWatch({ control: form.control, name: "choice" });
	return (
		<Dialog
			open={isOpen}
			onClose={onClose}
			title="Mute"
			actions={
				<>
					<Button onClick={onClose}>Cancel</Button>
					<SubmitButton form={form} formId={formId} pendingLabel="Muting…">
						Mute
					</SubmitButton>
				</>
			}
		>
			<Form
				id={formId}
				form={form}
				label="Mute"
				onSubmit={async (values) => {
					const until = mutedUntil(values, new Date());
					const { outcome } = await saveOutcome(() => muteAction({ which, until }));
					if (outcome !== undefined) return outcome;
					toast({ state: "ok", text: "Muted. What is still wrong at the end is told then." });
					onClose();
				}}
			>
				<p>Nobody is told until then. What is still wrong at that time is told then.</p>
				<FormError form={form} />
				<RadioGroupField form={form} name="choice" label="How long" options={CHOICES} />
				{choice === "custom" && (
					<DateTimeField form={form} name="until" label="Until" hint="By your own clock." />
				)}
			</Form>
		</Dialog>
	);
}
