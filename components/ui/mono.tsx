import type { ReactNode } from "react";
import { cn } from "#lib/cn.ts";

export type MonoProps = {
	readonly children: ReactNode;
	/** May break anywhere: for a long ARN inside running text. */
	readonly wrap?: boolean;
	readonly className?: string;
};

/** Something a machine reads, inside a sentence. */
export function Mono({ children, wrap = false, className }: MonoProps) {
	return (
		<code
			translate="no"
			className={cn("mono", wrap && "whitespace-normal! [overflow-wrap:anywhere]", className)}
		>
			{children}
		</code>
	);
}
