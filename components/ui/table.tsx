import type { ReactNode } from "react";
import { cn } from "#lib/cn.ts";

export type Column<Row> = {
	readonly key: string;
	readonly header: string;
	readonly cell: (row: Row) => ReactNode;
	readonly align?: "start" | "end";
	/** The header is for screen readers only: a column of buttons. */
	readonly hideHeader?: boolean;
	/** On a phone: the cell that names the block, a cell with its header before it, or not shown. */
	readonly phone?: "title" | "labelled" | "hidden";
	readonly className?: string;
};

export type TableProps<Row> = {
	/** Names the table for screen readers. */
	readonly caption: string;
	readonly columns: readonly Column<Row>[];
	readonly rows: readonly Row[];
	readonly rowKey: (row: Row) => string;
};

/** Rows of 44 px; below the `md` width every row is a stacked block. Put it into a Card with `flush`. */
export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>) {
	return (
		<table className="w-full border-collapse max-md:block">
			<caption className="sr-only">{caption}</caption>
			<thead className="max-md:sr-only">
				<tr className="border-b border-line bg-wash">
					{columns.map((column) => (
						<th key={column.key} scope="col" className={headerClass(column)}>
							{column.hideHeader ? <span className="sr-only">{column.header}</span> : column.header}
						</th>
					))}
				</tr>
			</thead>
			<tbody className="max-md:block">
				{rows.map((row) => (
					<tr
						key={rowKey(row)}
						className="border-b border-line last:border-b-0 hover:bg-wash max-md:block max-md:py-2.5 md:h-11"
					>
						{columns.map((column) => {
							const content = column.cell(row);
							return (
								<td key={column.key} className={cellClass(column)}>
									{column.phone === "labelled" && !isNothing(content) && (
										<span aria-hidden="true" className="flex-none text-ink-3 md:hidden">
											{column.header}
										</span>
									)}
									{content}
								</td>
							);
						})}
					</tr>
				))}
			</tbody>
		</table>
	);
}

/** A label with nothing behind it would be a riddle on a phone. */
function isNothing(content: ReactNode): boolean {
	return content === null || content === undefined || content === false || content === "";
}

function headerClass<Row>(column: Column<Row>): string {
	return cn(
		"px-3.5 py-2.25 first:pl-4.5 last:pr-4.5 text-sm font-medium whitespace-nowrap text-ink-2",
		column.align === "end" ? "text-right" : "text-left",
	);
}

function cellClass<Row>(column: Column<Row>): string {
	return cn(
		"px-3.5 py-2 align-middle first:pl-4.5 last:pr-4.5 max-md:block max-md:px-4.5 max-md:py-0.75 max-md:empty:hidden",
		column.align === "end" && "md:text-right",
		column.phone === "title" && "font-medium",
		column.phone === "labelled" && "max-md:flex max-md:gap-3",
		column.phone === "hidden" && "max-md:hidden",
		column.className,
	);
}
