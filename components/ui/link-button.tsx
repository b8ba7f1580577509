import { type ReactNode, useId } from "react";
import { type ButtonSize, type ButtonTone, buttonClass } from "./button-class.ts";
import { ExternalIcon } from "./icons.tsx";
import { Link } from "./link.tsx";

export type LinkButtonProps = {
	readonly href: string;
	readonly tone?: ButtonTone;
	readonly size?: ButtonSize;
	/** Leaves the product: opens in a new tab, without a referrer, and says so. */
	readonly external?: boolean;
	/** A file rather than a page: its suggested name, or true for the server's. */
	readonly download?: string | true;
	readonly onClick?: () => void;
	readonly className?: string;
	readonly children: ReactNode;
};

export function LinkButton({
	href,
	tone,
	size,
	external,
	download,
	onClick,
	className,
	children,
}: LinkButtonProps) {
	const hintId = useId();
	const look = buttonClass(tone, size, className);
	if (external) {
		return (
			<>
				<a
					href={href}
					target="_blank"
					rel="noreferrer"
					className={look}
					onClick={onClick}
					aria-describedby={hintId}
				>
					{children}
					<ExternalIcon />
				</a>
				<span id={hintId} hidden>
					Opens in a new tab
				</span>
			</>
		);
	}
	if (download !== undefined) {
		return (
			<a href={href} download={download} className={look} onClick={onClick}>
				{children}
			</a>
		);
	}
	return (
		<Link href={href} className={look} onClick={onClick}>
			{children}
		</Link>
	);
}
