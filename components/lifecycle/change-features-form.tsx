"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Form, type SubmitOutcome } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { useFeaturesForm } from "#components/setup/features-context.tsx";
import { FeatureFields, type FeatureFieldsProps } from "#components/setup/features-form.tsx";
import type { SaveStep } from "#components/setup/step-form.tsx";
import { stepOutcome } from "#components/setup/submit-outcome.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { StepFoot } from "#components/ui/step-layout.tsx";
import type { Failure } from "#lib/domain/failures.ts";
import type { RequirementsOutput } from "#lib/schemas/requirements-schema.ts";

type ChangeFeaturesFormProps = FeatureFieldsProps & {
	readonly connectorId: string;
	readonly version: number;
	readonly save: SaveStep<{ readonly requirements: RequirementsOutput }>;
};

/** The set-up's own fields; nothing changes by sending them but what is waited for. */
export function ChangeFeaturesForm({ connectorId, version, save, ...fields }: ChangeFeaturesFormProps) {
	const form = useFeaturesForm();
	const router = useRouter();
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);
	const [isGoing, startGoing] = useTransition();

	async function onSubmit(requirements: RequirementsOutput): Promise<SubmitOutcome> {
		setFailure(null);
		const outcome = await stepOutcome(() => save({ connectorId, version, requirements }));
		if (outcome.kind === "fields") return outcome.outcome;
		if (outcome.kind === "step") setFailure(outcome.failure);
		else startGoing(() => router.refresh());
		return undefined;
	}

	return (
		<Form form={form} label="Features" onSubmit={onSubmit}>
			<FormError form={form} />
			<FeatureFields {...fields} />
			<ActionFailureNotice failure={failure} />
			<StepFoot back={<LinkButton href={`/connectors/${connectorId}`}>Back</LinkButton>}>
				<SubmitButton form={form} pending={isGoing} pendingLabel="Comparing…">
					Compare and go on
				</SubmitButton>
			</StepFoot>
		</Form>
	);
}
