import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Pill } from "#components/ui/pill.tsx";
import type { State } from "#components/ui/state.ts";
import type { PreflightItem } from "#lib/domain/rollout/preflight.ts";

const LOOKS = {
	passed: { state: "ok", word: "In order" },
	failed: { state: "bad", word: "To do first" },
	unknown: { state: "none", word: "Not known" },
} as const satisfies Record<PreflightItem["outcome"], { state: State; word: string }>;

type PreflightCardProps = {
	readonly items: readonly PreflightItem[];
	readonly isLaunched: boolean;
};

/** What can be known before a launch, and what to do about it. */
export function PreflightCard({ items, isLaunched }: PreflightCardProps) {
	const open = items.filter(({ outcome }) => outcome === "failed").length;
	const unknown = items.filter(({ outcome }) => outcome === "unknown").length;
	return (
		<Card
			title={isLaunched ? "What the launch rests on" : "Before you launch"}
			subtitle={summary(open, unknown)}
			flush
		>
			{items.map((item) => (
				<PreflightRow key={item.id} item={item} />
			))}
		</Card>
	);
}

function summary(open: number, unknown: number): string {
	const parts = [
		open > 0 && `${open} to do first`,
		unknown > 0 && `${unknown} that nobody can tell from here`,
	].filter((part) => part !== false);
	return parts.length === 0 ? "Everything that can be told is in order." : `${parts.join(", ")}.`;
}

function PreflightRow({
	item: { title, outcome, observed, todo, command },
}: {
	readonly item: PreflightItem;
}) {
	const { state, word } = LOOKS[outcome];
	return (
		<Disclosure
			row
			defaultOpen={outcome === "failed"}
			summary={title}
			aside={<Pill state={state}>{word}</Pill>}
		>
			<div className="flex flex-col gap-2 text-sm">
				<p>{observed}</p>
				{todo !== null && <p className="text-ink-2">{todo}</p>}
				{command !== null && <CodeBlock label="AWS CLI command" code={command} />}
			</div>
		</Disclosure>
	);
}
