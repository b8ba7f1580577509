"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Ability } from "#lib/auth/abilities.ts";

const Abilities = createContext<readonly Ability[]>([]);

export type AbilitiesProviderProps = {
	readonly abilities: readonly Ability[];
	readonly children: ReactNode;
};

/** What the person who looks may do. The server decides again; here it only decides what is shown. */
export function AbilitiesProvider({ abilities, children }: AbilitiesProviderProps) {
	return <Abilities value={abilities}>{children}</Abilities>;
}

/** Without a provider: nothing. */
export function useCan(ability: Ability): boolean {
	return useContext(Abilities).includes(ability);
}

export type AllowedProps = {
	readonly to: Ability;
	readonly children: ReactNode;
	/** What is there instead for those who may not. */
	readonly otherwise?: ReactNode;
};

/** For server components too: shows its children to those who may. */
export function Allowed({ to, children, otherwise = null }: AllowedProps) {
	return useCan(to) ? children : otherwise;
}
