import type { ReactNode } from "react";
import { cn } from "#lib/cn.ts";

export type KeyValueItem = { readonly term: string; readonly value: ReactNode };

export type KeyValueListProps = { readonly items: readonly KeyValueItem[]; readonly className?: string };

/** Facts about one thing, a hairline between them. Put it into a Card with `flush`. */
export function KeyValueList({ items, className }: KeyValueListProps) {
	return (
		<dl className={className}>
			{items.map(({ term, value }) => (
				<div
					key={term}
					className={cn(
						"grid gap-x-4 gap-y-0.5 border-t border-line px-4.5 py-2.75 first:border-t-0",
						"sm:grid-cols-[9.5rem_minmax(0,1fr)]",
					)}
				>
					<dt className="text-ink-2">{term}</dt>
					<dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
				</div>
			))}
		</dl>
	);
}
