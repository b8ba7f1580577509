"use client";

import { pageState } from "./selection.ts";
import { useSelection } from "./selection-provider.tsx";

export type PageCheckboxProps = {
	/** "Select all billing connectors on this page" */
	readonly label: string;
	readonly ids: readonly string[];
};

/** The box above a column of boxes. */
export function PageCheckbox({ label, ids }: PageCheckboxProps) {
	const { selection, togglePage } = useSelection();
	const state = pageState(selection, ids);
	return (
		<input
			ref={(box) => {
				if (box !== null) box.indeterminate = state === "some";
			}}
			type="checkbox"
			aria-label={label}
			checked={state === "all"}
			onChange={() => togglePage(ids)}
			className="size-4 align-middle"
		/>
	);
}
