import type { ReactNode } from "react";
import { cn } from "#lib/cn.ts";
import type { IconProps } from "./icons.tsx";
import { STATE_LOOKS, type State } from "./state.ts";

export type PillProps = {
	readonly state: State;
	/** The word: "Healthy", "Waiting for the role". */
	readonly children: ReactNode;
	/** Another shape than the state's own, where one colour has several meanings. */
	readonly icon?: (props: IconProps) => ReactNode;
	/** Without the wash, for use on a coloured ground or as a label above a number. */
	readonly plain?: boolean;
	readonly className?: string;
};

export function Pill({ state, children, icon, plain = false, className }: PillProps) {
	const { text, wash, Icon: OwnIcon } = STATE_LOOKS[state];
	const Icon = icon ?? OwnIcon;
	return (
		<span
			className={cn(
				"inline-flex items-center gap-1.5 align-middle text-sm font-medium whitespace-nowrap",
				!plain && "min-h-6 rounded-full pr-2.25 pl-1.75",
				!plain && wash,
				text,
				className,
			)}
		>
			<Icon className="size-3.5" />
			{children}
		</span>
	);
}
