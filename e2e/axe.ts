import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

/** Every rule that axe knows for WCAG 2.2 AA and its best practices, or those named alone. */
async function problems(
	page: Page,
	foreign: readonly string[],
	rules: readonly string[],
): Promise<readonly string[]> {
	if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
	const violations = await page.evaluate(runAxe, { foreign, rules });
	return violations.map(({ id, targets }) => `${id}: ${targets.join("; ")}`);
}

/** In the browser. */
async function runAxe({ foreign, rules }: { foreign: readonly string[]; rules: readonly string[] }) {
	const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(
		{ include: [["html"]], exclude: foreign.map((selector) => [selector]) },
		{ resultTypes: ["violations"], ...(rules.length > 0 && { runOnly: [...rules] }) },
	);
	return violations.map(({ id, nodes }) => ({ id, targets: nodes.map(({ target }) => target.join(" ")) }));
}

type ColorScheme = "light" | "dark";

export async function expectNothing(
	page: Page,
	colorSchemes: readonly ColorScheme[] = ["light", "dark"],
	/** Parts whose markup is not ours. */
	foreign: readonly string[] = [],
): Promise<void> {
	for (const [index, colorScheme] of colorSchemes.entries()) {
		await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		await page.evaluate(drawn);
		// The page is the same in its other colours: what is left to ask is whether they can be read.
		const rules = index === 0 ? [] : ["color-contrast"];
		expect(await problems(page, foreign, rules), `${page.url()} in ${colorScheme}`).toEqual([]);
	}
}

/** In the browser: the colours that were just asked for are those that are shown. */
function drawn(): Promise<void> {
	return new Promise((resolve) => {
		requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
	});
}

/** Nothing but code may be scrolled sideways, down to the narrowest phone. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
	const before = page.viewportSize();
	await page.setViewportSize({ width: 320, height: 700 });
	const overflow = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
	);
	expect(overflow, `${page.url()} at 320 px`).toBeLessThanOrEqual(0);
	if (before !== null) await page.setViewportSize(before);
}
