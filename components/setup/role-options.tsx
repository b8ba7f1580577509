"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useState } from "react";
import { cleanToken } from "#components/form/clean.ts";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm, type ZodForm } from "#components/form/zod-form.ts";
import { useToast } from "#components/ui/toast.tsx";
import { saveRoleOptionsAction } from "#lib/actions/setup-actions.ts";
import type { RoleOptions as Options } from "#lib/domain/connector.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { RoleOptionsSchema } from "#lib/schemas/role-schema.ts";
import { useKeepDraft } from "./keep-draft.ts";
import { StepFailure } from "./step-failure.tsx";
import { stepOutcome } from "./submit-outcome.ts";

type RoleOptionsProps = {
	readonly connectorId: string;
	readonly version: number;
	readonly vendor: string;
	readonly defaultRoleName: string;
	readonly defaults: Options;
	readonly regions: readonly string[];
	readonly defaultRegion: string;
	readonly onSaved: () => void;
	/** Set here, for whoever leaves the page: keeps what is typed and not saved. */
	readonly keepNow: RefObject<() => Promise<boolean>>;
};

/** What a bank needs: other names and paths, a boundary, a region, and a way to sign in first. */
export function RoleOptions(props: RoleOptionsProps) {
	const { connectorId, version, defaults, regions, defaultRegion, onSaved, keepNow } = props;
	const router = useRouter();
	const toast = useToast();
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);
	const form = useZodForm({ schema: RoleOptionsSchema, defaultValues: defaults });
	const keep = useKeepDraft({ connectorId, step: "role", form });
	useEffect(() => {
		keepNow.current = keep.keepNow;
	}, [keepNow, keep.keepNow]);
	return (
		<Form
			form={form}
			label="More options"
			onSubmit={async (role) => {
				setFailure(null);
				const outcome = await stepOutcome(() => saveRoleOptionsAction({ connectorId, version, role }));
				if (outcome.kind === "fields") return outcome.outcome;
				if (outcome.kind === "step") {
					setFailure(outcome.failure);
					return undefined;
				}
				keep.stop();
				onSaved();
				toast({ state: "ok", text: "The options are saved. Links use them from now on." });
				router.refresh();
				return undefined;
			}}
		>
			<FormError form={form} />
			<StepFailure draft={{ connectorId, step: "role" }} failure={failure} onGiveUp={keep.stop} />
			{/* biome-ignore lint/a11y/noStaticElementInteractions: leaving a field inside it only keeps what was typed */}
			<div className="grid gap-x-4 gap-y-2 sm:grid-cols-2" onBlur={keep.onBlur}>
				<TextField
					form={form}
					name="roleName"
					label="Role name"
					mono
					clean={cleanToken}
					hint={
						props.vendor === "Harness"
							? `Harness's own default is ${props.defaultRoleName}.`
							: `The default is ${props.defaultRoleName}.`
					}
				/>
				<TextField
					form={form}
					name="rolePath"
					label="Role path"
					mono
					clean={cleanToken}
					hint="Begins and ends with a slash."
				/>
				<TextField
					form={form}
					name="stackName"
					label="Stack name"
					mono
					clean={cleanToken}
					hint="Up to 57 characters: the role's policies are named after it."
				/>
				<SelectField
					form={form}
					name="region"
					label="Region of the stack"
					placeholder={`Default (${defaultRegion})`}
					options={regions.map((region) => ({ value: region, label: region }))}
					hint="IAM is global; the region only says where the stack is listed."
				/>
				<TextField
					form={form}
					name="permissionsBoundaryArn"
					label="Permissions boundary"
					mono
					optional
					clean={cleanToken}
					hint="ARN of a policy that limits the role, where your organization demands one."
					className="sm:col-span-2"
				/>
				<PortalFields form={form} />
			</div>
			<div>
				<SubmitButton form={form} pendingLabel="Saving…" tone="default">
					Save options
				</SubmitButton>
			</div>
		</Form>
	);
}

/** A way to sign in to the right account first. */
function PortalFields({ form }: { readonly form: ZodForm<Options, Options> }) {
	return (
		<>
			<TextField
				form={form}
				name="portalUrl"
				label="IAM Identity Center portal"
				mono
				optional
				clean={cleanToken}
				placeholder="https://d-1234567890.awsapps.com"
				hint="With it the link signs the person in to the right account first."
			/>
			<TextField
				form={form}
				name="permissionSetName"
				label="Permission set"
				mono
				optional
				clean={cleanToken}
				hint="One that may create roles, such as AdministratorAccess."
			/>
		</>
	);
}
