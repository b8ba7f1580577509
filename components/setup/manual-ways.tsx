"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { markLaunchedAction, saveDraftAction } from "#lib/actions/setup-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";
import type { ManualStep } from "#lib/domain/manual/manual-steps.ts";
import { failureOf } from "./action-failure.ts";
import { ActionFailureNotice } from "./action-failure-notice.tsx";
import { ManualStepItem } from "./manual-step-item.tsx";

type ManualWaysProps = {
	readonly connectorId: string;
	/** "Manual, billing connection": the way's name. */
	readonly title: string;
	/** Null: whom the role is to trust is not known yet. */
	readonly steps: readonly ManualStep[] | null;
	/** Ticked before, perhaps on another day. */
	readonly done: readonly string[];
};

/** For people who may not run CloudFormation: the role by hand, as a checklist. */
export function ManualWays({ connectorId, title, steps, done: doneBefore }: ManualWaysProps) {
	const router = useRouter();
	const [done, setDone] = useState(doneBefore);
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);
	const [isMade, setIsMade] = useState(false);
	const [isSaying, say] = useTransition();
	if (steps === null) {
		return (
			<Notice tone="wait" title="Not known yet">
				Whom the role is to trust is not known yet. Open the first tab: it says what is missing.
			</Notice>
		);
	}

	function tick(id: string, isTicked: boolean) {
		const next = isTicked ? [...done, id] : done.filter((other) => other !== id);
		setDone(next);
		say(async () => {
			setFailure(
				await failureOf(() => saveDraftAction({ connectorId, step: "manual", values: { done: next } })),
			);
		});
	}

	function sayMade() {
		say(async () => {
			const why = await failureOf(() => markLaunchedAction({ connectorId }));
			setFailure(why);
			setIsMade(why === null);
			if (why === null) router.refresh();
		});
	}

	const count = steps.filter(({ id }) => done.includes(id)).length;
	return (
		<div className="flex flex-col gap-3">
			<p className="text-sm text-ink-2">
				{title}. For people who may not run CloudFormation: it comes to the same role, and is verified like
				any other. {count} of {steps.length} steps done.
			</p>
			<ol aria-label="Steps by hand" className="rounded border border-line bg-paper">
				{steps.map((step, index) => (
					<ManualStepItem
						key={step.id}
						step={step}
						number={index + 1}
						isDone={done.includes(step.id)}
						onTick={(isTicked) => tick(step.id, isTicked)}
					/>
				))}
			</ol>
			<div className="flex flex-wrap items-center gap-3">
				<Button onClick={sayMade} disabled={isSaying}>
					The role is made
				</Button>
				{isMade && (
					<span className="text-sm text-ink-2">It is asked now; new roles often take a minute.</span>
				)}
			</div>
			<ActionFailureNotice failure={failure} />
		</div>
	);
}
