"use client";

import { useId, useState } from "react";
import { useController } from "react-hook-form";
import { FieldFrame } from "#components/form/field-frame.tsx";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextAreaField } from "#components/form/text-area-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { failureText } from "#components/setup/failure-text.ts";
import { stepOutcome } from "#components/setup/submit-outcome.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { createLaunchLinkAction, createRolloutLinkAction } from "#lib/actions/launch-link-actions.ts";
import {
	type ConnectorLinkKind,
	DEFAULT_LINK_DAYS,
	type LaunchLinkKind,
	LONGEST_LINK_DAYS,
	LONGEST_NOTE,
} from "#lib/domain/launch-link.ts";
import type { CreatedLaunchLink } from "#lib/launch-links/view.ts";
import { LaunchLinkFormSchema } from "#lib/schemas/launch-link-schemas.ts";
import { KIND_WORDS } from "./launch-words.ts";
import type { LinkAbout } from "./link-about.ts";
import { SharePanel } from "./share-panel.tsx";

export type CreateLinkDialogProps = {
	readonly about: LinkAbout;
	/** What may be asked for, the likeliest first. */
	readonly kinds: readonly LaunchLinkKind[];
	readonly onCreated: () => void;
	readonly onClose: () => void;
};

/** First what to send, then the link itself: it is shown this once. */
export function CreateLinkDialog({ onClose, onCreated, ...asked }: CreateLinkDialogProps) {
	const [created, setCreated] = useState<CreatedLaunchLink | null>(null);
	if (created === null) {
		return (
			<AskDialog
				{...asked}
				onClose={onClose}
				onCreated={(link) => {
					setCreated(link);
					onCreated();
				}}
			/>
		);
	}
	const { link, url } = created;
	return (
		<Dialog
			open
			// Neither Escape nor a press beside it: the link would be lost by accident.
			onClose={() => {}}
			title="The link is ready"
			actions={
				<Button tone="primary" onClick={onClose}>
					I have copied it
				</Button>
			}
		>
			<SharePanel
				url={url}
				accountId={link.awsAccountId}
				expiresAt={link.expiresAt}
				checkWords={link.checkWords}
				senderName={link.createdBy}
			/>
		</Dialog>
	);
}

type AskDialogProps = Omit<CreateLinkDialogProps, "onCreated"> & {
	readonly onCreated: (created: CreatedLaunchLink) => void;
};

function AskDialog({ about, kinds, onClose, onCreated }: AskDialogProps) {
	const formId = useId();
	const connectorKinds = kinds.filter((kind) => kind !== "roll-out");
	const form = useZodForm({
		schema: LaunchLinkFormSchema,
		defaultValues: { kind: connectorKinds[0] ?? "connect", note: "", expiresInDays: DEFAULT_LINK_DAYS },
	});
	return (
		<Dialog
			open
			onClose={onClose}
			title="Send to somebody with AWS access"
			actions={
				<>
					<Button onClick={onClose}>Cancel</Button>
					<SubmitButton form={form} formId={formId} pendingLabel="Making the link…">
						Make the link
					</SubmitButton>
				</>
			}
		>
			<Form
				id={formId}
				form={form}
				label="Send to somebody with AWS access"
				onSubmit={async (values) => {
					const outcome = await stepOutcome(() => create(about, values));
					if (outcome.kind === "saved") {
						onCreated(outcome.value);
						return undefined;
					}
					if (outcome.kind === "fields") return outcome.outcome;
					return { errors: [{ message: await stepWords(outcome.failure) }] };
				}}
			>
				<p>
					They need no account here. They see what is asked and why, do it in AWS, decline, or offer less. You
					see here how far it is.
				</p>
				<FormError form={form} title="No link was made" />
				{connectorKinds.length > 1 && (
					<SelectField
						form={form}
						name="kind"
						label="What to ask for"
						options={connectorKinds.map((kind) => ({ value: kind, label: KIND_WORDS[kind] }))}
					/>
				)}
				<TextAreaField
					form={form}
					name="note"
					label="Note to the receiver"
					optional
					hint={`Plain text, at most ${LONGEST_NOTE} characters. It stands at the top of their page, under your name.`}
				/>
				<DaysField form={form} />
			</Form>
		</Dialog>
	);
}

type LinkForm = ReturnType<typeof useZodForm<LinkFormInput, LinkFormInput>>;
type LinkFormInput = { kind: ConnectorLinkKind; note: string; expiresInDays: number };

function create(about: LinkAbout, { kind, note, expiresInDays }: LinkFormInput) {
	return "rolloutId" in about
		? createRolloutLinkAction({ rolloutId: about.rolloutId, note, expiresInDays })
		: createLaunchLinkAction({ connectorId: about.connectorId, kind, note, expiresInDays });
}

/** A select of its own: its value is a number, which an element's own value never is. */
function DaysField({ form }: { readonly form: LinkForm }) {
	const id = useId();
	const { field } = useController({ control: form.control, name: "expiresInDays" });
	return (
		<FieldFrame id={id} label="Works for" error={undefined}>
			<select
				id={id}
				name={field.name}
				value={field.value}
				onBlur={field.onBlur}
				onChange={(event) => field.onChange(Number(event.target.value))}
				className="control"
			>
				{DAYS.map((days) => (
					<option key={days} value={days}>
						{days === 1 ? "1 day" : `${days} days`}
					</option>
				))}
			</select>
		</FieldFrame>
	);
}

const DAYS = [1, 3, DEFAULT_LINK_DAYS, 14, LONGEST_LINK_DAYS];

async function stepWords(
	failure: Exclude<Awaited<ReturnType<typeof stepOutcome>>, { kind: "saved" | "fields" }>["failure"],
) {
	if (failure === "unreachable") return "Rolebridge could not be reached. Your note is still here.";
	const { title, cause, fixes } = await failureText(failure.code);
	return failure.detail ?? `${title}. ${cause} ${fixes[0]}`;
}
