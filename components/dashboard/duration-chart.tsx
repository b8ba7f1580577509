import { Table } from "#components/ui/table.tsx";
import type { FleetPoint } from "#lib/db/dashboard-port.ts";
import { ChartFrame, Stroke } from "./chart-frame.tsx";
import { linePath, niceTop } from "./chart-shapes.ts";
import { axisTimes, durationWords, thinned, timeWords } from "./chart-words.ts";

/** How long one connector's verification takes: half of them are faster than p50, 19 in 20 faster than p95. */
export function DurationChart({ points }: { readonly points: readonly FleetPoint[] }) {
	const p50 = points.map((point) => point.p50);
	const p95 = points.map((point) => point.p95);
	const top = niceTop(Math.max(0, ...p95.map((value) => value ?? 0)), 100);
	const last = points.findLast((point) => point.p50 !== null);
	return (
		<ChartFrame
			title="Verification time"
			subtitle="One connector, last 24 hours, UTC"
			description={
				last === undefined
					? "Nothing was verified in the last 24 hours."
					: `Lately half of the verifications took at most ${words(last.p50)}, 19 in 20 at most ${words(last.p95)}.`
			}
			legend={[
				{
					label: "p50",
					sample: <span aria-hidden="true" className="w-5 border-t-2 border-brand" />,
					value: words(last?.p50 ?? null),
				},
				{
					label: "p95",
					sample: <span aria-hidden="true" className="w-5 border-t-2 border-dashed border-ink-2" />,
					value: words(last?.p95 ?? null),
				},
			]}
			axis={[durationWords(top), durationWords(top / 2)]}
			times={axisTimes(
				points.map(({ at }) => at),
				timeWords,
			)}
			table={
				<Table
					caption="Verification time, every hour"
					rows={thinned(points)}
					rowKey={({ at }) => String(at)}
					columns={[
						{ key: "at", header: "From (UTC)", phone: "labelled", cell: ({ at }) => timeWords(at) },
						{ key: "p50", header: "p50", phone: "labelled", align: "end", cell: (point) => words(point.p50) },
						{ key: "p95", header: "p95", phone: "labelled", align: "end", cell: (point) => words(point.p95) },
					]}
				/>
			}
		>
			<Stroke d={linePath(p95, top)} className="stroke-ink-2 [stroke-dasharray:4_3]" />
			<Stroke d={linePath(p50, top)} className="stroke-brand" />
		</ChartFrame>
	);
}

function words(ms: number | null): string {
	return ms === null ? "none" : durationWords(ms);
}
