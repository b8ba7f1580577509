import type { ReactNode } from "react";
import { cn } from "#lib/cn.ts";
import { InfoIcon } from "./icons.tsx";
import { STATE_LOOKS, type State } from "./state.ts";

export type NoticeTone = Exclude<State, "none"> | "info";

export type NoticeProps = {
	readonly tone: NoticeTone;
	/** What happened, in one line. */
	readonly title?: ReactNode;
	/** Why, and what to do. */
	readonly children?: ReactNode;
	readonly action?: ReactNode;
	/** It appeared while the page was open: screen readers say it, at once ("alert") or when idle ("status"). */
	readonly live?: "alert" | "status";
	readonly className?: string;
};

const EDGES = {
	info: "border-line-2",
	ok: "border-ok/30",
	warn: "border-warn/30",
	bad: "border-bad/30",
	wait: "border-wait/30",
} as const satisfies Record<NoticeTone, string>;

export function Notice({ tone, title, children, action, live, className }: NoticeProps) {
	const look =
		tone === "info" ? { text: "text-ink-2", wash: "bg-wash-2", Icon: InfoIcon } : STATE_LOOKS[tone];
	return (
		<div
			role={live}
			className={cn(
				"flex flex-wrap gap-x-4 gap-y-2 rounded border px-4 py-3",
				EDGES[tone],
				look.wash,
				className,
			)}
		>
			<div className="flex min-w-0 flex-1 basis-52 gap-3">
				<look.Icon className={cn("mt-0.75", look.text)} />
				<div className="min-w-0 flex-1">
					{title !== undefined && <p className="font-semibold">{title}</p>}
					{children !== undefined && <div className="text-sm text-ink-2 [&_b]:text-ink">{children}</div>}
				</div>
			</div>
			{action !== undefined && <div className="flex items-center gap-2 self-center">{action}</div>}
		</div>
	);
}
