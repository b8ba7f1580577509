import { useId } from "react";
import { niceTop, PLOT } from "#components/dashboard/chart-shapes.ts";
import { durationWords } from "#components/dashboard/chart-words.ts";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Table } from "#components/ui/table.tsx";
import { type Delay, delaysOf, totalWaiting } from "#lib/domain/platform/back-off.ts";
import type { BackOff } from "#lib/domain/platform/platform-settings.ts";

/** How long the SDK waits before each retry: from the least to the most, with a mark where the middle lies. */
export function BackOffChart({ backOff }: { readonly backOff: BackOff }) {
	const delays = delaysOf(backOff);
	if (delays.length === 0)
		return <p className="text-sm text-ink-2">No retries: a call that AWS throttles fails at once.</p>;
	const top = niceTop(Math.max(...delays.map(({ maxMs }) => maxMs)));
	return (
		<figure className="min-w-0">
			<figcaption className="mb-2 flex flex-wrap justify-between gap-x-4 text-sm text-ink-2">
				<span className="font-medium text-ink">Delay before each retry</span>
				<span className="flex gap-4">
					<Key className="h-2.5 w-3 rounded-xs bg-brand/30">Least to most</Key>
					<Key className="w-4 border-t-2 border-ink">Expected</Key>
				</span>
			</figcaption>
			<div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5">
				<div
					aria-hidden="true"
					className="flex flex-col justify-between text-right text-xs leading-none text-ink-2"
				>
					<span>{durationWords(top)}</span>
					<span>0</span>
				</div>
				<Plot delays={delays} top={top} description={totalWords(delays)} />
				<div
					aria-hidden="true"
					className="col-start-2 mt-1.5 flex justify-around text-center text-xs text-ink-2"
				>
					{delays.map(({ attempt }) => (
						<span key={attempt}>{attempt}</span>
					))}
				</div>
			</div>
			<p className="mt-2 text-sm text-ink-2">{totalWords(delays)}</p>
			<Disclosure summary="As a table" className="mt-1">
				<DelayTable delays={delays} />
			</Disclosure>
		</figure>
	);
}

type PlotProps = { readonly delays: readonly Delay[]; readonly top: number; readonly description: string };

function Plot({ delays, top, description }: PlotProps) {
	const id = useId();
	const slot = PLOT.width / delays.length;
	const width = Math.min(slot * 0.6, 60);
	const y = (ms: number) => PLOT.height - (ms / top) * PLOT.height;
	return (
		<svg
			role="img"
			aria-labelledby={`${id}-title ${id}-text`}
			viewBox={`0 0 ${PLOT.width} ${PLOT.height}`}
			preserveAspectRatio="none"
			className="h-24 w-full overflow-visible"
		>
			<title id={`${id}-title`}>Delay before each retry</title>
			<desc id={`${id}-text`}>{description}</desc>
			<path
				d={`M0 0H${PLOT.width}M0 ${PLOT.height}H${PLOT.width}`}
				className="fill-transparent stroke-line [stroke-width:1] [vector-effect:non-scaling-stroke]"
			/>
			{delays.map(({ attempt, minMs, maxMs, expectedMs }) => {
				const x = slot * (attempt - 0.5) - width / 2;
				return (
					<g key={attempt}>
						<rect x={x} width={width} y={y(maxMs)} height={y(minMs) - y(maxMs)} className="fill-brand/30" />
						<path
							d={`M${x} ${y(expectedMs)}h${width}`}
							className="fill-transparent stroke-ink [stroke-width:2] [vector-effect:non-scaling-stroke]"
						/>
					</g>
				);
			})}
		</svg>
	);
}

function Key({ className, children }: { readonly className: string; readonly children: string }) {
	return (
		<span className="flex items-center gap-2">
			<span aria-hidden="true" className={className} />
			{children}
		</span>
	);
}

function DelayTable({ delays }: { readonly delays: readonly Delay[] }) {
	return (
		<Table
			caption="Delay before each retry"
			rows={delays}
			rowKey={({ attempt }) => String(attempt)}
			columns={[
				{ key: "attempt", header: "Retry", phone: "labelled", cell: ({ attempt }) => attempt },
				{
					key: "min",
					header: "Least",
					phone: "labelled",
					align: "end",
					cell: ({ minMs }) => durationWords(minMs),
				},
				{
					key: "expected",
					header: "Expected",
					phone: "labelled",
					align: "end",
					cell: ({ expectedMs }) => durationWords(expectedMs),
				},
				{
					key: "max",
					header: "Most",
					phone: "labelled",
					align: "end",
					cell: ({ maxMs }) => durationWords(maxMs),
				},
			]}
		/>
	);
}

/** "5 retries: 3.1 s of waiting expected, at least 0 ms, at most 6.2 s." */
function totalWords(delays: readonly Delay[]): string {
	const { minMs, maxMs, expectedMs } = totalWaiting(delays);
	const count = delays.length === 1 ? "1 retry" : `${delays.length} retries`;
	if (minMs === maxMs) return `${count}: ${durationWords(maxMs)} of waiting in all.`;
	return `${count}: ${durationWords(expectedMs)} of waiting expected, at least ${durationWords(minMs)}, at most ${durationWords(maxMs)}.`;
}
