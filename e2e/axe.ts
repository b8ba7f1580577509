import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Every rule that axe knows for WCAG 2.2 AA and its best practices. */
async function problems(page: Page, foreign: readonly string[]): Promise<readonly string[]> {
	const axe = new AxeBuilder({ page });
	for (const selector of foreign) axe.exclude(selector);
	const { violations } = await axe.analyze();
	return violations.map(
		({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join("; ")}`,
	);
}

type ColorScheme = "light" | "dark";

export async function expectNothing(
	page: Page,
	colorSchemes: readonly ColorScheme[] = ["light", "dark"],
	/** Parts whose markup is not ours. */
	foreign: readonly string[] = [],
): Promise<void> {
	for (const colorScheme of colorSchemes) {
		await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		expect(await problems(page, foreign), `${page.url()} in ${colorScheme}`).toEqual([]);
	}
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
