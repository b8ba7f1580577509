"use client";

import { useWatch } from "react-hook-form";
import { RadioGroupField } from "#components/form/radio-group-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm, type ZodForm } from "#components/form/zod-form.ts";
import type { SaveStep, StepPlace } from "#components/setup/step-form.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { ConnectivityFormSchema } from "#lib/schemas/platform-form-schemas.ts";
import type { ConnectivityInput } from "#lib/schemas/platform-schemas.ts";
import { DelegateList } from "./delegate-list.tsx";
import { PlatformForm } from "./platform-form.tsx";

/** As it is typed. */
export type ConnectivityValues = {
	readonly through: "harness" | "delegate";
	readonly delegates: "any" | "tagged";
	readonly selectors: string;
};

type ConnectivityFormProps = {
	readonly place: StepPlace;
	readonly save: SaveStep<{ readonly connectivity: ConnectivityInput }>;
	readonly nextHref: string;
	readonly defaultValues: ConnectivityValues;
	/** Credentials that exist on a delegate only: there is no choice then. Null: there is. */
	readonly delegateOnly: "Irsa" | "InheritFromDelegate" | null;
	readonly newDelegateHref: string;
};

export function ConnectivityForm(props: ConnectivityFormProps) {
	const { place, save, nextHref, defaultValues, delegateOnly, newDelegateHref } = props;
	const form = useZodForm({ schema: ConnectivityFormSchema, defaultValues });
	const { connectorId } = place;
	const through = useWatch({ control: form.control, name: "through" });
	return (
		<PlatformForm
			form={form}
			step="connectivity"
			place={place}
			save={(connectivity, version) => save({ connectorId, version, connectivity })}
			nextHref={() => nextHref}
		>
			<RadioGroupField form={form} name="through" label="Connectivity mode" options={modes(delegateOnly)} />
			{through === "delegate" && <Delegates form={form} isOwn={delegateOnly !== null} />}
			{through === "delegate" && (
				<Watched form={form} connectorId={connectorId} newDelegateHref={newDelegateHref} />
			)}
		</PlatformForm>
	);
}

type FormOf = ZodForm<ConnectivityValues, ConnectivityInput>;

/** `isOwn`: the credentials are a delegate's own, so that it matters which one Harness takes. */
function Delegates({ form, isOwn }: { readonly form: FormOf; readonly isOwn: boolean }) {
	const choice = useWatch({ control: form.control, name: "delegates" });
	return (
		<div className="flex flex-col gap-2">
			<RadioGroupField
				form={form}
				name="delegates"
				label="Delegates"
				options={isOwn ? OWN_CHOICES : CHOICES}
			/>
			{isOwn && choice === "any" && (
				<Notice tone="warn" live="status" title="Harness may refuse this without tags">
					Its pages allow any available delegate here; parts of its API call for tags with a delegate's own
					identity. If it refuses the connector, the last step shows Harness's own words: name the tags then.
				</Notice>
			)}
			{choice === "tagged" && (
				<TextField
					form={form}
					name="selectors"
					label="Delegate tags"
					mono
					placeholder="eks, production"
					hint="Between commas. A delegate's own name counts as a tag of it."
				/>
			)}
		</div>
	);
}

type WatchedProps = { readonly form: FormOf; readonly connectorId: string; readonly newDelegateHref: string };

/** The delegates there are, judged by what is typed just now. */
function Watched({ form, ...rest }: WatchedProps) {
	const [choice, typed] = useWatch({ control: form.control, name: ["delegates", "selectors"] });
	const selectors = typed.split(/[,\n]/).map((part) => part.trim());
	return (
		<DelegateList {...rest} selectors={choice === "any" ? [] : selectors.filter((part) => part !== "")} />
	);
}

const CHOICES = [
	{
		value: "any",
		label: "Use any available delegate",
		hint: "Harness chooses when the connector is used. Right where every delegate may reach this account.",
	},
	{ value: "tagged", label: "Only use delegates with all of the following tags" },
] as const;

const OWN_CHOICES = [
	{
		...CHOICES[0],
		hint: "Harness chooses when the connector is used. Right where every delegate has the permissions; each has its own identity.",
	},
	CHOICES[1],
] as const;

const REASONS = {
	Irsa: "Not with IRSA: only the delegate's own service account has the role.",
	InheritFromDelegate: "Not with the role of a delegate: only the delegate has it.",
} as const;

function modes(delegateOnly: ConnectivityFormProps["delegateOnly"]) {
	return [
		{
			value: "harness",
			label: "Connect through Harness Platform",
			hint:
				delegateOnly === null
					? "Harness calls AWS itself, over TLS. Nothing has to be installed."
					: REASONS[delegateOnly],
			disabled: delegateOnly !== null,
		},
		{
			value: "delegate",
			label: "Connect through a Harness Delegate",
			hint: "Calls to AWS come from where the delegate runs: its network, its firewall, its endpoints.",
		},
	];
}
