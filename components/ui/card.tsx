import type { ReactNode } from "react";
import { cn } from "#lib/cn.ts";
import type { State } from "./state.ts";

export type CardProps = {
	readonly title?: string;
	readonly subtitle?: ReactNode;
	/** Right of the title: a tag, a count, a quiet button. */
	readonly aside?: ReactNode;
	/** A coloured left edge: what the card as a whole is about. */
	readonly state?: State;
	/** No padding: the children are rows, a table, a list with their own. */
	readonly flush?: boolean;
	/** Names the section when it has no title. */
	readonly label?: string;
	readonly className?: string;
	readonly children?: ReactNode;
};

const EDGES = {
	ok: "border-l-3 border-l-ok",
	warn: "border-l-3 border-l-warn",
	bad: "border-l-3 border-l-bad",
	wait: "border-l-3 border-l-wait",
	none: "border-l-3 border-l-line-3",
} as const satisfies Record<State, string>;

export function Card({ title, subtitle, aside, state, flush, label, className, children }: CardProps) {
	return (
		<section
			aria-label={title ?? label}
			className={cn("rounded border border-line bg-paper shadow-lift", state && EDGES[state], className)}
		>
			{title !== undefined && (
				<header className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-4.5 py-3.5">
					<div className="min-w-0">
						<h2>{title}</h2>
						{subtitle !== undefined && <p className="text-sm text-ink-2">{subtitle}</p>}
					</div>
					{aside}
				</header>
			)}
			{flush ? children : <div className="px-4.5 py-4">{children}</div>}
		</section>
	);
}
