/** Which connectors an act would be about. `all`: everything that the filter finds, on whatever page. */
export type Selection =
	| { readonly kind: "some"; readonly ids: ReadonlySet<string> }
	| { readonly kind: "all" };

export const NOTHING: Selection = { kind: "some", ids: new Set() };

export function isSelected(selection: Selection, id: string): boolean {
	return selection.kind === "all" || selection.ids.has(id);
}

/** One row more or less. Taking one out of "all" leaves the other rows in sight. */
export function toggleOne(selection: Selection, id: string, inSight: readonly string[]): Selection {
	const ids = new Set(selection.kind === "all" ? inSight : selection.ids);
	if (!ids.delete(id)) ids.add(id);
	return { kind: "some", ids };
}

/** All rows of a page, or none of them when all are chosen already; other pages keep what they have. */
export function togglePage(
	selection: Selection,
	page: readonly string[],
	inSight: readonly string[],
): Selection {
	const ids = new Set(selection.kind === "all" ? inSight : selection.ids);
	const isWhole = page.every((id) => ids.has(id));
	for (const id of page) {
		if (isWhole) ids.delete(id);
		else ids.add(id);
	}
	return { kind: "some", ids };
}

export function pageState(selection: Selection, page: readonly string[]): "none" | "some" | "all" {
	const chosen = page.filter((id) => isSelected(selection, id)).length;
	if (chosen === 0) return "none";
	return chosen === page.length ? "all" : "some";
}
