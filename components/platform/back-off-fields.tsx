"use client";

import { useWatch } from "react-hook-form";
import { SelectField } from "#components/form/select-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import type { BackOff } from "#lib/domain/platform/platform-settings.ts";
import { BackOffSchema } from "#lib/schemas/platform-schemas.ts";
import { BackOffChart } from "./back-off-chart.tsx";
import {
	BACK_OFF_TITLES,
	BACK_OFF_TYPES,
	type CredentialsFormOf,
	type CredentialsValues,
} from "./credentials-values.ts";

const OPTIONS = BACK_OFF_TYPES.map((value) => ({ value, label: BACK_OFF_TITLES[value] }));

const MEANINGS = {
	none: "How long Harness waits before it asks AWS again after a throttled call. The SDK's own way suits most.",
	FixedDelayBackoffStrategy: "The same delay before every retry.",
	EqualJitterBackoffStrategy:
		"Half of a delay that doubles each time, and a random part up to the other half.",
	FullJitterBackoffStrategy: "A random delay, up to a limit that doubles each time.",
} as const satisfies Record<CredentialsValues["backOffType"], string>;

/** "AWS SDK back-off strategy", and what its delays come to. */
export function BackOffFields({ form }: { readonly form: CredentialsFormOf }) {
	const typed = useWatch({ control: form.control });
	const type = typed.backOffType ?? "none";
	const backOff = readBackOff(typed);
	return (
		<div className="flex flex-col gap-2">
			<SelectField
				form={form}
				name="backOffType"
				label="AWS SDK back-off strategy"
				options={OPTIONS}
				hint={MEANINGS[type]}
			/>
			{type !== "none" && (
				<fieldset className="grid min-w-0 gap-x-4 gap-y-2 rounded border border-line bg-paper px-4.5 py-4 sm:grid-cols-3">
					<legend className="sr-only">Delays</legend>
					{type === "FixedDelayBackoffStrategy" ? (
						<TextField form={form} name="fixedBackoff" label="Delay" numeric hint="Milliseconds." />
					) : (
						<>
							<TextField form={form} name="baseDelay" label="First delay" numeric hint="Milliseconds." />
							<TextField
								form={form}
								name="maxBackoffTime"
								label="Longest delay"
								numeric
								hint="Milliseconds."
							/>
						</>
					)}
					<TextField form={form} name="retryCount" label="Retries" numeric hint="0 to 10." />
					{backOff !== null && (
						<div className="sm:col-span-3">
							<BackOffChart backOff={backOff} />
						</div>
					)}
				</fieldset>
			)}
		</div>
	);
}

/** What was typed, once it is a strategy; null: none is chosen, or a number is missing or out of its bounds. */
function readBackOff(typed: Partial<CredentialsValues>): BackOff | null {
	const number = (text: string | undefined) => (text?.trim() ? Number(text) : Number.NaN);
	const read = BackOffSchema.safeParse({
		type: typed.backOffType,
		fixedBackoff: number(typed.fixedBackoff),
		baseDelay: number(typed.baseDelay),
		maxBackoffTime: number(typed.maxBackoffTime),
		retryCount: number(typed.retryCount),
	});
	return read.success ? read.data : null;
}
