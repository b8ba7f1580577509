"use client";

import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { cn } from "#lib/cn.ts";

export type Tab = { readonly id: string; readonly label: string; readonly content: ReactNode };

export type TabsProps = {
	/** Names the choice: "How to create the role". */
	readonly label: string;
	readonly tabs: readonly Tab[];
	/** The tab that is open first; the first one by default. */
	readonly initial?: string;
	readonly onChange?: (id: string) => void;
	readonly className?: string;
};

/** Arrow keys, Home and End move and open; Tab goes on into the panel. Closed panels stay in the page, hidden. */
export function Tabs({ label, tabs, initial, onChange, className }: TabsProps) {
	const [openId, setOpenId] = useState(initial ?? tabs[0]?.id);
	const baseId = useId();
	const list = useRef<HTMLDivElement>(null);

	function open(id: string) {
		setOpenId(id);
		onChange?.(id);
	}

	function onKeyDown(event: KeyboardEvent) {
		const target = keyTarget(
			event.key,
			tabs.findIndex((tab) => tab.id === openId),
			tabs.length,
		);
		const tab = target === undefined ? undefined : tabs[target];
		if (target === undefined || tab === undefined) return;
		event.preventDefault();
		open(tab.id);
		list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[target]?.focus();
	}

	return (
		<div className={className}>
			<div
				ref={list}
				role="tablist"
				aria-label={label}
				onKeyDown={onKeyDown}
				className="flex flex-wrap gap-1.5 sm:border-b sm:border-line"
			>
				{tabs.map((tab) => (
					<button
						key={tab.id}
						type="button"
						role="tab"
						id={`${baseId}-tab-${tab.id}`}
						aria-controls={`${baseId}-panel-${tab.id}`}
						aria-selected={tab.id === openId}
						tabIndex={tab.id === openId ? 0 : -1}
						onClick={() => open(tab.id)}
						className={tabClass(tab.id === openId)}
					>
						{tab.label}
					</button>
				))}
			</div>
			{tabs.map((tab) => (
				<div
					key={tab.id}
					role="tabpanel"
					id={`${baseId}-panel-${tab.id}`}
					aria-labelledby={`${baseId}-tab-${tab.id}`}
					hidden={tab.id !== openId}
					className="pt-4"
				>
					{tab.content}
				</div>
			))}
		</div>
	);
}

function keyTarget(key: string, index: number, count: number): number | undefined {
	switch (key) {
		case "ArrowRight":
			return (index + 1) % count;
		case "ArrowLeft":
			return (index - 1 + count) % count;
		case "Home":
			return 0;
		case "End":
			return count - 1;
		default:
			return undefined;
	}
}

/** An underlined row where there is room; separate boxes that wrap where there is not. */
function tabClass(isOpen: boolean): string {
	return cn(
		"px-3 py-2.25 font-medium transition-colors max-sm:flex-auto max-sm:rounded max-sm:border",
		"sm:-mb-px sm:border-b-2",
		isOpen
			? "border-brand text-ink max-sm:bg-brand-wash"
			: "border-line-2 text-ink-2 hover:text-ink sm:border-transparent",
	);
}
