"use client";

import { useId } from "react";
import { cleanLine } from "#components/form/clean.ts";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextAreaField } from "#components/form/text-area-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { saveOutcome } from "#components/settings/save-outcome.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { acknowledgeAction } from "#lib/actions/incident-actions.ts";
import { AcknowledgementSchema } from "#lib/schemas/incident-schemas.ts";
import type { ActionChoice } from "./incident-actions.tsx";

export type AcknowledgeDialogProps = {
	readonly which: ActionChoice;
	readonly owner: string;
	readonly isOpen: boolean;
	readonly onClose: () => void;
};

export function AcknowledgeDialog({ which, owner, isOpen, onClose }: AcknowledgeDialogProps) {
	const toast = useToast();
	const formId = useId();
	const form = useZodForm({ schema: AcknowledgementSchema, defaultValues: { owner, comment: "" } });
	return (
		<Dialog
			open={isOpen}
			onClose={onClose}
			title="Acknowledge"
			actions={
				<>
					<Button onClick={onClose}>Cancel</Button>
					<SubmitButton form={form} formId={formId} pendingLabel="Saving…">
						Acknowledge
					</SubmitButton>
				</>
			}
		>
			<Form
				id={formId}
				form={form}
				label="Acknowledge"
				onSubmit={async (values) => {
					const { outcome } = await saveOutcome(() => acknowledgeAction({ which, ...values }));
					if (outcome !== undefined) return outcome;
					toast({ state: "ok", text: `Acknowledged: ${values.owner} takes care of it.` });
					onClose();
				}}
			>
				<p>
					Says who takes care of it. What nobody was told yet stays untold, unless it gets worse; those who
					were told hear of its end.
				</p>
				<FormError form={form} />
				<TextField form={form} name="owner" label="Who takes care of it" clean={cleanLine} />
				<TextAreaField form={form} name="comment" label="Comment" optional />
			</Form>
		</Dialog>
	);
}
