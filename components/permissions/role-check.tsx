"use client";

import { NuqsAdapter } from "nuqs/adapters/next/app";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { readChoice } from "#lib/domain/policy/library-choice.ts";
import type { RoleCheckView } from "#lib/loaders/permissions.ts";
import { LiveQuestion } from "./live-question.tsx";
import { PastedPolicies } from "./pasted-policies.tsx";
import { ResourceFields } from "./resource-fields.tsx";
import { TaskPicker } from "./task-picker.tsx";
import { useChoice } from "./use-choice.ts";

export default function RoleCheck(props: RoleCheckView) {
	return (
		<NuqsAdapter>
			<LiveProvider>
				<Checker {...props} />
			</LiveProvider>
		</NuqsAdapter>
	);
}

/** The same choice asked of AWS about a connector's role, or of pasted policies. */
export function Checker({ connectors, pickedId }: RoleCheckView) {
	const state = useChoice();
	// Composing the policy as well would bring its risks and wildcards along for nothing.
	const read = readChoice(state.choice);
	return (
		<div className="grid items-start gap-4 lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)]">
			<div className="flex min-w-0 flex-col gap-4">
				<TaskPicker state={state} />
				<ResourceFields state={state} problem={read.ok ? null : read.failure} isCheck />
			</div>
			<div className="flex min-w-0 flex-col gap-4">
				<LiveQuestion connectors={connectors} pickedId={pickedId} choice={state.choice} />
				<PastedPolicies choice={state.choice} />
			</div>
		</div>
	);
}
