import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import { expect, type Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { SANDBOX_HARNESS_API_KEY } from "../lib/sandbox/harness/constants.ts";

/** What a zip holds, text by path. */
export type Files = Readonly<Record<string, string>>;

export function unzipped(bytes: Uint8Array): Files {
	const entries = Object.entries(unzipSync(bytes)).map(([path, content]) => [
		path,
		Buffer.from(content).toString("utf8"),
	]);
	return Object.fromEntries(entries);
}

export function writeFiles(folder: string, files: Files): void {
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	}
}

async function downloaded(page: Page, link: string | RegExp) {
	const download = page.waitForEvent("download");
	await page.getByRole("link", { name: link }).click();
	const file = await download;
	return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** Opens a form of the files page and takes it away, as one file and as a zip. */
export async function takeForm(page: Page, title: string) {
	const forms = page.getByRole("navigation", { name: "Forms" }).getByRole("link");
	const form = forms.filter({ has: page.getByText(title, { exact: true }) });
	await form.click();
	await expect(form).toHaveAttribute("aria-current", "page", { timeout: 20_000 });
	await expect(page.getByRole("heading", { level: 2, name: title, exact: true })).toBeVisible();
	const main = await downloaded(page, /\.(tf|tofu|sh|json|csv)$/);
	const zip = await downloaded(page, "All files (zip)");
	expect(zip.name).toMatch(/\.zip$/);
	const files = unzipped(zip.bytes);
	expect(Object.values(files), `${title}: the main file is in the zip`).toContain(
		main.bytes.toString("utf8"),
	);
	return files;
}

/** Every file is read by a program that knows its kind; none holds a key. */
export async function expectReadable(files: Files): Promise<void> {
	expect(files["README.md"]).toContain("#");
	for (const [path, text] of Object.entries(files)) {
		expect(text.length, path).toBeGreaterThan(0);
		expect(text, path).not.toContain(SANDBOX_HARNESS_API_KEY);
		const ending = path.slice(path.lastIndexOf(".") + 1);
		if (ending === "tf" || ending === "tofu") await parse(path, text);
		if (ending === "json") JSON.parse(text);
		if (ending === "sh") expectShell(path, text);
		if (ending === "csv") expect(text.split("\r\n").length, path).toBeGreaterThan(2);
	}
}

function expectShell(path: string, text: string): void {
	const { status, stderr } = spawnSync("bash", ["-n"], { input: text, encoding: "utf8", timeout: 20_000 });
	expect(status, `${path}: ${stderr}`).toBe(0);
}
