import { useId } from "react";
import { cn } from "#lib/cn.ts";
import { CopyButton } from "./copy-button.tsx";

export type CodeBlockProps = {
	/** What this is: "AWS CLI command", "Trust policy". */
	readonly label: string;
	readonly code: string;
	/** Taller blocks scroll inside; 24 rem by default. */
	readonly tall?: boolean;
	readonly className?: string;
};

/** Several lines a machine reads. The only thing in the product that may scroll sideways. */
export function CodeBlock({ label, code, tall = false, className }: CodeBlockProps) {
	const id = useId();
	return (
		<figure className={cn("min-w-0 rounded border border-line-2 bg-wash-2", className)}>
			<figcaption className="flex items-center justify-between gap-3 border-b border-line py-1 pr-1 pl-3 text-sm text-ink-2">
				<span id={id} className="min-w-0 [overflow-wrap:anywhere]">
					{label}
				</span>
				<CopyButton value={code} describedBy={id} />
			</figcaption>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
			<section aria-labelledby={id} tabIndex={0} className={cn("overflow-auto rounded", !tall && "max-h-96")}>
				<pre className="w-max min-w-full px-3 py-2.5 text-sm">
					<code>{code}</code>
				</pre>
			</section>
		</figure>
	);
}
