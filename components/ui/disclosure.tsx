import type { ReactNode } from "react";
import { cn } from "#lib/cn.ts";
import { ChevronIcon } from "./icons.tsx";

export type DisclosureProps = {
	readonly summary: ReactNode;
	/** Right end of the summary: a tag or a pill. */
	readonly aside?: ReactNode;
	readonly defaultOpen?: boolean;
	/** Full-width row of a card with its own padding and a hairline above, rather than a line of text. */
	readonly row?: boolean;
	/** Told when it is opened: what is heavy can wait until then. */
	readonly onOpen?: () => void;
	readonly children: ReactNode;
	readonly className?: string;
};

export function Disclosure({
	summary,
	aside,
	defaultOpen,
	row = false,
	onOpen,
	children,
	className,
}: DisclosureProps) {
	return (
		<details
			open={defaultOpen}
			onToggle={onOpen && ((event) => event.currentTarget.open && onOpen())}
			className={cn(row && "border-t border-line first:border-t-0 [header+&]:border-t-0", className)}
		>
			<summary
				className={cn(
					"flex items-center gap-2.5 rounded-sm font-medium",
					row ? "min-h-11 px-4.5 py-2.5 hover:bg-wash" : "min-h-6 py-1 text-ink-2 hover:text-ink",
				)}
			>
				<ChevronIcon className="size-3.5 text-ink-3 transition-transform [[open]>summary>&]:rotate-90" />
				<span className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-2.5 gap-y-1">
					<span className="min-w-0">{summary}</span>
					{aside}
				</span>
			</summary>
			<div className={row ? "pr-4.5 pb-4 pl-10.5" : "pt-1 pb-1 pl-6"}>{children}</div>
		</details>
	);
}
