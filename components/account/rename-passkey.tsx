"use client";

import { useId, useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { saveOutcome } from "#components/settings/save-outcome.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { renamePasskeyAction } from "#lib/actions/account-actions.ts";
import { AccountNameSchema } from "#lib/schemas/account-schemas.ts";

export type RenamePasskeyProps = {
	readonly id: string;
	readonly name: string;
	/** What the button is about, for screen readers. */
	readonly describedBy: string;
};

/** A button, and the dialog in which the passkey gets another name: two of one browser look alike. */
export function RenamePasskey({ describedBy, ...passkey }: RenamePasskeyProps) {
	const [isOpen, setIsOpen] = useState(false);
	return (
		<>
			<Button size="small" tone="quiet" aria-describedby={describedBy} onClick={() => setIsOpen(true)}>
				Rename
			</Button>
			{isOpen && <NameDialog {...passkey} onClose={() => setIsOpen(false)} />}
		</>
	);
}

type NameDialogProps = {
	readonly id: string;
	readonly name: string;
	readonly onClose: () => void;
};

function NameDialog({ id, name, onClose }: NameDialogProps) {
	const formId = useId();
	const toast = useToast();
	const form = useZodForm({ schema: AccountNameSchema, defaultValues: { name } });
	return (
		<Dialog
			open
			onClose={onClose}
			title="Rename the passkey"
			actions={
				<>
					<Button onClick={onClose}>Cancel</Button>
					<SubmitButton form={form} formId={formId} pendingLabel="Saving…">
						Save
					</SubmitButton>
				</>
			}
		>
			<Form
				id={formId}
				form={form}
				label="Rename the passkey"
				onSubmit={async (values) => {
					const { outcome } = await saveOutcome(() => renamePasskeyAction({ id, ...values }));
					if (outcome !== undefined) return outcome;
					toast({ state: "ok", text: "The passkey is renamed." });
					onClose();
				}}
			>
				<FormError form={form} title="Not renamed" />
				<TextField
					form={form}
					name="name"
					label="Name"
					hint="Yours only: your device goes on calling it as it does."
				/>
			</Form>
		</Dialog>
	);
}
