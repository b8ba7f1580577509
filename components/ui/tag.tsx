import type { ReactNode } from "react";
import { cn } from "#lib/cn.ts";

/** A quiet fact beside a name: "11 read", "Sandbox". Carries no state. */
export function Tag({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
	return (
		<span
			className={cn(
				"inline-flex items-center rounded-sm border border-line-2 bg-paper px-1.75 py-px text-xs whitespace-nowrap text-ink-2",
				className,
			)}
		>
			{children}
		</span>
	);
}
