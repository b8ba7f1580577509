"use client";

import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { ChoiceGroup } from "#components/form/choice-group.tsx";
import { Form, type SubmitOutcome } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { stepOutcome } from "#components/setup/submit-outcome.ts";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { savePlatformTasksAction } from "#lib/actions/platform-actions.ts";
import { FAILURES } from "#lib/domain/failures.ts";
import { PlatformTasksSchema } from "#lib/schemas/platform-schemas.ts";

export type TaskGroup = {
	readonly title: string;
	readonly tasks: readonly { readonly id: string; readonly title: string; readonly description: string }[];
};

type TasksCardProps = {
	readonly connectorId: string;
	readonly version: number;
	readonly tasks: readonly string[];
	readonly buckets: readonly string[];
	readonly groups: readonly TaskGroup[];
	/** Our own checks ask IAM about them. */
	readonly isChecked: boolean;
	readonly onSaved: () => Promise<void>;
};

/** What the connector is to do: the permissions that are looked for. */
export function TasksCard({
	connectorId,
	version,
	tasks,
	buckets,
	groups,
	isChecked,
	onSaved,
}: TasksCardProps) {
	const form = useZodForm({
		schema: PlatformTasksSchema,
		defaultValues: { tasks: [...tasks], buckets: buckets.join(", ") },
	});

	async function onSubmit(values: {
		readonly tasks: string[];
		readonly buckets: string;
	}): Promise<SubmitOutcome> {
		const save = () => savePlatformTasksAction({ connectorId, version, ...values });
		const outcome = await stepOutcome(save);
		if (outcome.kind === "fields") return outcome.outcome;
		if (outcome.kind === "step") {
			const { failure } = outcome;
			const message =
				failure === "unreachable" ? "Rolebridge could not be reached." : FAILURES[failure.code].cause;
			return { errors: [{ message }] };
		}
		await onSaved();
		return undefined;
	}

	return (
		<Card
			title="What Harness is to do"
			subtitle={
				isChecked
					? "The role is asked whether it has what these tasks need."
					: "Kept with the connector. It is checked once the role trusts Rolebridge too."
			}
			aside={
				<LinkButton href="/permissions" size="small">
					Permission library
				</LinkButton>
			}
		>
			<Form form={form} label="Tasks" onSubmit={onSubmit}>
				<FormError form={form} />
				<p className="text-sm text-ink-2">
					<Mono>ec2:DescribeRegions</Mono> is always needed, and always part of it.
				</p>
				{groups.map(({ title, tasks: choices }) => (
					<ChoiceGroup key={title} form={form} name="tasks" legend={title}>
						<div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
							{choices.map((task) => (
								<CheckboxField
									key={task.id}
									form={form}
									name="tasks"
									value={task.id}
									label={task.title}
									hint={task.description}
								/>
							))}
						</div>
					</ChoiceGroup>
				))}
				<TextField
					form={form}
					name="buckets"
					label="Bucket names"
					optional
					mono
					hint="For tasks of Amazon S3, with commas between. Without them these tasks are asked about in part."
				/>
				<div>
					<SubmitButton form={form} tone="default" pendingLabel="Saving…">
						Save tasks
					</SubmitButton>
				</div>
			</Form>
		</Card>
	);
}
