import type { ReactNode } from "react";
import { cn } from "#lib/cn.ts";

export type ProgressBarProps = {
	/** What is under way, as words above the bar: "Asking STS in us-east-1". */
	readonly label: string;
	/** How far, 0 to 1; left out when nobody can tell. */
	readonly value?: number;
	/** Right of the label: "7 of 11", "about 40 s left". */
	readonly detail?: ReactNode;
	/** The words are already on the page: keep them for screen readers only. */
	readonly hideLabel?: boolean;
	readonly className?: string;
};

export function ProgressBar({ label, value, detail, hideLabel = false, className }: ProgressBarProps) {
	const percent = value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
	return (
		<div className={className}>
			{!hideLabel && (
				<div className="mb-2 flex justify-between gap-4 text-sm text-ink-2">
					<span aria-hidden="true">{label}</span>
					{detail !== undefined && <span>{detail}</span>}
				</div>
			)}
			<div
				role="progressbar"
				aria-label={label}
				aria-valuemin={0}
				aria-valuemax={100}
				aria-valuenow={percent}
				className="h-1 overflow-hidden rounded-full bg-line"
			>
				<div
					className={cn(
						"h-full rounded-full bg-wait",
						percent === undefined
							? "w-2/5 motion-safe:animate-slide motion-reduce:w-full motion-reduce:opacity-50"
							: "transition-[width]",
					)}
					style={percent === undefined ? undefined : { width: `${percent}%` }}
				/>
			</div>
		</div>
	);
}
