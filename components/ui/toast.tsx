"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { cn } from "#lib/cn.ts";
import { Button } from "./button.tsx";
import { CrossIcon } from "./icons.tsx";
import { STATE_LOOKS, type State } from "./state.ts";

export type Toast = {
	readonly state: State;
	readonly text: string;
	/** Undo, or the way to what was made. */
	readonly action?: { readonly label: string; readonly onPress: () => void };
};

type ShownToast = Toast & { readonly id: number };

const SHOWN_MS = 7_000;
const ToastContext = createContext<(toast: Toast) => void>(() => {});

/** Shows a short message at the foot of the page: `const toast = useToast(); toast({ state: "ok", text: "Saved" })`. */
export function useToast(): (toast: Toast) => void {
	return useContext(ToastContext);
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
	const [toasts, setToasts] = useState<readonly ShownToast[]>([]);
	const nextId = useRef(1);

	const show = useCallback((toast: Toast) => {
		const id = nextId.current++;
		setToasts((shown) => [...shown.slice(-2), { ...toast, id }]);
	}, []);
	const drop = useCallback(
		(id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)),
		[],
	);

	return (
		<ToastContext value={show}>
			{children}
			<div
				role="status"
				className="pointer-events-none fixed inset-x-4 bottom-4 z-40 flex flex-col items-center gap-2 sm:items-end"
			>
				{toasts.map((toast) => (
					<ToastSheet key={toast.id} toast={toast} onDone={drop} />
				))}
			</div>
		</ToastContext>
	);
}

function ToastSheet({ toast, onDone }: { toast: ShownToast; onDone: (id: number) => void }) {
	const [held, setHeld] = useState(false);
	const { text, Icon } = STATE_LOOKS[toast.state];
	const { id } = toast;

	useEffect(() => {
		if (held) return;
		const timer = setTimeout(() => onDone(id), SHOWN_MS);
		return () => clearTimeout(timer);
	}, [held, id, onDone]);

	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: pointing at it or focusing into it only stops the clock
		<div
			onPointerEnter={() => setHeld(true)}
			onPointerLeave={() => setHeld(false)}
			onFocus={() => setHeld(true)}
			onBlur={() => setHeld(false)}
			className="pointer-events-auto flex w-full max-w-100 items-center gap-3 rounded border border-line-2 bg-paper py-2 pr-2 pl-4 shadow-float"
		>
			<Icon className={cn(text)} />
			<span className="min-w-0 flex-1">{toast.text}</span>
			{toast.action !== undefined && (
				<Button
					size="small"
					onClick={() => {
						toast.action?.onPress();
						onDone(id);
					}}
				>
					{toast.action.label}
				</Button>
			)}
			<Button size="small" tone="quiet" aria-label="Dismiss" onClick={() => onDone(id)}>
				<CrossIcon className="size-3.5" />
			</Button>
		</div>
	);
}
