"use client";

import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { useCallback, useId, useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { saveOutcome } from "#components/settings/save-outcome.ts";
import { getLive } from "#components/setup/live-fetch.ts";
import { PasskeySignIn } from "#components/sign-in/passkey-sign-in.tsx";
import { SsoProof } from "#components/sign-in/sso-proof.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { proveAgainAction } from "#lib/actions/account-actions.ts";
import type { ProofWays } from "#lib/loaders/account.ts";
import { ProofSchema } from "#lib/schemas/account-schemas.ts";
import type { ConfirmDialogProps } from "./confirm-its-you.tsx";

export function ConfirmDialog({ missing, onDone }: ConfirmDialogProps) {
	const [client] = useState(() => new QueryClient());
	if (missing === "second-factor") return <NoSecondFactor onClose={() => onDone(false)} />;
	return (
		<QueryClientProvider client={client}>
			<ProveAgain onDone={onDone} />
		</QueryClientProvider>
	);
}

function NoSecondFactor({ onClose }: { readonly onClose: () => void }) {
	return (
		<Dialog
			open
			onClose={onClose}
			title="Set up a second factor first"
			actions={
				<>
					<Button onClick={onClose}>Cancel</Button>
					<LinkButton href="/account#second-factor" tone="primary">
						Set it up
					</LinkButton>
				</>
			}
		>
			<p>
				This changes whom Rolebridge trusts. A password alone is not enough for that here: add an
				authenticator app or a passkey to your account, then come back. It takes two minutes.
			</p>
		</Dialog>
	);
}

function ProveAgain({ onDone }: { readonly onDone: (isProved: boolean) => void }) {
	const formId = useId();
	const ways = useQuery({
		queryKey: ["proof-ways"],
		queryFn: ({ signal }) => getLive<ProofWays>("/api/live/account/proof", signal),
		retry: 1,
	});
	const form = useZodForm({ schema: ProofSchema, defaultValues: { password: "", code: "" } });
	const { hasPassword = false, hasApp = false, hasPasskey = false, ssoLabel = null } = ways.data ?? {};
	// Whoever has a passkey and no app could prove no second factor by the password.
	const offersPassword = hasPassword && (hasApp || !hasPasskey);
	const onProved = useCallback(() => onDone(true), [onDone]);
	return (
		<Dialog
			open
			onClose={() => onDone(false)}
			title="Confirm that it is you"
			actions={
				<>
					<Button onClick={() => onDone(false)}>Cancel</Button>
					{offersPassword && (
						<SubmitButton form={form} formId={formId} pendingLabel="Confirming…">
							Confirm
						</SubmitButton>
					)}
				</>
			}
		>
			<div className="flex flex-col gap-4">
				<p>This needs a proof of who you are that is younger than 15 minutes. What you entered is kept.</p>
				{ways.isPending && <p role="status">Looking up how you can confirm…</p>}
				{ways.isError && (
					<Notice tone="bad" live="alert" title="Rolebridge could not be reached">
						Close this, check the connection, then save again.
					</Notice>
				)}
				{hasPasskey && <PasskeySignIn onDone={onProved} />}
				{offersPassword && (
					<Form
						id={formId}
						form={form}
						label="Confirm that it is you"
						onSubmit={async (values) => {
							const { outcome } = await saveOutcome(() => proveAgainAction(values));
							if (outcome !== undefined) return outcome;
							onDone(true);
						}}
					>
						<FormError form={form} title="Not confirmed" />
						<TextField
							form={form}
							name="password"
							label="Your password"
							type="password"
							autoComplete="current-password"
						/>
						{hasApp && (
							<TextField
								form={form}
								name="code"
								label="Code"
								mono
								autoComplete="one-time-code"
								hint="The six digits of your authenticator app, or a backup code."
							/>
						)}
					</Form>
				)}
				{ssoLabel !== null && <SsoProof label={ssoLabel} onDone={onProved} />}
			</div>
		</Dialog>
	);
}
