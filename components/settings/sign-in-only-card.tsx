"use client";

import { useWatch } from "react-hook-form";
import { useTrustAction } from "#components/account/confirm-its-you.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { useCan } from "#components/shell/abilities.tsx";
import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { setSsoOnlyAction } from "#lib/actions/sign-in-actions.ts";
import type { BreakGlassChoice } from "#lib/loaders/single-sign-on.ts";
import { SsoOnlyFormSchema } from "#lib/schemas/sign-in-settings-schemas.ts";
import { SettingsForm } from "./settings-form.tsx";

export type SignInOnlyCardProps = {
	readonly version: number;
	readonly isSsoOnly: boolean;
	readonly breakGlassPersonId: string | null;
	readonly administrators: readonly BreakGlassChoice[];
	/** What does not concern the person. */
	readonly missing: readonly string[];
};

/** Passwords off: everybody comes by the provider, but for one account that stays for the day it fails. */
export function SignInOnlyCard(props: SignInOnlyCardProps) {
	const { version, isSsoOnly, breakGlassPersonId, administrators } = props;
	const mayChange = useCan("trust.sign-in");
	const set = useTrustAction(setSsoOnlyAction);
	const form = useZodForm({
		schema: SsoOnlyFormSchema,
		defaultValues: { breakGlassPersonId: breakGlassPersonId ?? "" },
	});
	const chosenId = useWatch({ control: form.control, name: "breakGlassPersonId" });
	const chosen = administrators.find(({ id }) => id === chosenId);
	const missing = [...props.missing, ...(chosen?.missing ?? ["A break-glass account is chosen."])];
	const isReady = isSsoOnly || missing.length === 0;
	return (
		<Card
			title="Single sign-on only"
			subtitle="Nobody comes in by a password or passkey any more, but for one account that stays for emergencies."
			aside={<Pill state={isSsoOnly ? "ok" : "none"}>{isSsoOnly ? "On" : "Off"}</Pill>}
		>
			<SettingsForm
				form={form}
				label="Single sign-on only"
				title="Nothing was changed"
				save={({ breakGlassPersonId: id }) =>
					set({ version, isSsoOnly: !isSsoOnly, breakGlassPersonId: id === "" ? null : id })
				}
				done={isSsoOnly ? "Passwords let people in again." : "Single sign-on is now the only way in."}
			>
				<SelectField
					form={form}
					name="breakGlassPersonId"
					label="Break-glass account"
					placeholder="Choose an administrator"
					options={administrators.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
					disabled={isSsoOnly || !mayChange}
					className="max-w-120"
					hint="Comes in by password and second factor when the provider fails. Every administrator is told when it is used."
				/>
				{!isSsoOnly && <Readiness missing={missing} />}
				{mayChange && isReady && (
					<div>
						<SubmitButton
							form={form}
							tone={isSsoOnly ? "default" : "danger"}
							pendingLabel={isSsoOnly ? "Letting passwords in…" : "Switching passwords off…"}
						>
							{isSsoOnly ? "Let passwords in again" : "Make it the only way in"}
						</SubmitButton>
					</div>
				)}
			</SettingsForm>
		</Card>
	);
}

function Readiness({ missing }: { readonly missing: readonly string[] }) {
	if (missing.length === 0)
		return (
			<Notice tone="warn" title="Whoever came in by a password is signed out at once">
				That includes you, unless you came in by single sign-on or are the break-glass account. Passwords stay
				stored, and let people in again when you switch this off.
			</Notice>
		);
	return (
		<Notice tone="info" title="Before it can be switched on">
			<ul className="list-disc pl-4">
				{missing.map((sentence) => (
					<li key={sentence}>{sentence}</li>
				))}
			</ul>
		</Notice>
	);
}
