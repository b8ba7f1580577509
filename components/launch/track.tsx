import type { ReactNode } from "react";
import { CheckIcon, WarningIcon } from "#components/ui/icons.tsx";
import { cn } from "#lib/cn.ts";

export type TrackStep = {
	readonly title: string;
	readonly state: "done" | "now" | "stuck" | "later";
	readonly children?: ReactNode;
};

/** How far it has come, as stations on a line: each with a shape and, for ears, a word. */
export function Track({ label, steps }: { readonly label: string; readonly steps: readonly TrackStep[] }) {
	return (
		<ol aria-label={label} className="py-2">
			{steps.map(({ title, state, children }) => (
				<li
					key={title}
					aria-current={state === "now" || state === "stuck" ? "step" : undefined}
					className={cn("flex gap-3 px-4.5 py-2.25", state === "later" && "text-ink-2")}
				>
					<Tick state={state} />
					<div className="min-w-0 flex-1">
						<p className={cn(state !== "later" && "font-medium")}>
							<span className="sr-only">{WORDS[state]}: </span>
							{title}
						</p>
						{children !== undefined && <div className="text-sm text-ink-2 [&_b]:text-ink">{children}</div>}
					</div>
				</li>
			))}
		</ol>
	);
}

const WORDS = {
	done: "Done",
	now: "Now",
	stuck: "Needs attention",
	later: "Later",
} as const satisfies Record<TrackStep["state"], string>;

function Tick({ state }: { readonly state: TrackStep["state"] }) {
	const box = "mt-0.5 grid size-4.5 flex-none place-items-center rounded-full";
	switch (state) {
		case "done":
			return (
				<span className={cn(box, "bg-ok-wash text-ok")}>
					<CheckIcon className="size-3.5" />
				</span>
			);
		case "stuck":
			return (
				<span className={cn(box, "text-bad")}>
					<WarningIcon className="size-4.5" />
				</span>
			);
		case "now":
			return <span className={cn(box, "border-2 border-dashed border-wait")} />;
		case "later":
			return <span className={cn(box, "border-2 border-line-2")} />;
		default:
			return state satisfies never;
	}
}
