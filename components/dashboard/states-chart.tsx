import { healthLook } from "#components/connectors/health-pill.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import type { FleetStatePoint } from "#lib/db/dashboard-port.ts";
import { HEALTH_ORDER } from "#lib/domain/dashboard-query.ts";
import type { HealthState } from "#lib/domain/health.ts";
import { ChartFrame, Stroke } from "./chart-frame.tsx";
import { bandPath, linePath, niceTop } from "./chart-shapes.ts";
import { axisTimes, dayWords, numberWords, thinned, timeWords } from "./chart-words.ts";

/** Two states of one colour differ by how dense they are; the lines between them and the key tell them apart too. */
const FILLS = {
	healthy: "fill-ok/45",
	reported: "fill-ink-3/15",
	paused: "fill-ink-3/30",
	pending: "fill-wait/40",
	unknown: "fill-ink-3/55",
	degraded: "fill-warn/60",
	failing: "fill-bad/60",
	quarantined: "fill-bad/90",
} as const satisfies Record<HealthState, string>;

/** What is well lies at the bottom: trouble is seen as what comes down from the top. */
const FROM_BELOW = HEALTH_ORDER.toReversed();

export function StatesChart({ points }: { readonly points: readonly FleetStatePoint[] }) {
	const present = FROM_BELOW.filter((state) => points.some(({ byHealth }) => (byHealth[state] ?? 0) > 0));
	const sums = points.map((point) => present.reduce((sum, state) => sum + countOf(point, state), 0));
	const top = niceTop(Math.max(0, ...sums), 2);
	const last = points.at(-1);
	const isShort = (points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0) < 2 * 86_400_000;
	const words = isShort ? timeWords : dayWords;
	return (
		<ChartFrame
			title="Connectors by state"
			subtitle="Last 30 days, UTC"
			description={
				last === undefined
					? "Nothing was counted yet."
					: `Now ${present.map((state) => `${numberWords(countOf(last, state))} ${healthLook(state).word.toLowerCase()}`).join(", ")}.`
			}
			legend={present.toReversed().map((state) => ({
				label: healthLook(state).word,
				sample: <Swatch state={state} />,
				...(last !== undefined && { value: numberWords(countOf(last, state)) }),
			}))}
			axis={[numberWords(top), numberWords(top / 2)]}
			times={axisTimes(
				points.map(({ at }) => at),
				words,
			)}
			table={
				<Table
					caption="Connectors by state"
					rows={thinned(points)}
					rowKey={({ at }) => String(at)}
					columns={columns(present)}
				/>
			}
		>
			{bandsOf(points, present).map(({ state, values, floor }) => (
				<g key={state}>
					<path d={bandPath(values, floor, top)} className={FILLS[state]} />
					<Stroke
						d={linePath(
							values.map((value, index) => value + (floor[index] ?? 0)),
							top,
						)}
						className="stroke-paper [stroke-width:1]"
					/>
				</g>
			))}
		</ChartFrame>
	);
}

function bandsOf(points: readonly FleetStatePoint[], present: readonly HealthState[]) {
	let floor: readonly number[] = points.map(() => 0);
	return present.map((state) => {
		const values = points.map((point) => countOf(point, state));
		const band = { state, values, floor };
		floor = floor.map((height, index) => height + (values[index] ?? 0));
		return band;
	});
}

function columns(present: readonly HealthState[]): readonly Column<FleetStatePoint>[] {
	return [
		{
			key: "at",
			header: "At (UTC)",
			phone: "labelled",
			cell: ({ at }) => `${dayWords(at)}, ${timeWords(at)}`,
		},
		...present.toReversed().map(
			(state): Column<FleetStatePoint> => ({
				key: state,
				header: healthLook(state).word,
				phone: "labelled",
				align: "end",
				cell: (point) => numberWords(countOf(point, state)),
			}),
		),
	];
}

function Swatch({ state }: { readonly state: HealthState }) {
	return (
		<svg viewBox="0 0 12 12" aria-hidden="true" className="size-3 rounded-[3px]">
			<path d="M0 0h12v12H0z" className={FILLS[state]} />
		</svg>
	);
}

function countOf({ byHealth }: FleetStatePoint, state: HealthState): number {
	return byHealth[state] ?? 0;
}
