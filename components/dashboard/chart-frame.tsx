import { type ReactNode, useId } from "react";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { cn } from "#lib/cn.ts";
import { PLOT } from "./chart-shapes.ts";

export type LegendEntry = {
	readonly label: string;
	/** A small sample of how it is drawn. */
	readonly sample: ReactNode;
	/** As it is now. */
	readonly value?: string;
};

export type ChartFrameProps = {
	readonly title: string;
	readonly subtitle: string;
	/** The whole picture in one or two sentences, for whoever does not see it. */
	readonly description: string;
	readonly legend: readonly LegendEntry[];
	/** Words at the top of the axis, and at its middle. */
	readonly axis: readonly [top: string, middle: string];
	/** Words under the plot, from the left to the right. */
	readonly times: readonly string[];
	/** The drawing, in a box of PLOT's size that is stretched. */
	readonly children: ReactNode;
	/** The same as a table. */
	readonly table: ReactNode;
};

/** What every chart has around it: a title, a key, axes in words, the drawing, and the same as a table. */
export function ChartFrame({
	title,
	subtitle,
	description,
	legend,
	axis,
	times,
	children,
	table,
}: ChartFrameProps) {
	const id = useId();
	return (
		<Card title={title} subtitle={subtitle}>
			<ul aria-label="Key" className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-sm text-ink-2">
				{legend.map(({ label, sample, value }) => (
					<li key={label} className="flex items-center gap-2">
						{sample}
						{label}
						{value !== undefined && <b className="text-ink">{value}</b>}
					</li>
				))}
			</ul>
			<div className="grid grid-cols-[minmax(2.5rem,auto)_minmax(0,1fr)] gap-x-2.5">
				<div
					aria-hidden="true"
					className="flex flex-col justify-between text-right text-xs leading-none text-ink-3"
				>
					<span>{axis[0]}</span>
					<span>{axis[1]}</span>
					<span>0</span>
				</div>
				<svg
					role="img"
					aria-labelledby={`${id}-title ${id}-text`}
					viewBox={`0 0 ${PLOT.width} ${PLOT.height}`}
					preserveAspectRatio="none"
					className="h-40 w-full overflow-visible"
				>
					<title id={`${id}-title`}>{title}</title>
					<desc id={`${id}-text`}>{description}</desc>
					<path
						d={`M0 0H${PLOT.width}M0 ${PLOT.height / 2}H${PLOT.width}M0 ${PLOT.height}H${PLOT.width}`}
						className="fill-transparent stroke-line [stroke-width:1] [vector-effect:non-scaling-stroke]"
					/>
					{children}
				</svg>
				<div aria-hidden="true" className="col-start-2 mt-2 flex justify-between text-xs text-ink-3">
					{times.map((time) => (
						<span key={time}>{time}</span>
					))}
				</div>
			</div>
			<Disclosure summary="As a table" className="mt-2">
				{table}
			</Disclosure>
		</Card>
	);
}

export type StrokeProps = { readonly d: string; readonly className: string };

/** A line that stays as thick as it is however the plot is stretched. */
export function Stroke({ d, className }: StrokeProps) {
	return (
		<path
			d={d}
			className={cn(
				"fill-transparent [stroke-linejoin:round] [stroke-width:1.75] [vector-effect:non-scaling-stroke]",
				className,
			)}
		/>
	);
}
