"use client";

import type { ReactNode } from "react";
import { useCan } from "#components/shell/abilities.tsx";
import type { Ability } from "#lib/auth/abilities.ts";

export type EditableByProps = { readonly ability: Ability; readonly children: ReactNode };

/** A form that others may read: its fields are there, and none can be changed. */
export function EditableBy({ ability, children }: EditableByProps) {
	if (useCan(ability)) return children;
	return (
		<>
			<p className="mb-4 text-sm text-ink-2">An administrator of this installation can change this.</p>
			<fieldset disabled className="min-w-0">
				{children}
			</fieldset>
		</>
	);
}
