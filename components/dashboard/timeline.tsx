import { cn } from "#lib/cn.ts";
import type { HealthState } from "#lib/domain/health.ts";
import { type TimelineCell, timelineText } from "#lib/domain/timeline.ts";

export type TimelineDay = Pick<TimelineCell, "day" | "worst">;

export type TimelineProps = {
	/** One a day, the oldest first. */
	readonly cells: readonly TimelineDay[];
	readonly className?: string;
};

const CELL = { width: 5, step: 7, height: 18 } as const;

/** Top and height of each piece of a day's bar: whole is well, shorter or broken is worse, a dash says nothing. */
const LOOKS = {
	healthy: { fill: "fill-ok/75", pieces: [[0, 18]] },
	reported: {
		fill: "fill-ink-3",
		pieces: [
			[0, 2],
			[4, 2],
			[8, 2],
			[12, 2],
			[16, 2],
		],
	},
	degraded: { fill: "fill-warn", pieces: [[6, 12]] },
	failing: {
		fill: "fill-bad",
		pieces: [
			[0, 7],
			[11, 7],
		],
	},
	quarantined: {
		fill: "fill-bad",
		pieces: [
			[0, 4],
			[7, 4],
			[14, 4],
		],
	},
	pending: { fill: "fill-wait", pieces: [[11, 7]] },
	paused: {
		fill: "fill-ink-3",
		pieces: [
			[5, 3],
			[10, 3],
		],
	},
	unknown: { fill: "fill-ink-3", pieces: [[8, 3]] },
	unseen: { fill: "fill-line-2", pieces: [[15, 3]] },
} as const satisfies Record<
	HealthState | "unseen",
	{ fill: string; pieces: readonly (readonly [number, number])[] }
>;

/** The worst of each of the last days, as a row of bars; the same in words for whoever does not see it. */
export function Timeline({ cells, className }: TimelineProps) {
	const width = cells.length * CELL.step - (CELL.step - CELL.width);
	return (
		<svg
			role="img"
			aria-label={timelineText(cells)}
			width={width}
			height={CELL.height}
			viewBox={`0 0 ${width} ${CELL.height}`}
			className={cn("block h-4.5 w-52 max-w-none", className)}
		>
			{pathsOf(cells).map(({ look, d }) => (
				<path key={look} d={d} className={LOOKS[look].fill} />
			))}
		</svg>
	);
}

/** One path for all days that look alike: a page has a hundred of these. */
function pathsOf(cells: TimelineProps["cells"]): readonly { look: keyof typeof LOOKS; d: string }[] {
	const byLook = new Map<keyof typeof LOOKS, string>();
	for (const [index, { worst }] of cells.entries()) {
		const look = worst ?? "unseen";
		byLook.set(look, (byLook.get(look) ?? "") + barOf(look, index * CELL.step));
	}
	return Array.from(byLook, ([look, d]) => ({ look, d }));
}

function barOf(look: keyof typeof LOOKS, x: number): string {
	return LOOKS[look].pieces
		.map(([y, height]) => `M${x} ${y}h${CELL.width}v${height}h-${CELL.width}z`)
		.join("");
}
