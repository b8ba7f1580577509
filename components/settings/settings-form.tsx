"use client";

import { type ReactNode, useState } from "react";
import type { FieldValues } from "react-hook-form";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import type { ZodForm } from "#components/form/zod-form.ts";
import type { ActionAnswer } from "#components/setup/action-failure.ts";
import { useToast } from "#components/ui/toast.tsx";
import { saveOutcome } from "./save-outcome.ts";
import { StaleNotice } from "./stale-notice.tsx";

export type SettingsFormProps<Input extends FieldValues, Output, Value> = {
	readonly form: ZodForm<Input, Output>;
	/** Names the form for screen readers. */
	readonly label: string;
	readonly save: (values: Output) => Promise<ActionAnswer<Value>>;
	/** Said once it is saved: "Limits saved." */
	readonly done?: string;
	readonly onSaved?: (value: Value) => void;
	/** What did not happen when it failed. */
	readonly title?: string;
	readonly children: ReactNode;
};

/** The form of a part of the settings: it saves, and says when somebody else did so meanwhile. */
export function SettingsForm<Input extends FieldValues, Output, Value>(
	props: SettingsFormProps<Input, Output, Value>,
) {
	const { form, label, save, done, onSaved, title, children } = props;
	const toast = useToast();
	const [isStale, setIsStale] = useState(false);
	return (
		<Form
			form={form}
			label={label}
			onSubmit={async (values) => {
				let answer: ActionAnswer<Value> = {};
				const saved = await saveOutcome(async () => {
					answer = await save(values);
					return answer;
				});
				setIsStale(saved.isStale);
				if (answer.data?.ok !== true) return saved.outcome;
				onSaved?.(answer.data.value);
				if (done !== undefined) toast({ state: "ok", text: done });
			}}
		>
			<FormError form={form} title={title} />
			<StaleNotice isStale={isStale} />
			{children}
		</Form>
	);
}
