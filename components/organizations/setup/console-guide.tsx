"use client";

import { useWatch } from "react-hook-form";
import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { useKeepDraft } from "#components/setup/keep-draft.ts";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import type { LaunchView } from "#lib/organizations/launch-view.ts";
import { GuideTicksSchema } from "#lib/schemas/rollout-input.ts";
import { GuideDetails } from "./guide-steps.tsx";
import { StackBesides } from "./one-stack.tsx";

type ConsoleGuideProps = {
	readonly rolloutId: string;
	readonly view: LaunchView;
	readonly ticks: readonly string[];
};

/** Harness's document as a checklist, with every value to copy. Ticks are kept for whoever comes back. */
export function ConsoleGuide({ rolloutId, view, ticks }: ConsoleGuideProps) {
	const form = useZodForm({ schema: GuideTicksSchema, defaultValues: { ticks: [...ticks] } });
	const keep = useKeepDraft({ rolloutId, step: "guide", form });
	const done = useWatch({ control: form.control, name: "ticks" }).length;
	const { guide } = view;
	return (
		<div className="flex flex-col gap-4">
			<p className="text-sm text-ink-2">
				The steps of Harness's own document, with your values. Tick what you have done; then press{" "}
				<b className="text-ink">I have launched it</b>.
			</p>
			<ProgressBar
				label="Steps done"
				value={guide.length === 0 ? 0 : done / guide.length}
				detail={`${done} of ${guide.length}`}
			/>
			<ol className="rounded border border-line bg-paper" onChange={keep.onBlur} onBlur={keep.onBlur}>
				{guide.map((step) => (
					<li key={step.number} className="border-t border-line px-4.5 py-3 first:border-t-0">
						<CheckboxField
							form={form}
							name="ticks"
							value={String(step.number)}
							label={`${step.number}. ${step.text}`}
						/>
						<div className="pl-6.5">
							<GuideDetails step={step} />
						</div>
					</li>
				))}
			</ol>
			<StackBesides view={view} />
		</div>
	);
}
