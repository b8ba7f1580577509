import { cn } from "#lib/cn.ts";

/** The bridge mark: two piers, the arch between them, and the deck they carry. */
export function BridgeMark({ className }: { readonly className?: string }) {
	return (
		<svg
			viewBox="0 0 26 26"
			fill="none"
			stroke="currentColor"
			strokeWidth="2.3"
			strokeLinecap="round"
			strokeLinejoin="round"
			aria-hidden="true"
			className={cn("size-6.5 flex-none", className)}
		>
			<path d="M2 7.5h22M5 7.5v13M21 7.5v13M5 20.5c.4-5.3 3.7-8.2 8-8.2s7.6 2.9 8 8.2" />
		</svg>
	);
}

export function Logo({ className }: { readonly className?: string }) {
	return (
		<span className={cn("inline-flex items-center gap-2.25 font-semibold tracking-[-0.01em]", className)}>
			<BridgeMark className="text-brand" />
			Rolebridge
		</span>
	);
}
