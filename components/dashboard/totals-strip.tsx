"use client";

import { healthLook } from "#components/connectors/health-pill.tsx";
import { Link } from "#components/ui/link.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { cn } from "#lib/cn.ts";
import type { HealthState } from "#lib/domain/health.ts";
import { numberWords } from "./chart-words.ts";
import { useLiveDashboard } from "./live-dashboard.tsx";

/** Everybody looks for these first; what Harness says, quarantine and pauses have their own place after them. */
const ORDER = [
	"healthy",
	"degraded",
	"failing",
	"quarantined",
	"pending",
	"unknown",
	"reported",
	"paused",
] as const satisfies readonly HealthState[];

export type TotalsStripProps = {
	/** The page's address with only connectors of that state; of a state that is chosen, without. */
	readonly hrefs: Readonly<Record<HealthState, string>>;
	readonly chosen: readonly HealthState[];
};

export function TotalsStrip({ hrefs, chosen }: TotalsStripProps) {
	const { byHealth } = useLiveDashboard().view.totals;
	const shown = ORDER.filter(
		(state) => state !== "paused" || byHealth.paused > 0 || chosen.includes("paused"),
	);
	return (
		<ul aria-label="Connectors by health" className="flex flex-wrap gap-px bg-line">
			{shown.map((state) => {
				const isChosen = chosen.includes(state);
				return (
					<li key={state} className="min-w-0 flex-1 basis-[8.25rem] bg-paper">
						<Link
							href={hrefs[state]}
							aria-current={isChosen ? "true" : undefined}
							scroll={false}
							className={cn(
								"flex h-full flex-wrap items-center justify-between gap-x-2 gap-y-0.5 px-4.5 py-2.5 text-ink sm:flex-col sm:items-start sm:py-3.5 no-underline -outline-offset-2 hover:bg-wash",
								isChosen && "bg-wash-2 shadow-[inset_0_-3px_0_var(--brand)]",
							)}
						>
							<TotalLabel state={state} />
							<span className="text-title font-semibold sm:text-display">{numberWords(byHealth[state])}</span>
						</Link>
					</li>
				);
			})}
		</ul>
	);
}

function TotalLabel({ state }: { readonly state: HealthState }) {
	const look = healthLook(state);
	return (
		<Pill state={look.state} icon={look.icon} plain>
			{state === "reported" ? "Reported" : look.word}
		</Pill>
	);
}
