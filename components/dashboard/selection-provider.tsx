"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { NOTHING, type Selection, toggleOne, togglePage } from "./selection.ts";

type SelectionActs = {
	readonly selection: Selection;
	readonly toggle: (id: string) => void;
	readonly togglePage: (page: readonly string[]) => void;
	readonly selectAll: () => void;
	readonly clear: () => void;
};

const SelectionContext = createContext<SelectionActs | null>(null);

export type SelectionProviderProps = {
	/** The filter: with another one the selection begins anew, since nobody would see what it holds. */
	readonly filterKey: string;
	/** The ids of all rows of this page. */
	readonly inSight: readonly string[];
	readonly children: ReactNode;
};

/** What is chosen stays chosen while one sorts and turns pages. */
export function SelectionProvider({ filterKey, inSight, children }: SelectionProviderProps) {
	const [selection, setSelection] = useState<Selection>(NOTHING);
	const [key, setKey] = useState(filterKey);
	if (key !== filterKey) {
		setKey(filterKey);
		setSelection(NOTHING);
	}
	const sight = useRef(inSight);
	sight.current = inSight;

	const toggle = useCallback(
		(id: string) => setSelection((chosen) => toggleOne(chosen, id, sight.current)),
		[],
	);
	const acts = useMemo(
		() => ({
			selection,
			toggle,
			togglePage: (page: readonly string[]) =>
				setSelection((chosen) => togglePage(chosen, page, sight.current)),
			selectAll: () => setSelection({ kind: "all" }),
			clear: () => setSelection(NOTHING),
		}),
		[selection, toggle],
	);
	return <SelectionContext value={acts}>{children}</SelectionContext>;
}

export function useSelection(): SelectionActs {
	const acts = useContext(SelectionContext);
	if (acts === null) throw new Error("Only inside SelectionProvider.");
	return acts;
}
