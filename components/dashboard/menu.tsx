"use client";

import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { type ButtonTone, buttonClass } from "#components/ui/button-class.ts";
import { ChevronIcon } from "#components/ui/icons.tsx";
import { cn } from "#lib/cn.ts";

export type MenuProps = {
	/** What the button says: "Health: any". */
	readonly label: string;
	/** Which edge of the button the panel keeps to. */
	readonly side?: "start" | "end";
	/** The panel opens above the button: at the foot of the page. */
	readonly isAbove?: boolean;
	readonly tone?: ButtonTone;
	readonly className?: string;
	/** Handed the way to close it. */
	readonly children: (close: () => void) => ReactNode;
};

/** A button with a panel of further controls. Escape, a press beside it, or leaving it by Tab closes it. */
export function Menu({ label, side = "start", isAbove = false, tone, className, children }: MenuProps) {
	const [isOpen, setOpen] = useState(false);
	const root = useRef<HTMLDivElement>(null);
	const button = useRef<HTMLButtonElement>(null);
	const id = useId();

	useEffect(() => {
		if (!isOpen) return;
		const onPointerDown = ({ target }: PointerEvent) => {
			if (target instanceof Node && root.current?.contains(target) === false) setOpen(false);
		};
		document.addEventListener("pointerdown", onPointerDown);
		return () => document.removeEventListener("pointerdown", onPointerDown);
	}, [isOpen]);

	function close() {
		setOpen(false);
		button.current?.focus();
	}

	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: it only hears Escape and the focus leaving
		<div
			ref={root}
			className={cn("relative", className)}
			onKeyDown={(event) => {
				if (event.key !== "Escape" || !isOpen) return;
				event.stopPropagation();
				close();
			}}
			onBlur={({ relatedTarget }) => {
				if (relatedTarget instanceof Node && root.current?.contains(relatedTarget) === false) setOpen(false);
			}}
		>
			<button
				ref={button}
				type="button"
				aria-expanded={isOpen}
				aria-controls={id}
				onClick={() => setOpen((was) => !was)}
				className={buttonClass(tone, "normal", "w-full justify-between")}
			>
				{label}
				<ChevronIcon className="size-3.5 rotate-90 text-ink-3" />
			</button>
			<div
				id={id}
				hidden={!isOpen}
				className={cn(
					"absolute z-30 w-max max-w-[calc(100vw-2rem)] min-w-full rounded border border-line-2 bg-paper p-1.5 shadow-float",
					side === "end" ? "right-0" : "left-0",
					isAbove ? "bottom-full mb-1.5" : "top-full mt-1.5",
				)}
			>
				{isOpen && children(close)}
			</div>
		</div>
	);
}

/** A row of a menu that is pressed. */
export const MENU_ITEM =
	"flex w-full min-h-9 pointer-coarse:min-h-11 items-center gap-2.5 rounded-sm px-2.5 py-1.5 text-left text-ink no-underline hover:bg-wash-2";
