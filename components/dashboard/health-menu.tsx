"use client";

import { healthLook } from "#components/connectors/health-pill.tsx";
import { Pill } from "#components/ui/pill.tsx";
import type { HealthState } from "#lib/domain/health.ts";
import { MENU_ITEM, Menu } from "./menu.tsx";

const STATES = [
	"quarantined",
	"failing",
	"degraded",
	"unknown",
	"pending",
	"reported",
	"paused",
	"healthy",
] as const satisfies readonly HealthState[];

export type HealthMenuProps = {
	/** States with commas between them; empty: any. */
	readonly chosen: string;
	readonly onChange: (chosen: string) => void;
};

export function HealthMenu({ chosen, onChange }: HealthMenuProps) {
	const states = STATES.filter((state) => chosen.split(",").includes(state));
	const [first] = states;
	const words =
		first === undefined ? "any" : states.length === 1 ? healthLook(first).word : `${states.length} states`;
	return (
		<Menu label={`Health: ${words}`}>
			{() => (
				<fieldset>
					<legend className="sr-only">Health</legend>
					{STATES.map((state) => {
						const { state: colour, icon, word } = healthLook(state);
						const isChosen = states.includes(state);
						return (
							<label key={state} className={MENU_ITEM}>
								<input
									type="checkbox"
									checked={isChosen}
									onChange={() =>
										onChange(
											STATES.filter((one) => (one === state ? !isChosen : states.includes(one))).join(","),
										)
									}
									className="size-4"
								/>
								<Pill state={colour} icon={icon} plain>
									{word}
								</Pill>
							</label>
						);
					})}
				</fieldset>
			)}
		</Menu>
	);
}
