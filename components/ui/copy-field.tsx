"use client";

import { type ReactNode, useId } from "react";
import { CopyButton } from "./copy-button.tsx";

export type CopyFieldProps = {
	readonly label: string;
	readonly value: string;
	readonly hint?: ReactNode;
	/** The label stays for screen readers only. */
	readonly hideLabel?: boolean;
};

/** A value to take elsewhere: read-only, one line that scrolls inside itself, selected whole by a click. */
export function CopyField({ label, value, hint, hideLabel = false }: CopyFieldProps) {
	const id = useId();
	const hintId = `${id}-hint`;
	return (
		<div className="min-w-0">
			<label id={`${id}-label`} htmlFor={id} className={hideLabel ? "sr-only" : "mb-1.5 block font-medium"}>
				{label}
			</label>
			<div className="flex items-center gap-1 rounded border border-line-2 bg-wash-2 pr-1 focus-within:border-line-3">
				<input
					id={id}
					readOnly
					value={value}
					spellCheck={false}
					autoComplete="off"
					aria-describedby={hint === undefined ? undefined : hintId}
					onFocus={(event) => event.target.select()}
					className="mono min-h-9 min-w-0 flex-1 rounded bg-transparent px-3 text-ink-2"
				/>
				<CopyButton value={value} describedBy={`${id}-label`} className="pointer-coarse:min-h-9" />
			</div>
			{hint !== undefined && (
				<p id={hintId} className="mt-1.5 text-sm text-ink-2">
					{hint}
				</p>
			)}
		</div>
	);
}
