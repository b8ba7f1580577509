import type { DbTransaction } from "#lib/db/port.ts";

/** Whether this account is what remains when the provider fails: then it stays as it is. */
export async function isBreakGlass(tx: DbTransaction, personId: string): Promise<boolean> {
	const { isSsoOnly, breakGlassPersonId } = await tx.signInSettings.get();
	return isSsoOnly && breakGlassPersonId === personId;
}
