import type { ReactNode } from "react";

export type StatusRegionProps = {
	/** What changed, in a sentence; empty while there is nothing to say. */
	readonly children: ReactNode;
	/** Also seen, not only heard. */
	readonly visible?: boolean;
	readonly className?: string;
};

/** Says what changed without taking the focus. It must be on the page before the words are. */
export function StatusRegion({ children, visible = false, className }: StatusRegionProps) {
	return (
		<div role="status" className={visible ? className : "sr-only"}>
			{children}
		</div>
	);
}
