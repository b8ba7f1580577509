import { Timeline } from "#components/dashboard/timeline.tsx";
import { Card } from "#components/ui/card.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import type { TimelineCell } from "#lib/domain/timeline.ts";
import { HealthPill } from "./health-pill.tsx";

/** The last 30 days at a glance, and in words the days on which something was wrong. */
export function TimelineCard({ cells }: { readonly cells: readonly TimelineCell[] }) {
	const seen = cells.filter(({ worst }) => worst !== null);
	const wrong = seen.filter(({ worst }) => worst !== "healthy").reverse();
	return (
		<Card
			title="Last 30 days"
			subtitle={`Checked on ${seen.length === 1 ? "1 day" : `${seen.length} days`}; the worst of each day is shown.`}
			flush
		>
			<div className="px-4.5 py-4">
				<Timeline cells={cells} />
			</div>
			{wrong.length > 0 && (
				<KeyValueList
					className="border-t border-line"
					items={wrong.slice(0, 7).map(({ day, worst, misses, sweeps }) => ({
						term: day,
						value: (
							<span className="flex flex-wrap items-center gap-x-2.5">
								{worst !== null && <HealthPill health={worst} />}
								<span className="text-sm text-ink-2">
									{misses} of {sweeps} verifications did not find it in order
								</span>
							</span>
						),
					}))}
				/>
			)}
		</Card>
	);
}
