import fc from "fast-check";
import { expect, test } from "vitest";
import { MANIFEST_VERSION } from "./permissions/manifest-types.ts";
import { formatTemplateVersion, NEWEST_TEMPLATE_VERSION, parseTemplateVersion } from "./template-version.ts";

test("every version comes back as it was written", () => {
	const texts = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
	fc.assert(
		fc.property(texts, (date) => {
			const text = date.toISOString().slice(0, 10);
			expect(formatTemplateVersion(parseTemplateVersion(text) ?? -1)).toBe(text);
		}),
	);
});

test("a later day is a greater version", () => {
	expect(parseTemplateVersion("2026-11-22") ?? 0).toBeGreaterThan(parseTemplateVersion("2026-09-30") ?? 0);
	expect(NEWEST_TEMPLATE_VERSION).toBe(parseTemplateVersion(MANIFEST_VERSION));
});

test.each(["", "3", "v3", "2026-1-2", "2026-11-22 ", "2026-11-22\n", "20261122"])(
	"%j is no version",
	(text) => {
		expect(parseTemplateVersion(text)).toBeNull();
	},
);

test.each([-1, 1.5, 123_456_789, Number.NaN])("%s is no stored version", (version) => {
	expect(() => formatTemplateVersion(version)).toThrow(RangeError);
});
