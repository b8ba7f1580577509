import type { ChangeProgress } from "#lib/domain/change-progress.ts";

export type Declination = { readonly by: string; readonly at: Date };

/** What accompanies a connector's changes; nothing here bumps its version. */
export type ChangeRepository = {
	progress(connectorId: string): Promise<ChangeProgress>;
	/** Null: there is nothing more to say of it. */
	note<Part extends keyof ChangeProgress>(
		connectorId: string,
		part: Part,
		value: NonNullable<ChangeProgress[Part]> | null,
	): Promise<void>;
	/** Who declined a newer template, and when; null: nobody. */
	declination(connectorId: string): Promise<Declination | null>;
	noteDeclined(connectorId: string, declination: Declination | null): Promise<void>;
};
