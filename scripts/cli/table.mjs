/** Text from outside as a terminal may show it: nothing in it moves the cursor, colours or hides anything. */
export function plain(value) {
	return String(value ?? "").replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
}

/** Columns as wide as their longest cell, two spaces between them; the last one is not filled up. */
export function table(headers, rows) {
	const lines = [headers, ...rows].map((cells) => cells.map(plain));
	const widths = headers.map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
	return lines
		.map((cells) =>
			cells
				.map((cell, column) => cell.padEnd(widths[column]))
				.join("  ")
				.trimEnd(),
		)
		.join("\n");
}

/** Facts about one thing, a line each. */
export function facts(pairs) {
	const known = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
	const width = Math.max(...known.map(([term]) => term.length));
	return known.map(([term, value]) => `${term.padEnd(width)}  ${plain(value)}`).join("\n");
}

/** As a person reads a time; the machine's own form is in --json. */
export function moment(iso) {
	return iso === null || iso === undefined ? "never" : `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
