import { Allowed } from "#components/shell/abilities.tsx";
import { Card } from "#components/ui/card.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { selectorWords } from "#lib/domain/connector-selector.ts";
import type { ShownWindow } from "#lib/loaders/incidents.ts";
import { EndWindow } from "./end-window.tsx";
import { WindowEditor } from "./window-editor.tsx";

export type MaintenanceWindowsProps = { readonly windows: readonly ShownWindow[]; readonly now: number };

export function MaintenanceWindows({ windows, now }: MaintenanceWindowsProps) {
	return (
		<Card
			title="Maintenance windows"
			subtitle="While one lasts, nothing is told about its connectors. What is still wrong at its end is told then."
			flush
		>
			{windows.length > 0 && (
				<Table caption="Maintenance windows" columns={columns(now)} rows={windows} rowKey={({ id }) => id} />
			)}
			<Allowed
				to="incident.handle"
				otherwise={windows.length === 0 && <p className="px-4.5 py-4 text-ink-2">None is announced.</p>}
			>
				<div className="px-4.5 py-4 [table+&]:border-t [table+&]:border-line">
					<WindowEditor />
				</div>
			</Allowed>
		</Card>
	);
}

function columns(now: number): readonly Column<ShownWindow>[] {
	return [
		{
			key: "about",
			header: "About",
			phone: "title",
			className: "[overflow-wrap:anywhere]",
			cell: ({ selector }) => selectorWords(selector),
		},
		{
			key: "begins",
			header: "Begins",
			phone: "labelled",
			className: "whitespace-nowrap",
			cell: ({ startsAt }) => <RelativeTime at={startsAt.getTime()} now={now} />,
		},
		{
			key: "ends",
			header: "Ends",
			phone: "labelled",
			className: "whitespace-nowrap",
			cell: ({ endsAt }) => <RelativeTime at={endsAt.getTime()} now={now} />,
		},
		{
			key: "state",
			header: "State",
			phone: "labelled",
			cell: ({ startsAt }) =>
				startsAt.getTime() <= now ? <Pill state="wait">Under way</Pill> : <Pill state="none">To come</Pill>,
		},
		{
			key: "comment",
			header: "Comment",
			phone: "labelled",
			className: "[overflow-wrap:anywhere] text-ink-2",
			cell: ({ comment, createdBy }) => (comment === "" ? createdBy : `${createdBy}: ${comment}`),
		},
		{
			key: "end",
			header: "End",
			hideHeader: true,
			align: "end",
			cell: ({ id, selector, isTheirs }) =>
				isTheirs && (
					<Allowed to="incident.handle">
						<EndWindow id={id} about={selectorWords(selector)} />
					</Allowed>
				),
		},
	];
}
