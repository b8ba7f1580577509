import { MANIFEST_VERSION } from "./permissions/manifest-types.ts";

/** A template's version is the day it was published; as a number the newer one is the greater. */
const VERSION = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * The version that a role's tag names, as a number that can be compared; null when the tag is none of ours.
 *
 * @example parseTemplateVersion("2026-11-22") // 20261122
 */
export function parseTemplateVersion(text: string): number | null {
	const [, year, month, day] = VERSION.exec(text) ?? [];
	return year === undefined ? null : Number(`${year}${month}${day}`);
}

/**
 * A stored version as the template writes it. Throws a RangeError for a number that no tag can have given.
 *
 * @example formatTemplateVersion(20261122) // "2026-11-22"
 */
export function formatTemplateVersion(version: number): string {
	const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(String(version).padStart(8, "0")) ?? [];
	if (year === undefined || !Number.isInteger(version)) throw new RangeError("not a template's version");
	return `${year}-${month}-${day}`;
}

/** The version that today's links make a role from. */
export const NEWEST_TEMPLATE_VERSION = newest();

function newest(): number {
	const version = parseTemplateVersion(MANIFEST_VERSION);
	if (version === null) throw new Error("The manifest's version is no date.");
	return version;
}
