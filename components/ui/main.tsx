import type { ReactNode } from "react";
import { cn } from "#lib/cn.ts";

export type MainProps = {
	/** How wide the content may get: a table, a page of text, or one form. */
	readonly width?: "wide" | "text" | "form";
	readonly children: ReactNode;
};

const WIDTHS = {
	wide: "max-w-[77.5rem]",
	text: "max-w-[45rem]",
	form: "max-w-[25rem]",
} as const satisfies Record<NonNullable<MainProps["width"]>, string>;

/** The page's one main region; AppShell brings it, a page without the shell (sign-in, launch) uses it alone. */
export function Main({ width = "wide", children }: MainProps) {
	return (
		<main
			id="main"
			tabIndex={-1}
			className={cn(
				"mx-auto flex flex-col gap-4 px-4 pt-5 pb-12 outline-none md:px-6 md:pt-7 md:pb-16",
				WIDTHS[width],
			)}
		>
			{children}
		</main>
	);
}
