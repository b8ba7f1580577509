import type { CheckResult } from "#lib/domain/check.ts";
import type { Prisma } from "./generated/client.ts";

/** JSON for a column. Everything written here is plain data: dates become ISO strings. */
export function toJson(value: unknown): Prisma.InputJsonValue {
	return JSON.parse(JSON.stringify(value));
}

/** A check result stored whole in one column; only this adapter writes it, so its shape is known. */
export function resultFromJson(value: unknown): CheckResult {
	const stored = value as Omit<CheckResult, "checkedAt"> & { checkedAt: string };
	return { ...stored, checkedAt: new Date(stored.checkedAt) };
}
