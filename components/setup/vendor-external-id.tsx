"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { cleanToken } from "#components/form/clean.ts";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { Card } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { saveDestinationExternalIdAction } from "#lib/actions/setup-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { DestinationExternalIdSchema } from "#lib/schemas/role-schema.ts";
import { StepFailure } from "./step-failure.tsx";
import { stepOutcome } from "./submit-outcome.ts";

type VendorExternalIdProps = {
	readonly connectorId: string;
	readonly version: number;
	readonly product: string;
	/** Empty: not pasted yet. */
	readonly externalId: string;
	/** In use by it: it stays. */
	readonly isFixed: boolean;
};

/** The one value that only the vendor knows. It goes into the role's trust policy and nowhere else. */
export function VendorExternalId(props: VendorExternalIdProps) {
	const { product, externalId, isFixed } = props;
	const label = `External ID from ${product}`;
	return (
		<Card
			title={`What ${product} gives you`}
			subtitle={`${product} sends it when it assumes the role, and the role lets ${product} in by nothing else.`}
		>
			{isFixed ? <CopyField label={label} value={externalId} /> : <Paste {...props} label={label} />}
		</Card>
	);
}

function Paste(props: VendorExternalIdProps & { readonly label: string }) {
	const { connectorId, version, product, externalId, label } = props;
	const router = useRouter();
	const toast = useToast();
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);
	const form = useZodForm({ schema: DestinationExternalIdSchema, defaultValues: { externalId } });
	return (
		<Form
			form={form}
			label={label}
			onSubmit={async (input) => {
				setFailure(null);
				const outcome = await stepOutcome(() =>
					saveDestinationExternalIdAction({ connectorId, version, ...input }),
				);
				if (outcome.kind === "fields") return outcome.outcome;
				if (outcome.kind === "step") {
					setFailure(outcome.failure);
					return undefined;
				}
				toast({ state: "ok", text: "The external ID is saved. Links carry it from now on." });
				router.refresh();
				return undefined;
			}}
		>
			<FormError form={form} />
			<StepFailure draft={{ connectorId, step: "role" }} failure={failure} />
			<TextField
				form={form}
				name="externalId"
				label={label}
				mono
				clean={cleanToken}
				hint={`${product} shows it where a new AWS connection is set up by hand. Rolebridge never uses it to assume a role.`}
			/>
			<div>
				<SubmitButton form={form} pendingLabel="Saving…" tone={externalId === "" ? "primary" : "default"}>
					Save the external ID
				</SubmitButton>
			</div>
		</Form>
	);
}
