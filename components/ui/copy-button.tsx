"use client";

import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import type { ButtonSize, ButtonTone } from "./button-class.ts";
import { copyText } from "./copy-text.ts";
import { CheckIcon, CopyIcon } from "./icons.tsx";

export type CopyButtonProps = {
	readonly value: string;
	/** Words on the button; "Copy" by default. */
	readonly label?: string;
	/** The id of the element that names what is copied. */
	readonly describedBy?: string;
	readonly tone?: ButtonTone;
	readonly size?: ButtonSize;
	readonly className?: string;
};

type Outcome = "idle" | "copied" | "refused";
const SHOWN_MS = 2_000;

export function CopyButton({
	value,
	label = "Copy",
	describedBy,
	tone = "quiet",
	size = "small",
	className,
}: CopyButtonProps) {
	const [outcome, setOutcome] = useState<Outcome>("idle");

	useEffect(() => {
		if (outcome === "idle") return;
		const timer = setTimeout(() => setOutcome("idle"), SHOWN_MS);
		return () => clearTimeout(timer);
	}, [outcome]);

	return (
		<>
			<Button
				tone={tone}
				size={size}
				className={className}
				aria-describedby={describedBy}
				onClick={async () => setOutcome((await copyText(value)) ? "copied" : "refused")}
			>
				{outcome === "copied" ? <CheckIcon className="text-ok" /> : <CopyIcon />}
				{label}
			</Button>
			<span role="status" className="sr-only">
				{MESSAGES[outcome]}
			</span>
		</>
	);
}

const MESSAGES = {
	idle: "",
	copied: "Copied",
	refused: "The browser refused to copy. Select the text and copy it by keyboard.",
} as const satisfies Record<Outcome, string>;
