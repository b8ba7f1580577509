import type { ReactNode } from "react";
import { BridgeMark } from "./logo.tsx";

export type EmptyStateProps = {
	readonly title: string;
	readonly children?: ReactNode;
	readonly action?: ReactNode;
};

/** Nothing here yet, and the one thing to do about it. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
	return (
		<section className="flex flex-col items-center rounded border border-line bg-paper px-6 py-14 text-center shadow-lift">
			<span className="mb-4 grid size-14 place-items-center rounded-full bg-brand-wash text-brand">
				<BridgeMark className="size-8" />
			</span>
			<h2>{title}</h2>
			{children !== undefined && <div className="mt-1 max-w-[30rem] text-ink-2">{children}</div>}
			{action !== undefined && <div className="mt-5">{action}</div>}
		</section>
	);
}
