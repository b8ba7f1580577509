"use client";

import { type FocusEvent, type ReactNode, useCallback, useId, useRef } from "react";
import { useTypedBefore } from "#components/form/typed-before.ts";
import { listOf, useField } from "#components/form/use-field.ts";
import { Button } from "#components/ui/button.tsx";
import { ChevronIcon, LockIcon } from "#components/ui/icons.tsx";
import { cn } from "#lib/cn.ts";
import type { FeatureChoice } from "#lib/domain/decide-requirements.ts";
import { FEATURES } from "#lib/domain/features.ts";
import { FeatureReadingPanel } from "./feature-reading-panel.tsx";
import { useChosen } from "./features-aside.tsx";
import { useFeatures } from "./features-context.tsx";
import { countFeature } from "./features-counts.ts";
import type { FeatureReading } from "./features-form.tsx";
import { CountLabel } from "./risk-label.tsx";

type FeatureRowProps = {
	readonly choice: FeatureChoice;
	readonly reading: FeatureReading | undefined;
	/** Where the focus goes when nothing is chosen. */
	readonly isFirst: boolean;
	readonly isOpen: boolean;
	readonly onToggle: (how: "toggle" | "only") => void;
	/** The narrower choices, shown while the feature is on. */
	readonly children: ReactNode;
};

export function FeatureRow({ choice, reading, isFirst, isOpen, onToggle, children }: FeatureRowProps) {
	const { feature, state, reason } = choice;
	const { form, at, parts, words } = useFeatures();
	const field = useField(form, at("features"));
	const chosen = useChosen();
	const id = useId();
	const { title, summary } = words[feature];
	const isOn = chosen.features.includes(feature);
	const isFixed = state !== "free";

	function choose(isWanted: boolean) {
		if (isFixed) return;
		const now = listOf(field.valueNow());
		field.change(FEATURES.filter((each) => (each === feature ? isWanted : now.includes(each))));
	}

	const box = useRef<HTMLInputElement>(null);
	useTypedBefore(box, (found) => {
		if (isFixed) found.checked = isOn;
		else if (found.checked !== isOn) choose(found.checked);
	});
	const focusRef = field.ref;
	const ref = useCallback(
		(found: HTMLInputElement | null) => {
			box.current = found;
			if (isFirst) focusRef(found);
		},
		[isFirst, focusRef],
	);

	function onFocus(event: FocusEvent) {
		// Under a pointer nothing may move before the press is over.
		if (event.target.matches(":focus-visible")) onToggle("only");
	}

	return (
		<div className={cn("rounded border bg-paper shadow-lift", isOn ? "border-line-3" : "border-line")}>
			<div className="flex items-start gap-2.5 px-4.5 py-3.5">
				<input
					type="checkbox"
					id={id}
					name={field.name}
					ref={ref}
					checked={isOn}
					// Not "disabled": a greyed-out box keeps its place for the keyboard, so that its reason is read.
					aria-disabled={isFixed || undefined}
					aria-describedby={`${id}-why`}
					onChange={() => {
						onToggle("only");
						choose(!isOn);
					}}
					onFocus={onFocus}
					onBlur={field.onBlur}
					className={cn("mt-0.75 size-4 flex-none", isFixed && "opacity-55")}
				/>
				<div className="min-w-0 flex-1">
					<div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
						<label htmlFor={id} className={cn("font-semibold", state === "unavailable" && "text-ink-3")}>
							{title}
						</label>
						<CountLabel counts={countFeature(parts, feature, chosen)} />
					</div>
					<div id={`${id}-why`} className="text-sm text-ink-2">
						<p>{summary}</p>
						{reason !== null && (
							<p className="mt-1 flex gap-1.5 text-ink">
								<LockIcon className="mt-0.5 size-3.5 text-ink-2" />
								<span>
									{state === "required" ? "Always on. " : "Not available. "}
									{reason}
								</span>
							</p>
						)}
					</div>
					{isOn && children}
					{reading !== undefined && (
						<Button
							tone="quiet"
							size="small"
							className="-ml-2.5 mt-1"
							aria-expanded={isOpen}
							aria-controls={`${id}-reading`}
							onClick={() => onToggle("toggle")}
						>
							<ChevronIcon className={cn("size-3.5 transition-transform", isOpen && "rotate-90")} />
							<span>
								What it gives and needs<span className="sr-only">: {title}</span>
							</span>
						</Button>
					)}
				</div>
			</div>
			<div id={`${id}-reading`} hidden={!isOpen}>
				{isOpen && reading !== undefined && <FeatureReadingPanel reading={reading} chosen={chosen} />}
			</div>
		</div>
	);
}
