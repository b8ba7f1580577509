import { Table } from "#components/ui/table.tsx";
import type { FleetPoint } from "#lib/db/dashboard-port.ts";
import { ChartFrame, Stroke } from "./chart-frame.tsx";
import { bandPath, linePath, niceTop } from "./chart-shapes.ts";
import { axisTimes, numberWords, thinned, timeWords } from "./chart-words.ts";

/** Checks per minute over the last day, and the part of them that did not pass. */
export function ChecksChart({ points }: { readonly points: readonly FleetPoint[] }) {
	const rates = points.map(({ checksPerMinute }) => checksPerMinute);
	const missed = points.map((point) => missedPerMinute(point));
	const top = niceTop(Math.max(0, ...rates));
	const checks = points.reduce((sum, point) => sum + point.checks, 0);
	const failed = points.reduce((sum, point) => sum + point.failed + point.unknown, 0);
	return (
		<ChartFrame
			title="Checks per minute"
			subtitle="Last 24 hours, UTC"
			description={`${numberWords(checks)} checks in the last 24 hours, ${numberWords(failed)} of which failed or could not tell; at most ${numberWords(Math.max(0, ...rates))} a minute.`}
			legend={[
				{
					label: "All checks",
					sample: <Sample className="bg-brand" />,
					value: numberWords(rates.at(-1) ?? 0),
				},
				{
					label: "Failed or could not tell",
					sample: <Sample className="bg-bad" />,
					value: numberWords(missed.at(-1) ?? 0),
				},
			]}
			axis={[numberWords(top), numberWords(top / 2)]}
			times={axisTimes(
				points.map(({ at }) => at),
				timeWords,
			)}
			table={
				<Table
					caption="Checks per minute, every hour"
					rows={thinned(points)}
					rowKey={({ at }) => String(at)}
					columns={[
						{ key: "at", header: "From (UTC)", phone: "labelled", cell: ({ at }) => timeWords(at) },
						{
							key: "rate",
							header: "Checks a minute",
							phone: "labelled",
							align: "end",
							cell: ({ checksPerMinute }) => numberWords(checksPerMinute),
						},
						{
							key: "missed",
							header: "Failed or could not tell, a minute",
							phone: "labelled",
							align: "end",
							cell: (point) => numberWords(missedPerMinute(point)),
						},
					]}
				/>
			}
		>
			<path d={bandPath(rates, [], top)} className="fill-brand/12" />
			<Stroke d={linePath(rates, top)} className="stroke-brand" />
			<path d={bandPath(missed, [], top)} className="fill-bad/60" />
		</ChartFrame>
	);
}

function Sample({ className }: { readonly className: string }) {
	return <span aria-hidden="true" className={`h-0.75 w-4 rounded-full ${className}`} />;
}

function missedPerMinute({ checks, failed, unknown, checksPerMinute }: FleetPoint): number {
	return checks === 0 ? 0 : ((failed + unknown) / checks) * checksPerMinute;
}
