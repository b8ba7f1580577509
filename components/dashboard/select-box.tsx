"use client";

import { ChevronIcon } from "#components/ui/icons.tsx";
import { cn } from "#lib/cn.ts";

export type SelectBoxOption = { readonly value: string; readonly label: string };

export type SelectBoxProps = {
	/** Names the choice: "Feature". */
	readonly label: string;
	/** Empty: any. */
	readonly value: string;
	readonly options: readonly SelectBoxOption[];
	readonly onChange: (value: string) => void;
	readonly className?: string;
};

/** A choice that looks like the buttons beside it and says what is chosen: "Feature: any". */
export function SelectBox({ label, value, options, onChange, className }: SelectBoxProps) {
	return (
		<div className={cn("relative", className)}>
			<select
				aria-label={label}
				value={value}
				onChange={(event) => onChange(event.target.value)}
				className="min-h-9 w-full appearance-none [field-sizing:content] rounded border border-line-2 bg-paper py-1 pr-8.5 pl-3.5 font-medium text-ink hover:border-line-3 hover:bg-wash pointer-coarse:min-h-11"
			>
				{options.map((option) => (
					<option key={option.value} value={option.value}>
						{option.label}
					</option>
				))}
			</select>
			<ChevronIcon className="pointer-events-none absolute top-1/2 right-3 size-3.5 -translate-y-1/2 rotate-90 text-ink-3" />
		</div>
	);
}
