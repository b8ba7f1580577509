import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../", import.meta.url);
const text = readFileSync(new URL("docs/coverage.md", root), "utf8");

test("every file that docs/coverage.md names is there, and every row names a test", () => {
	const rows = text.split("\n").filter((line) => line.startsWith("| ") && !line.includes("| Shown by |"));
	expect(rows.length).toBeGreaterThan(50);
	for (const row of rows) {
		const paths = [...row.matchAll(/`((?:lib|components|e2e|public|scripts)\/[^`]+)`/g)].map(
			([, path]) => path ?? "",
		);
		for (const path of paths) expect(existsSync(new URL(path, root)), `${path} in ${row}`).toBe(true);
		expect(
			paths.some((path) => /\.(test|spec)\.tsx?$/.test(path)),
			row,
		).toBe(true);
	}
});
