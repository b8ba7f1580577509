import { cn } from "#lib/cn.ts";
import { CheckIcon } from "./icons.tsx";
import { Link } from "./link.tsx";

export type Step = {
	readonly label: string;
	readonly state: "done" | "now" | "todo";
	/** Where the step can be opened; left out for one that cannot be entered yet. */
	readonly href?: string;
};

export type StepperProps = {
	/** Names the navigation: "Steps". */
	readonly label: string;
	readonly steps: readonly Step[];
	readonly className?: string;
};

/**
 * A column of numbered dots; below the `lg` width one line of bars under "Step 4 of 5: …".
 * One list serves both, so a screen reader and a search for a step's name meet every name once.
 */
export function Stepper({ label, steps, className }: StepperProps) {
	return (
		<nav aria-label={label} className={className}>
			<ol className="flex flex-wrap gap-x-1.5 lg:flex-col lg:flex-nowrap lg:gap-0">
				{steps.map((step, index) => (
					<StepItem key={step.label} step={step} number={index + 1} of={steps.length} />
				))}
			</ol>
		</nav>
	);
}

function StepItem({ step, number, of }: { step: Step; number: number; of: number }) {
	const isNow = step.state === "now";
	const parts = (
		<>
			<Marker step={step} number={number} />
			<span className={cn(isNow ? "order-first w-full lg:order-none lg:w-auto" : "max-lg:sr-only")}>
				{isNow && (
					<span className="font-normal text-ink-2 lg:hidden">
						Step {number} of {of}:{" "}
					</span>
				)}
				{step.label}
				{step.state === "done" && <span className="sr-only">, done</span>}
			</span>
		</>
	);
	const row = "flex-1 items-center gap-3 py-2.5 lg:flex lg:flex-none lg:py-1.75";
	if (isNow) {
		return (
			<li
				aria-current="step"
				className="contents font-semibold text-ink lg:flex lg:items-center lg:gap-3 lg:py-1.75"
			>
				{parts}
			</li>
		);
	}
	return (
		<li className="flex-1 text-ink-2 lg:flex-none">
			{step.href === undefined ? (
				<span className={cn(row, "block")}>{parts}</span>
			) : (
				<Link href={step.href} className={cn(row, "block rounded-sm no-underline hover:text-ink")}>
					{parts}
				</Link>
			)}
		</li>
	);
}

const MARKERS = {
	done: "max-lg:bg-ok lg:border-ok lg:bg-ok-wash lg:text-ok",
	now: "max-lg:my-2.5 max-lg:flex-1 max-lg:bg-brand lg:border-brand lg:bg-brand lg:text-brand-ink",
	todo: "max-lg:bg-line-2 lg:border-line-3 lg:bg-paper",
} as const satisfies Record<Step["state"], string>;

function Marker({ step, number }: { step: Step; number: number }) {
	return (
		<span
			aria-hidden="true"
			className={cn(
				"block h-1 rounded-full",
				"lg:grid lg:size-5.5 lg:flex-none lg:place-items-center lg:border-[1.5px] lg:text-xs lg:font-semibold",
				MARKERS[step.state],
			)}
		>
			<span className="max-lg:hidden">
				{step.state === "done" ? <CheckIcon className="size-3" /> : number}
			</span>
		</span>
	);
}
