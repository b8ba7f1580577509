// Lighthouse against the production build, median of three, as a desktop and as a phone.
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";
import { median, print } from "./figures.ts";
import type { Product } from "./product.ts";

const RUNS = 3;
/** Chromium now and then loses the beginning of a recording: such a run measured nothing, and is done again. */
const ATTEMPTS = 3;
const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;
const DEVICES = {
	desktop: { config: desktopConfig, limits: "limits 95, 100, 100" },
	mobile: { config: undefined, limits: "limits 85, 100, 100" },
} as const;

type Visit = {
	readonly address: string;
	readonly port: number;
	/** Empty: signed in as nobody. */
	readonly cookie: string;
};

/** Scores of the pages that people see first. `connectorId`: of a connector in set-up. */
export async function measureLighthouse(product: Product, connectorId: string): Promise<void> {
	const { url, context, browser } = product;
	const cookies = await context.cookies(url);
	const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
	const chrome = await launch({
		chromePath: browser.executablePath,
		chromeFlags: ["--headless=new", ...new Set(["--no-sandbox", ...browser.args])],
		logLevel: "error",
	});
	const paths = [
		"/",
		"/incidents",
		"/settings/notifications",
		`/connectors/${connectorId}`,
		"/connectors/new",
		"/organizations",
		"/organizations/new",
		"/permissions",
		"/permissions/check",
		"/permissions/trust-policy",
		`/connectors/${connectorId}/setup/overview`,
	];
	try {
		await printScores({ address: `${url}/sign-in`, port: chrome.port, cookie: "" }, "/sign-in");
		for (const path of paths) {
			const name = path.replace(connectorId, "<id>");
			await printScores({ address: url + path, port: chrome.port, cookie }, name);
		}
	} finally {
		chrome.kill();
	}
}

async function printScores(visit: Visit, name: string): Promise<void> {
	for (const device of ["desktop", "mobile"] as const) {
		const runs: number[][] = [];
		for (let run = 0; run < RUNS; run += 1) runs.push(await scores(visit, device));
		const medians = CATEGORIES.map((_, index) => median(runs.map((run) => run[index] ?? 0)));
		print(`Lighthouse ${device} ${name}`, medians.join(", "), DEVICES[device].limits);
	}
}

/** Performance, accessibility, best practices, each of 100. */
async function scores({ address, port, cookie }: Visit, device: keyof typeof DEVICES): Promise<number[]> {
	const flags = {
		port,
		logLevel: "error" as const,
		onlyCategories: [...CATEGORIES],
		// Without it the cookie jar is emptied before each visit.
		disableStorageReset: cookie !== "",
		...(cookie !== "" && { extraHeaders: { Cookie: cookie } }),
	};
	for (let attempt = 1; ; attempt += 1) {
		const result = await lighthouse(address, flags, DEVICES[device].config);
		if (result === undefined) throw new Error(`Lighthouse gave no result for ${address}.`);
		const { finalDisplayedUrl, categories, runtimeError } = result.lhr;
		if (runtimeError?.code === "NO_NAVSTART" && attempt < ATTEMPTS) continue;
		if (runtimeError || finalDisplayedUrl !== address)
			throw new Error(`Lighthouse saw ${finalDisplayedUrl}: ${runtimeError?.message ?? "another page"}`);
		return CATEGORIES.map((name) => Math.round((categories[name]?.score ?? 0) * 100));
	}
}
