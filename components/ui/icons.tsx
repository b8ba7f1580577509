import type { ReactNode } from "react";
import { cn } from "#lib/cn.ts";

export type IconProps = { readonly className?: string };

/** One grid (16), one stroke, drawn in the colour of the text; always beside a word, so hidden from readers. */
function Icon({ className, children }: IconProps & { readonly children: ReactNode }) {
	return (
		<svg
			viewBox="0 0 16 16"
			fill="none"
			stroke="currentColor"
			strokeWidth="1.75"
			strokeLinecap="round"
			strokeLinejoin="round"
			aria-hidden="true"
			className={cn("size-4 flex-none", className)}
		>
			{children}
		</svg>
	);
}

export function CheckIcon(props: IconProps) {
	return (
		<Icon {...props}>
			<path d="m3 8.5 3.5 3.5L13 4.5" />
		</Icon>
	);
}

export function WarningIcon(props: IconProps) {
	return (
		<Icon {...props}>
			<path d="M8 2.5 14 13H2zM8 6.5v3M8 11.2v.1" />
		</Icon>
	);
}

export function CrossIcon(props: IconProps) {
	return (
		<Icon {...props}>
			<path d="m3.5 3.5 9 9m0-9-9 9" />
		</Icon>
	);
}

export function WaitIcon(props: IconProps) {
	return (
		<Icon {...props}>
			<circle cx="8" cy="8" r="5.5" strokeDasharray="2.6 3.16" />
		</Icon>
	);
}

export function DashIcon(props: IconProps) {
	return (
		<Icon {...props}>
			<path d="M3.5 8h9" />
		</Icon>
	);
}

export function InfoIcon(props: IconProps) {
	return (
		<Icon {...props}>
			<circle cx="8" cy="8" r="6" />
			<path d="M8 7.5V11M8 5v.1" />
		</Icon>
	);
}

export function ExternalIcon(props: IconProps) {
	return (
		<Icon {...props}>
			<path d="M4.5 11.5 11.5 4.5M6 4.5h5.5V10" />
		</Icon>
	);
}

export function CopyIcon(props: IconProps) {
	return (
		<Icon {...props}>
			<rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
			<path d="M3 10.5V4a1.5 1.5 0 0 1 1.5-1.5H10" />
		</Icon>
	);
}

export function ChevronIcon(props: IconProps) {
	return (
		<Icon {...props}>
			<path d="m6 3.5 4.5 4.5L6 12.5" />
		</Icon>
	);
}

export function PlusIcon(props: IconProps) {
	return (
		<Icon {...props}>
			<path d="M8 3v10M3 8h10" />
		</Icon>
	);
}

export function MenuIcon(props: IconProps) {
	return (
		<Icon {...props}>
			<path d="M2.5 4.5h11M2.5 8h11m-11 3.5h11" />
		</Icon>
	);
}

export function DownloadIcon(props: IconProps) {
	return (
		<Icon {...props}>
			<path d="M8 2.5V10m-3-2.8L8 10.2l3-3M3 13.5h10" />
		</Icon>
	);
}

export function RefreshIcon(props: IconProps) {
	return (
		<Icon {...props}>
			<path d="M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.8h-2.8" />
		</Icon>
	);
}

export function LockIcon(props: IconProps) {
	return (
		<Icon {...props}>
			<rect x="3" y="7" width="10" height="6.5" rx="1.5" />
			<path d="M5 7V5a3 3 0 0 1 6 0v2" />
		</Icon>
	);
}

export function PauseIcon(props: IconProps) {
	return (
		<Icon {...props}>
			<path d="M5.5 3.5v9m5-9v9" />
		</Icon>
	);
}

export function QuoteIcon(props: IconProps) {
	return (
		<Icon {...props}>
			<path d="M2.5 3.5h11v7.5H8L5 13.5V11H2.5zM5.5 7.25h5" />
		</Icon>
	);
}
