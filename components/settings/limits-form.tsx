"use client";

import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { useToast } from "#components/ui/toast.tsx";
import { saveLimitsAction } from "#lib/actions/settings-actions.ts";
import { LimitsSchema } from "#lib/schemas/limits-schema.ts";
import { saveOutcome } from "./save-outcome.ts";
import { StaleNotice } from "./stale-notice.tsx";

/** As typed: numbers are read by the schema. */
export type LimitsFormProps = {
	readonly stsRequestsPerSecond: string;
	readonly harnessRequestsPerMinute: string;
	readonly resultRetentionDays: string;
	readonly ownerTag: string;
	readonly version: number;
};

export function LimitsForm({ version, ...defaults }: LimitsFormProps) {
	const toast = useToast();
	const [isStale, setIsStale] = useState(false);
	const form = useZodForm({ schema: LimitsSchema, defaultValues: defaults });
	return (
		<Form
			form={form}
			label="Limits"
			onSubmit={async (limits) => {
				const saved = await saveOutcome(() => saveLimitsAction({ version, limits }));
				setIsStale(saved.isStale);
				if (saved.outcome !== undefined) return saved.outcome;
				toast({ state: "ok", text: "Limits saved." });
			}}
		>
			<FormError form={form} />
			<StaleNotice isStale={isStale} />
			<TextField
				form={form}
				name="stsRequestsPerSecond"
				label="STS requests per second"
				numeric
				className="max-w-60"
				hint="For each region, all workers together. AWS allows an account 600; leave room for what else runs there."
			/>
			<TextField
				form={form}
				name="harnessRequestsPerMinute"
				label="Harness requests per minute"
				numeric
				className="max-w-60"
				hint="For each Harness account. Harness allows 400 for one API key."
			/>
			<TextField
				form={form}
				name="resultRetentionDays"
				label="Days to keep raw results"
				numeric
				className="max-w-60"
				hint="Older results become daily counts. States and audit entries stay."
			/>
			<TextField
				form={form}
				name="ownerTag"
				label="Owner tag"
				mono
				className="max-w-60"
				hint="The connector tag whose value names its owner."
			/>
			<div>
				<SubmitButton form={form} pendingLabel="Saving…">
					Save
				</SubmitButton>
			</div>
		</Form>
	);
}
