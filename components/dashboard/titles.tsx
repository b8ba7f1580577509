"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { FailureCode } from "#lib/domain/failures.ts";

/** Each failure in a few words. Handed down by the server: the table with all its texts stays there. */
export type FailureTitles = Readonly<Record<FailureCode, string>>;

const TitlesContext = createContext<FailureTitles | null>(null);

export function TitlesProvider({ titles, children }: { titles: FailureTitles; children: ReactNode }) {
	return <TitlesContext value={titles}>{children}</TitlesContext>;
}

export function useTitles(): FailureTitles {
	const titles = useContext(TitlesContext);
	if (titles === null) throw new Error("Only inside TitlesProvider.");
	return titles;
}
