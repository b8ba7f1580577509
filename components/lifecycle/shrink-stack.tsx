import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { dropShrinkAction } from "#lib/actions/change-actions.ts";
import type { StackShrink } from "#lib/domain/change-progress.ts";
import type { StackAnswer } from "#lib/loaders/changes.ts";
import { ActButton } from "./act-button.tsx";
import { StackWays } from "./stack-ways.tsx";

type ShrinkStackProps = {
	readonly connector: { readonly connectorId: string; readonly version: number };
	readonly shrink: StackShrink;
	readonly stack: StackAnswer;
	readonly now: number;
};

/** Nobody uses any longer what was given up: the role need not allow it. */
export function ShrinkStack({ connector, shrink, stack, now }: ShrinkStackProps) {
	return (
		<Card
			state="warn"
			title="Take back what is no longer used"
			subtitle={
				<>
					The new choice took effect <RelativeTime at={shrink.since} now={now} />. The role may still do more
					than it needs to; update the stack once more.
				</>
			}
		>
			<StackWays stack={stack} />
			<div className="mt-4 flex flex-wrap items-center gap-2.5">
				<ActButton {...connector} act={dropShrinkAction} pendingLabel="Noting it…">
					The stack is updated
				</ActButton>
			</div>
		</Card>
	);
}
