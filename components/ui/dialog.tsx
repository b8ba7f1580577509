"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";

export type DialogProps = {
	readonly open: boolean;
	/** Escape, the close button, or a press beside the sheet. */
	readonly onClose: () => void;
	readonly title: string;
	readonly children: ReactNode;
	/** The buttons, the one that goes on last. */
	readonly actions: ReactNode;
};

/** The browser's own modal dialog: it keeps the focus inside; here it also hands the focus back where it was. */
export function Dialog({ open, onClose, title, children, actions }: DialogProps) {
	const sheet = useRef<HTMLDialogElement>(null);
	const titleId = useId();

	useEffect(() => {
		const dialog = sheet.current;
		if (!open || dialog === null) return;
		const before = document.activeElement;
		dialog.showModal();
		return () => {
			dialog.close();
			if (before instanceof HTMLElement) before.focus();
		};
	}, [open]);

	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard closes it with Escape, which arrives as cancel
		<dialog
			ref={sheet}
			aria-labelledby={titleId}
			onCancel={(event) => {
				event.preventDefault();
				onClose();
			}}
			onClick={(event) => event.target === event.currentTarget && onClose()}
			className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded border border-line bg-paper p-0 text-ink shadow-float"
		>
			{open && (
				<div className="px-6 py-5">
					<h2 id={titleId}>{title}</h2>
					<div className="mt-2 text-ink-2">{children}</div>
					<div className="mt-5 flex flex-wrap justify-end gap-2.5">{actions}</div>
				</div>
			)}
		</dialog>
	);
}
