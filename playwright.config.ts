import { defineConfig } from "@playwright/test";

type Browser = { executablePath: string; args: string[] };

/** Set by `npm test`; by hand: ROLEBRIDGE_TEST_BROWSER={"executablePath":"/usr/bin/chromium","args":["--no-sandbox"]} */
function browser(): Partial<Browser> {
	return JSON.parse(process.env.ROLEBRIDGE_TEST_BROWSER ?? "{}");
}

/**
 * Products that run beside each other, as the variables that name their ports. Faults of a sandbox are set for all of
 * it, so tests of one product go one after another: each worker has a product of its own.
 */
function products(): readonly Readonly<Record<string, string>>[] {
	return JSON.parse(process.env.ROLEBRIDGE_TEST_PRODUCTS ?? "[{}]");
}

/** Mostly minutes of waiting: for the first minute of a role to pass, for a second look. Two shares of about as long. */
const ORGANIZATIONS = /\/(organizations|organization-ways|launch-link)\.spec\.ts$/;
const WAITING = /\/(cloudzero|connect|lifecycle|manual-ways|modes)\.spec\.ts$/;
const others = products().length - 2;
/** So that what waits never keeps what is busy from a product, nor the other way round. */
const shares = [
	{ name: "organizations", testMatch: ORGANIZATIONS, ...(others > 0 && { workers: 1 }) },
	{ name: "waiting", testMatch: WAITING, ...(others > 0 && { workers: 1 }) },
	{ name: "busy", testIgnore: [ORGANIZATIONS, WAITING], ...(others > 0 && { workers: others }) },
];

// This file is read again in each worker, before any test.
Object.assign(process.env, products()[Number(process.env.TEST_PARALLEL_INDEX ?? 0)]);

export default defineConfig({
	testDir: "e2e",
	outputDir: "test-results",
	workers: products().length,
	projects: shares,
	fullyParallel: false,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	forbidOnly: process.env.CI !== undefined,
	// A second try is reported as flaky, so that a busy machine is told apart from a defect.
	retries: process.env.CI === undefined ? 0 : 1,
	reporter: [["list"], ["json"]],
	use: {
		baseURL: `http://localhost:${process.env.PORT ?? 3000}`,
		launchOptions: browser(),
		locale: "en-GB",
		timezoneId: "Asia/Kathmandu",
		actionTimeout: 15_000,
		// A failure has its picture and what the page said. `--trace on` shows every step; it takes a fifth of the processor.
		trace: "on-first-retry",
		screenshot: "only-on-failure",
	},
});
