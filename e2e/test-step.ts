import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import type { CheckId } from "../lib/domain/check.ts";
import { checkTitle } from "../lib/domain/check-titles.ts";
import { expect } from "./fixtures.ts";

/** Short names for the rows; their titles are the product's own. */
const CHECKS = {
	role: "role-assumable",
	required: "external-id-required",
	exact: "external-id-exact",
	trust: "trust-policy",
	report: "cost-report-found",
	settings: "cost-report-settings",
	delivered: "cost-report-delivered",
	costs: "permissions:BILLING",
	inventory: "permissions:VISIBILITY",
	autoStopping: "permissions:OPTIMIZATION",
	harness: "harness-connector",
} as const satisfies Record<string, CheckId>;
export type Check = keyof typeof CHECKS;

const ANSWER_MS = 45_000;

/** Step 5 of one connector, by its words and buttons. */
export function testStepOf(page: Page) {
	const button = (name: string) => page.getByRole("button", { name, exact: true });
	const row = (check: Check): Locator =>
		page
			.getByRole("list", { name: "Checks", exact: true })
			.getByRole("listitem")
			.filter({ has: page.getByText(checkTitle(CHECKS[check]), { exact: true }) });
	const finishButton = () => button("Finish anyway…").or(button("Finish"));
	const id = () => /connectors\/([a-z2-7]+)\//.exec(page.url())?.[1] ?? "";

	async function view() {
		return (await page.request.get(`/api/live/connectors/${id()}/checks`)).json();
	}

	async function done(): Promise<void> {
		await expect(page.getByRole("heading", { level: 1, name: "Connection test" })).toBeVisible({
			timeout: ANSWER_MS,
		});
		await expect(page.getByRole("status").filter({ hasText: /^The checks are done/ })).toBeAttached({
			timeout: ANSWER_MS,
		});
	}

	return {
		id,
		row,
		button,
		done,

		/** Presses until the server begins a verification (one in ten seconds), then waits for its end. */
		async runAgain(): Promise<void> {
			await done();
			const before = (await view()).run.id;
			await expect(async () => {
				await button("Run checks again").click();
				await expect.poll(async () => (await view()).run.id, { timeout: 1_500 }).not.toBe(before);
			}).toPass({ timeout: ANSWER_MS });
			await expect.poll(async () => (await view()).run.finishedAt, { timeout: 2 * ANSWER_MS }).not.toBeNull();
			await done();
		},

		async expectRow(check: Check, word: string, ...texts: readonly (string | RegExp)[]): Promise<void> {
			const found = row(check);
			await expect(found).toContainText(word);
			for (const text of texts) await expect(found).toContainText(text);
		},

		/** Whichever of the two ways the page offers: the first minute's evidence is provisional. */
		finishButton,
		async finishEitherWay(): Promise<void> {
			await done();
			await finishButton().click();
			const dialog = page.getByRole("dialog", { name: "Finish without these checks?" });
			const confirm = dialog.getByRole("button", { name: "Finish anyway", exact: true });
			if (await confirm.isVisible()) await confirm.click();
		},

		failure: (title: string) => page.getByRole("alert").filter({ hasText: title }),
		registered: () => expect(page.getByText(/is registered in Harness$/)).toBeVisible({ timeout: 30_000 }),

		async expectQuarantine(): Promise<void> {
			await expect(page.getByRole("alert").filter({ hasText: "In quarantine" })).toBeVisible();
			await expect(page.getByText("In quarantine: this connector cannot be finished.")).toBeVisible();
			await expect(page.getByRole("button", { name: /Finish/ })).toHaveCount(0);
		},

		/** What the page's own Finish sends, replayed without the page. */
		async replayFinish(accept: "nothing" | "failing-checks" | "harness-proof", extra: object = {}) {
			const { version } = await view();
			return callAction(page, "finishAction", { connectorId: id(), version, accept, ...extra });
		},
	};
}

/** A server action called by its id, as a page of ours would, with whatever input. Its answer, or where it leads. */
export async function callAction(page: Page, name: string, input: object): Promise<string> {
	const manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
	const found = Object.entries<{ exportedName?: string }>(manifest.node).find(
		([, { exportedName }]) => exportedName === name,
	);
	if (found === undefined) throw new Error(`There is no action ${name}.`);
	const response = await page.request.post(new URL(page.url()).pathname, {
		headers: {
			"next-action": found[0],
			"content-type": "text/plain;charset=UTF-8",
			accept: "text/x-component",
			origin: new URL(page.url()).origin,
		},
		data: JSON.stringify([input]),
		maxRedirects: 0,
	});
	const { "x-action-redirect": redirect } = response.headers();
	if (redirect !== undefined) return redirect;
	const answer = await response.text();
	// Line 1 of React's answer is what the action returned; the others are the page anew.
	return /^1:(.*)$/m.exec(answer)?.[1] ?? answer;
}
