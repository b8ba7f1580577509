import type { ReactNode } from "react";
import { CheckIcon, CrossIcon, DashIcon, type IconProps, WaitIcon, WarningIcon } from "./icons.tsx";

/** The five things colour may mean. Every one has its own shape too, and is shown with a word. */
export type State = "ok" | "warn" | "bad" | "wait" | "none";

type Look = { readonly text: string; readonly wash: string; readonly Icon: (props: IconProps) => ReactNode };

export const STATE_LOOKS = {
	ok: { text: "text-ok", wash: "bg-ok-wash", Icon: CheckIcon },
	warn: { text: "text-warn", wash: "bg-warn-wash", Icon: WarningIcon },
	bad: { text: "text-bad", wash: "bg-bad-wash", Icon: CrossIcon },
	wait: { text: "text-wait", wash: "bg-wait-wash", Icon: WaitIcon },
	none: { text: "text-none", wash: "bg-none-wash", Icon: DashIcon },
} as const satisfies Record<State, Look>;
