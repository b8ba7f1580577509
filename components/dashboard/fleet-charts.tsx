import { EmptyState } from "#components/ui/empty-state.tsx";
import type { FleetPoint, FleetSeries } from "#lib/db/dashboard-port.ts";
import { ChecksChart } from "./checks-chart.tsx";
import { DurationChart } from "./duration-chart.tsx";
import { StatesChart } from "./states-chart.tsx";

export type FleetChartsProps = {
	readonly fleet: FleetSeries;
	readonly isLimited: boolean;
	readonly now: number;
};

/** How much is checked, how fast, and how all connectors have fared. */
export function FleetCharts({ fleet, isLimited, now }: FleetChartsProps) {
	if (isLimited) {
		return (
			<EmptyState title="These figures are of all connectors together">
				<p>Your access is limited to some of them. How those are, the list says.</p>
			</EmptyState>
		);
	}
	if (fleet.checks.length === 0 && fleet.states.length === 0) {
		return (
			<EmptyState title="Nothing has been measured yet">
				<p>
					The worker writes down what it does every minute. Connect an account, or start the worker with{" "}
					<code>npm run worker</code>; figures appear here a minute later.
				</p>
			</EmptyState>
		);
	}
	const checks = finished(fleet.checks, now);
	return (
		<div className="grid gap-4 lg:grid-cols-2">
			<ChecksChart points={checks} />
			<DurationChart points={checks} />
			<div className="lg:col-span-2">
				<StatesChart points={fleet.states} />
			</div>
		</div>
	);
}

/** The span that is still under way would look like a drop. */
function finished(points: readonly FleetPoint[], now: number): readonly FleetPoint[] {
	const [first, second] = points;
	if (first === undefined || second === undefined) return points;
	return points.filter(({ at }) => at + (second.at - first.at) <= now);
}
