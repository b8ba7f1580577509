import { cn } from "#lib/cn.ts";

export type ButtonTone = "primary" | "default" | "quiet" | "danger";
export type ButtonSize = "small" | "normal" | "big";

const TONES = {
	primary: "border-brand bg-brand text-brand-ink hover:border-brand-2 hover:bg-brand-2",
	default: "border-line-2 bg-paper text-ink hover:border-line-3 hover:bg-wash",
	quiet: "border-transparent bg-transparent text-ink-2 hover:bg-wash-2 hover:text-ink",
	danger: "border-bad bg-paper text-bad hover:bg-bad-wash",
} as const satisfies Record<ButtonTone, string>;

const SIZES = {
	small: "min-h-7.5 px-2.5 py-0.5 text-sm",
	normal: "min-h-9 px-3.5 py-1 text-base",
	big: "min-h-11 px-4.5 py-2 text-lg",
} as const satisfies Record<ButtonSize, string>;

/** The one look of everything that is pressed, whether it is a button or a link. */
export function buttonClass(tone: ButtonTone = "default", size: ButtonSize = "normal", extra?: string) {
	return cn(
		"inline-flex items-center justify-center gap-2 rounded border font-medium no-underline transition-colors select-none",
		"pointer-coarse:min-h-11",
		"disabled:border-line disabled:bg-wash-2 disabled:text-ink-3",
		"aria-disabled:border-line aria-disabled:bg-wash-2 aria-disabled:text-ink-3",
		TONES[tone],
		SIZES[size],
		extra,
	);
}
