import type { JsonValue } from "#lib/domain/check.ts";
import { isList, isRecord } from "#lib/domain/json-values.ts";
import { textOf } from "./test-detail-text.ts";

type DetailTableProps = {
	readonly caption: string;
	/** What the list is evidence of: no two regions of a page may bear the same name. */
	readonly of: string;
	/** Whatever the check stored there; anything but a list of objects shows nothing. */
	readonly list: JsonValue | undefined;
	readonly columns: readonly (readonly [key: string, header: string])[];
};

/** A list of facts behind a row. What was denied stands first, so that nobody has to look for it. */
export function DetailTable({ caption, of, list, columns }: DetailTableProps) {
	const rows = isList(list) ? list.filter((item) => isRecord(item)) : [];
	if (rows.length === 0) return null;
	const sorted = [...rows].sort((a, b) => rank(a) - rank(b));
	return (
		<figure className="min-w-0">
			<section
				aria-label={`${caption}: ${of}`}
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
				tabIndex={0}
				className="max-h-80 overflow-auto rounded border border-line bg-paper"
			>
				<table className="w-full border-collapse text-left">
					<caption className="px-3 pt-2 text-left font-medium text-ink">
						{caption} ({rows.length})
					</caption>
					<thead>
						<tr>
							{columns.map(([key, header]) => (
								<th key={key} scope="col" className="px-3 py-1.5 font-medium">
									{header}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{sorted.map((row, index) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: the evidence of one check never moves
							<tr key={index} className="border-t border-line align-top">
								{columns.map(([key]) => (
									<td key={key} className="min-w-24 px-3 py-1.5 text-ink break-words">
										{textOf(row[key])}
									</td>
								))}
							</tr>
						))}
					</tbody>
				</table>
			</section>
		</figure>
	);
}

type JsonObject = { readonly [key: string]: JsonValue };

function rank({ verdict }: JsonObject): number {
	return verdict === "allowed" ? 1 : 0;
}
