import { expect, test } from "vitest";
import { TRUST_CHECKS } from "./check.ts";
import { checkTitle } from "./check-titles.ts";
import { DESTINATIONS } from "./destination.ts";
import { FEATURES } from "./features.ts";

test("every check has a title of its own", () => {
	const ids = [
		...TRUST_CHECKS,
		...FEATURES.map((feature) => `permissions:${feature}` as const),
		"verifier-self",
		"cost-report-found",
		"cost-report-settings",
		"cost-report-delivered",
		"cost-report-covers-account",
		"regions",
		"template-current",
		"harness-connector",
		"permissions:LIBRARY",
	] as const;
	for (const destination of DESTINATIONS) {
		const titles = ids.map((id) => checkTitle(id, destination));
		expect(titles.every((title) => title.length > 10)).toBe(true);
		expect(new Set(titles).size).toBe(ids.length);
	}
});

test("the permissions of a feature carry the feature's own name", () => {
	expect(checkTitle("permissions:VISIBILITY")).toBe("Permissions for Resource Inventory Management");
});
