import type { ReactNode } from "react";
import { cn } from "#lib/cn.ts";

export type StepLayoutProps = {
	/** The stepper, and below it what is worth a line: "Saved 4 s ago." */
	readonly steps: ReactNode;
	readonly children: ReactNode;
	/** Beside the step on a wide screen, below it on a narrow one. */
	readonly aside?: ReactNode;
};

/** The frame of every step: where one is, what to do, what it means. */
export function StepLayout({ steps, children, aside }: StepLayoutProps) {
	return (
		<div className="grid items-start gap-x-8 gap-y-5 lg:grid-cols-[13.5rem_minmax(0,1fr)_19rem]">
			<div className="min-w-0 lg:sticky lg:top-7">{steps}</div>
			<div
				className={cn("flex min-w-0 flex-col gap-4", aside === undefined && "lg:col-span-2 lg:max-w-[52rem]")}
			>
				{children}
			</div>
			{aside !== undefined && <aside className="min-w-0">{aside}</aside>}
		</div>
	);
}

export type StepFootProps = {
	/** Left: the way back. */
	readonly back?: ReactNode;
	/** Right: save, and the one that goes on last. */
	readonly children: ReactNode;
};

export function StepFoot({ back, children }: StepFootProps) {
	return (
		<div className="mt-3 flex flex-wrap items-center justify-between gap-2.5 border-t border-line pt-4.5">
			<div>{back}</div>
			<div className="flex flex-wrap items-center justify-end gap-2.5">{children}</div>
		</div>
	);
}
