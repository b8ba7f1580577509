"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { cleanDigits, cleanToken } from "#components/form/clean.ts";
import { Form, type SubmitOutcome } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm, type ZodForm } from "#components/form/zod-form.ts";
import { useKeepDraft } from "#components/setup/keep-draft.ts";
import { StepFailure } from "#components/setup/step-failure.tsx";
import { stepOutcome } from "#components/setup/submit-outcome.ts";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { saveLaunchStepAction } from "#lib/actions/rollout-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";
import type { OrganizationUnit, RolloutKind } from "#lib/domain/rollout.ts";
import {
	LaunchOptionsFormSchema,
	type LaunchOptions as Output,
	type LaunchOptionsForm as Values,
} from "#lib/schemas/rollout-launch-schema.ts";
import { UnitsField } from "./units-field.tsx";

type LaunchOptionsProps = {
	readonly place: { readonly rolloutId: string; readonly version: number };
	readonly kind: RolloutKind;
	readonly isLaunched: boolean;
	/** There are ways below that follow from what is here. */
	readonly isSaved: boolean;
	readonly defaultValues: Values;
	readonly units: readonly OrganizationUnit[];
	readonly regions: readonly string[];
};

/** Which accounts, in which order, and what a large company needs besides. Every way below follows from it. */
export function LaunchOptions(props: LaunchOptionsProps) {
	const { place, kind, isLaunched, isSaved, defaultValues, units, regions } = props;
	const { rolloutId, version } = place;
	const router = useRouter();
	const toast = useToast();
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);
	const form = useZodForm({ schema: LaunchOptionsFormSchema, defaultValues });
	const draft = { rolloutId, step: "launch" } as const;
	const keep = useKeepDraft({ ...draft, form });

	async function onSubmit(launch: Output): Promise<SubmitOutcome> {
		setFailure(null);
		const outcome = await stepOutcome(() => saveLaunchStepAction({ rolloutId, version, launch }));
		if (outcome.kind === "fields") return outcome.outcome;
		if (outcome.kind === "step") {
			setFailure(outcome.failure);
			return undefined;
		}
		keep.stop();
		toast({ state: "ok", text: "Saved. The ways below follow from it." });
		router.refresh();
		return undefined;
	}

	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: leaving any field inside keeps what is typed
		<div onBlur={keep.onBlur}>
			<Form form={form} label="Launch options" onSubmit={onSubmit}>
				<FormError form={form} />
				<Card label="Launch options" flush>
					{kind === "organization" && (
						<div className="px-4.5 py-4">
							<UnitsField form={form} units={units} isLaunched={isLaunched} />
						</div>
					)}
					<Disclosure row summary="More options">
						<MoreOptions form={form} kind={kind} regions={regions} isLaunched={isLaunched} />
					</Disclosure>
					<div className="flex flex-col gap-3 border-t border-line px-4.5 py-4">
						<StepFailure draft={draft} failure={failure} onGiveUp={keep.stop} />
						<div>
							<SubmitButton form={form} pendingLabel="Saving…" tone={isSaved ? "default" : "primary"}>
								{isSaved ? "Save changes" : "Show the ways to launch"}
							</SubmitButton>
						</div>
					</div>
				</Card>
			</Form>
		</div>
	);
}

type MoreOptionsProps = Pick<LaunchOptionsProps, "kind" | "regions" | "isLaunched"> & {
	readonly form: ZodForm<Values, Output>;
};

function MoreOptions({ form, kind, regions, isLaunched }: MoreOptionsProps) {
	const isOrganization = kind === "organization";
	return (
		<div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
			{isOrganization && <Pace form={form} />}
			<SelectField
				form={form}
				name="region"
				label={isOrganization ? "Region of the stack set" : "Region of the stacks"}
				options={regions.map((region) => ({ value: region, label: region }))}
				disabled={isLaunched}
				hint="IAM is global: one region is enough for every account."
			/>
			<TextField
				form={form}
				name="stackName"
				label="Stack name"
				mono
				clean={cleanToken}
				readOnly={isLaunched}
				hint={isOrganization ? "Of the one stack that makes the stack set." : "The same in every account."}
			/>
			{isOrganization && (
				<>
					<TextField
						form={form}
						name="stackSetName"
						label="Stack set name"
						mono
						clean={cleanToken}
						readOnly={isLaunched}
						hint="As Harness's document has it."
					/>
					<TextField
						form={form}
						name="delegatedAdministratorId"
						label="Delegated administrator"
						optional
						numeric
						clean={cleanDigits}
						readOnly={isLaunched}
						hint="Account ID, where stack sets are administered outside the management account."
					/>
				</>
			)}
			<TextField
				form={form}
				name="roleName"
				label="Role name"
				mono
				clean={cleanToken}
				readOnly={isLaunched}
				hint="The same in every account. Harness's own default is HarnessCERole."
			/>
			<TextField
				form={form}
				name="rolePath"
				label="Role path"
				mono
				clean={cleanToken}
				readOnly={isLaunched}
				hint="Begins and ends with a slash."
			/>
			<TextField
				form={form}
				name="permissionsBoundaryArn"
				label="Permissions boundary"
				mono
				optional
				clean={cleanToken}
				readOnly={isLaunched}
				hint="ARN of a policy that limits the roles. One of your own must exist by that name in every account."
				className="sm:col-span-2"
			/>
		</div>
	);
}

function Pace({ form }: Pick<MoreOptionsProps, "form">) {
	return (
		<>
			<TextField
				form={form}
				name="failureTolerancePercent"
				label="Failure tolerance, percent"
				numeric
				clean={cleanDigits}
				hint="100: an account whose stack fails stops nobody else."
			/>
			<TextField
				form={form}
				name="maxConcurrentPercent"
				label="Accounts at a time, percent"
				numeric
				clean={cleanDigits}
				hint="1 to 100. More is faster."
			/>
			<TextField
				form={form}
				name="stopAtFailingPercent"
				label="Waves stop above, percent"
				numeric
				clean={cleanDigits}
				hint="The next wave may begin while no greater share of the last one fails."
				className="sm:col-span-2"
			/>
		</>
	);
}
