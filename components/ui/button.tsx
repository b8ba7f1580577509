import type { ComponentProps, MouseEvent } from "react";
import { type ButtonSize, type ButtonTone, buttonClass } from "./button-class.ts";
import { WaitIcon } from "./icons.tsx";

export type ButtonProps = ComponentProps<"button"> & {
	readonly tone?: ButtonTone;
	readonly size?: ButtonSize;
	/** Something the button started is under way: it keeps the focus, and further presses do nothing. */
	readonly pending?: boolean;
	/** What is under way, shown instead of the label: "Saving…". */
	readonly pendingLabel?: string;
};

export function Button({
	tone,
	size,
	pending = false,
	pendingLabel,
	type = "button",
	className,
	onClick,
	children,
	...rest
}: ButtonProps) {
	return (
		<button
			{...rest}
			type={type}
			className={buttonClass(tone, size, className)}
			aria-disabled={pending || undefined}
			onClick={pending ? swallow : onClick}
		>
			{pending ? (
				<>
					<WaitIcon className="motion-safe:animate-turn" />
					{pendingLabel ?? children}
				</>
			) : (
				children
			)}
		</button>
	);
}

function swallow(event: MouseEvent) {
	event.preventDefault();
}
