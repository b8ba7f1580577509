import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Locked = {
	readonly version?: string;
	readonly integrity?: string;
	readonly resolved?: string;
	readonly license?: string;
};
type Manifest = {
	readonly dependencies: Record<string, string>;
	readonly devDependencies: Record<string, string>;
};

const manifest = read<Manifest>("package.json");
const locked = Object.entries(
	read<{ packages: Record<string, Locked> }>("package-lock.json").packages,
).filter(([path]) => path !== "");

/** Licences that ask for more than we can promise those who run it. */
const REFUSED = /AGPL|SSPL|BUSL|PolyForm|Commons-Clause/i;

describe("dependencies", () => {
	it("are named by their exact versions, and the lockfile has those", () => {
		const versions = new Map(locked.map(([path, { version }]) => [path, version]));
		for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
			expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
			expect(versions.get(`node_modules/${name}`), name).toBe(version);
		}
	});

	it("are each locked to their bytes, and to no place", () => {
		expect(locked.length).toBeGreaterThan(200);
		for (const [path, { integrity, resolved }] of locked) {
			expect(integrity, path).toMatch(/^sha512-/);
			expect(resolved, path).toBeUndefined();
		}
	});

	it("are under licences that may be used in any product", () => {
		for (const [path, { license }] of locked) {
			expect(license ?? readFileSync(`${path}/LICENSE`, "utf8"), path).toMatch(/\w/);
			expect(license ?? "", path).not.toMatch(REFUSED);
		}
	});
});

function read<T>(file: string): T {
	return JSON.parse(readFileSync(file, "utf8")) as T;
}
