"use client";

import { useId } from "react";
import { Card } from "#components/ui/card.tsx";
import { PARTITIONS, partitionFacts } from "#lib/domain/partition.ts";
import type { ComposeProblem } from "#lib/domain/policy/compose.ts";
import { PlainField } from "./plain-field.tsx";
import type { ChoiceState } from "./use-choice.ts";

type ResourceFieldsProps = {
	readonly state: Pick<ChoiceState, "texts" | "change">;
	readonly problem: ComposeProblem | null;
	/** A role that exists is checked: none is to be made. */
	readonly isCheck?: boolean;
};

/** Which buckets, regions and accounts the chosen tasks are to reach. */
export function ResourceFields({ state, problem, isCheck = false }: ResourceFieldsProps) {
	const { texts, change } = state;
	const errorOf = (field: ComposeProblem["field"]) =>
		problem?.field === field ? problem.message : undefined;
	return (
		<Card title="Resources" subtitle="Empty: not limited, where a task allows that">
			<div className="flex flex-col gap-4">
				<PlainField
					label="Bucket names"
					hint="Several with commas between."
					placeholder="my-artifacts, my-releases"
					value={texts.buckets}
					onChange={(buckets) => change({ buckets })}
					error={errorOf("bucketNames")}
				/>
				<PlainField
					label="Account that owns the buckets"
					hint="Only for buckets in another account."
					placeholder="123456789012"
					value={texts.owner}
					onChange={(owner) => change({ owner })}
					error={errorOf("otherAccountId")}
				/>
				<PlainField
					label="Accounts"
					hint="Only resources of these accounts may be used."
					placeholder="123456789012"
					value={texts.accounts}
					onChange={(accounts) => change({ accounts })}
					error={errorOf("accountIds")}
				/>
				<PlainField
					label="Regions"
					hint="Calls to other regions are then not allowed, where a service is regional."
					placeholder="us-east-1, eu-west-1"
					value={texts.regions}
					onChange={(regions) => change({ regions })}
					error={errorOf("regions")}
				/>
				{!isCheck && (
					<PlainField
						label="Role"
						hint="The name of the role to make, or the ARN of one that exists."
						placeholder="HarnessPlatformRole"
						value={texts.role}
						onChange={(role) => change({ role })}
						error={errorOf("roleArn")}
					/>
				)}
				<PartitionChoice value={texts.partition} onChange={(partition) => change({ partition })} />
				{isCheck && (
					<p className="text-sm text-ink-2">
						Regions and partition count for pasted policies. AWS is asked in the connector's own partition,
						and its simulation knows no region.
					</p>
				)}
			</div>
		</Card>
	);
}

type PartitionChoiceProps = { readonly value: string; readonly onChange: (value: string) => void };

function PartitionChoice({ value, onChange }: PartitionChoiceProps) {
	const id = useId();
	return (
		<div>
			<label htmlFor={id} className="mb-1.5 block font-medium">
				Partition
			</label>
			<select
				id={id}
				value={value === "" ? "aws" : value}
				onChange={({ currentTarget }) => onChange(currentTarget.value === "aws" ? "" : currentTarget.value)}
				className="control"
			>
				{PARTITIONS.map((partition) => (
					<option key={partition} value={partition}>
						{partitionFacts(partition).title}
					</option>
				))}
			</select>
		</div>
	);
}
