"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { cleanToken } from "#components/form/clean.ts";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { useToast } from "#components/ui/toast.tsx";
import { markLaunchedAction, pasteRoleArnAction } from "#lib/actions/setup-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { RoleArnSchema } from "#lib/schemas/role-schema.ts";
import { failureOf } from "./action-failure.ts";
import { StepFailure } from "./step-failure.tsx";
import { stepOutcome } from "./submit-outcome.ts";

type RolePasteProps = {
	readonly connectorId: string;
	readonly version: number;
	readonly accountId: string;
	/** The pasted ARN in force; empty while it is derived. */
	readonly pastedArn: string;
	readonly onSaved: () => void;
};

/** The fallback: the ARN of a role that exists, with a name or path that cannot be derived. */
export function RolePaste({ connectorId, version, accountId, pastedArn, onSaved }: RolePasteProps) {
	const router = useRouter();
	const toast = useToast();
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);
	const form = useZodForm({ schema: RoleArnSchema, defaultValues: { roleArn: pastedArn } });
	return (
		<Form
			form={form}
			label="Role that exists"
			onSubmit={async ({ roleArn }) => {
				setFailure(null);
				const outcome = await stepOutcome(() => pasteRoleArnAction({ connectorId, version, roleArn }));
				if (outcome.kind === "fields") return outcome.outcome;
				if (outcome.kind === "step") {
					setFailure(outcome.failure);
					return undefined;
				}
				// Who pastes an ARN says that the role is there: from now on the five minutes count.
				await failureOf(() => markLaunchedAction({ connectorId }));
				onSaved();
				toast({ state: "ok", text: "The ARN is saved. This role is asked now." });
				router.refresh();
				return undefined;
			}}
		>
			<FormError form={form} />
			<StepFailure draft={{ connectorId, step: "role" }} failure={failure} />
			<TextField
				form={form}
				name="roleArn"
				label="ARN of the role"
				mono
				clean={cleanToken}
				placeholder={`arn:aws:iam::${accountId}:role/HarnessCERole`}
				hint="From the stack's Outputs (CrossAccountRoleArn) or the role's page in IAM. A path is fine."
			/>
			<div>
				<SubmitButton form={form} pendingLabel="Saving…" tone="default">
					Use this ARN
				</SubmitButton>
			</div>
		</Form>
	);
}
