"use client";

import { useId } from "react";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { QrCode } from "#components/launch/qr-code.tsx";
import { saveOutcome } from "#components/settings/save-outcome.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { confirmAuthenticatorAction } from "#lib/actions/account-actions.ts";
import type { NewAuthenticator } from "#lib/auth/own-second-factor.ts";
import { CodeSchema } from "#lib/schemas/account-schemas.ts";

export type AuthenticatorDialogProps = {
	readonly authenticator: NewAuthenticator;
	/** The backup codes of what is now set up; null: it was closed before. */
	readonly onClose: (codes: readonly string[] | null) => void;
};

export function AuthenticatorDialog({ authenticator, onClose }: AuthenticatorDialogProps) {
	const formId = useId();
	const form = useZodForm({ schema: CodeSchema, defaultValues: { code: "" } });
	return (
		<Dialog
			open
			onClose={() => onClose(null)}
			title="Set up an authenticator app"
			actions={
				<>
					<Button onClick={() => onClose(null)}>Cancel</Button>
					<SubmitButton form={form} formId={formId} pendingLabel="Checking the code…">
						Turn it on
					</SubmitButton>
				</>
			}
		>
			<div className="flex flex-col gap-4">
				<ol className="list-decimal pl-5">
					<li>Open your authenticator app and add an account.</li>
					<li>Let it see this picture.</li>
					<li>Enter the six digits that it shows.</li>
				</ol>
				<div className="self-center">
					<QrCode value={authenticator.uri} label="The key for your authenticator app" />
				</div>
				<Form
					id={formId}
					form={form}
					label="Set up an authenticator app"
					onSubmit={async (values) => {
						let codes: readonly string[] = [];
						const { outcome } = await saveOutcome(async () => {
							const answer = await confirmAuthenticatorAction(values);
							if (answer.data?.ok) codes = answer.data.value;
							return answer;
						});
						if (outcome !== undefined) return outcome;
						onClose(codes);
					}}
				>
					<FormError form={form} title="Not turned on" />
					<TextField
						form={form}
						name="code"
						label="Code"
						mono
						autoComplete="one-time-code"
						hint="Six digits."
					/>
				</Form>
				<Disclosure summary="Type the key instead">
					<CopyField
						label="Key"
						value={authenticator.secret}
						hint="For apps without a camera: time-based, six digits."
					/>
				</Disclosure>
			</div>
		</Dialog>
	);
}
