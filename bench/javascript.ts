// The JavaScript that a first look at each page loads, as the production build sends it (gzip).
import type { BrowserContext, Request } from "playwright";
import { print } from "./figures.ts";
import type { Product } from "./product.ts";

/** 1 KB is 1,000 bytes. */
const LIMIT_KB = 205;
/** Next and React alone, without a line of ours. */
const FRAMEWORK_KB = 136;
const OURS_KB = 64;
const PERMISSIONS = ["/permissions", "/permissions/check", "/permissions/trust-policy"];
const STEPS = ["overview", "cost-report", "features", "role", "test"];

/** Size of every route's first load, and its ratio to the limit. `connectorId`: a connector whose steps are all open. */
export async function measureJavaScript({ context, url }: Product, connectorId: string): Promise<void> {
	const own = `/connectors/${connectorId}`;
	const paths = ["/", "/connectors/new", "/settings", "/settings/verifier", own];
	paths.push("/organizations", "/organizations/new", ...PERMISSIONS);
	for (const step of STEPS) paths.push(`${own}/setup/${step}`);
	const browser = context.browser();
	if (browser === null) throw new Error("The bench needs a browser of its own.");
	const storageState = await context.storageState();
	await printSize(await browser.newContext(), `${url}/sign-in`);
	// A context of its own for each: what an earlier page left in the cache would not be counted.
	for (const path of paths) await printSize(await browser.newContext({ storageState }), url + path);
}

async function printSize(context: BrowserContext, address: string): Promise<void> {
	const kb = (await scriptBytes(context, address)) / 1_000;
	const ratio = (kb / LIMIT_KB).toFixed(2);
	const ours = Math.max(0, kb - FRAMEWORK_KB).toFixed(0);
	const route = new URL(address).pathname.replace(/^\/connectors\/(?!new)[^/]+/, "/connectors/<id>");
	const figure = `${kb.toFixed(0)} KB, ratio ${ratio}, ours ${ours} KB`;
	print(`JavaScript of ${route}`, figure, `limit ${LIMIT_KB} KB, ours ${OURS_KB} KB`);
}

async function scriptBytes(context: BrowserContext, address: string): Promise<number> {
	const page = await context.newPage();
	const sizes: Promise<number>[] = [];
	const count = (request: Request) => {
		if (request.resourceType() === "script")
			sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
	};
	page.on("requestfinished", count);
	const answer = await page.goto(address, { waitUntil: "load" });
	// What is fetched ahead for other pages comes after the load and is not this page's.
	page.off("requestfinished", count);
	if (answer === null || !answer.ok() || page.url() !== address)
		throw new Error(`${address} answered ${answer?.status() ?? "nothing"} and led to ${page.url()}.`);
	const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
	await context.close();
	return total;
}
