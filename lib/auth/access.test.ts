import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ROLES } from "#lib/domain/access.ts";
import { abilitiesOf, can } from "./abilities.ts";
import { ACTIONS, PAGES, ROUTES } from "./access.ts";

/** `app/(main)/connectors/[id]/page.tsx` → `/connectors/[id]` */
function pathOf(file: string): string {
	const folders = file.split("/").slice(1, -1);
	return `/${folders.filter((folder) => !folder.startsWith("(")).join("/")}`;
}

const METHODS = /export (?:async )?(?:function|const) (?:\{ )?((?:GET|POST|PUT|PATCH|DELETE)(?:, \w+)*)/g;

describe("the table of abilities", () => {
	it("gives each role all that the role before it has, and more", () => {
		for (const [index, role] of ROLES.entries()) {
			const before = ROLES[index - 1];
			if (before === undefined) continue;
			expect(abilitiesOf(role)).toEqual(expect.arrayContaining([...abilitiesOf(before)]));
			expect(abilitiesOf(role).length).toBeGreaterThan(abilitiesOf(before).length);
		}
	});

	it("gives nothing to whoever has no role", () => {
		expect(abilitiesOf(null)).toEqual([]);
		expect(can(null, "connector.view")).toBe(false);
	});

	it("names every page there is, and no other", () => {
		const pages = globSync("app/**/page.tsx").map(pathOf);
		expect(Object.keys(PAGES).sort()).toEqual(pages.sort());
	});

	it("is asked by every page under its own name", () => {
		for (const file of globSync("app/**/page.tsx")) {
			const path = pathOf(file);
			if (PAGES[path as keyof typeof PAGES] === "public") continue;
			expect(readFileSync(file, "utf8"), file).toContain(`await allow("${path}")`);
		}
	});

	it("names every method of every route there is, and no other", () => {
		const keys = globSync("app/**/route.ts").flatMap((file) =>
			[...readFileSync(file, "utf8").matchAll(METHODS)].flatMap(([, methods = ""]) =>
				methods.split(", ").map((method) => `${method} ${pathOf(file)}`),
			),
		);
		expect(Object.keys(ROUTES).sort()).toEqual(keys.sort());
	});

	it("is asked by every route that is not public, under its own name", () => {
		for (const [key, access] of Object.entries(ROUTES)) {
			if (access === "public") continue;
			const [, path = ""] = key.split(" ");
			const file = globSync("app/**/route.ts").find((each) => pathOf(each) === path) ?? "";
			expect(readFileSync(file, "utf8"), file).toContain(`"${key}"`);
		}
	});

	it("names every action there is, and each is made under its own name", () => {
		const named = globSync("lib/actions/*-actions.ts").flatMap((file) =>
			[...readFileSync(file, "utf8").matchAll(/export (?:const|async function|function) (\w+)/g)].map(
				([, name = ""]) => ({ name, source: readFileSync(file, "utf8") }),
			),
		);
		expect(Object.keys(ACTIONS).sort()).toEqual(named.map(({ name }) => name).sort());
		for (const { name, source } of named) {
			// A public one guards itself; the one that must work before anything else may asks for the session itself.
			if (ACTIONS[name as keyof typeof ACTIONS] === "public" || name === "changePasswordAction") continue;
			expect(source, name).toMatch(new RegExp(`export const ${name} = actionFor\\("${name}"\\)`));
		}
	});
});
