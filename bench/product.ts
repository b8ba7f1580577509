// A running product for the benches that need one, with a browser and somebody signed in.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type BrowserContext, chromium, type Page } from "playwright";
import { findBrowser } from "../scripts/browser.mjs";
import { inRoot, NODE } from "../scripts/paths.mjs";
import { freePort } from "../scripts/ports.mjs";

export type Product = {
	readonly url: string;
	/** Where the AWS sandbox's switches are. */
	readonly sandboxUrl: string;
	readonly browser: { readonly executablePath: string; readonly args: string[] };
	/** Signed in. */
	readonly context: BrowserContext;
	readonly page: Page;
	/** Of the embedded database; null: the product is not ours. */
	readonly databaseUrl: string | null;
	readonly close: () => Promise<void>;
};

type Running = {
	readonly url: string;
	readonly sandboxUrl: string;
	readonly email: string;
	readonly password: string;
	readonly databaseUrl: string | null;
	readonly stop: () => Promise<void>;
};

/** The product at BENCH_URL, else one of our own: production build, new data directory, free ports. */
export async function openProduct(): Promise<Product> {
	const running = given() ?? (await startProduct());
	try {
		return await openBrowser(running);
	} catch (error) {
		await running.stop();
		throw error;
	}
}

async function openBrowser(running: Running): Promise<Product> {
	const found = await findBrowser();
	const browser = { executablePath: String(found.executablePath), args: found.args.map(String) };
	const opened = await chromium.launch(browser);
	const context = await opened.newContext({ baseURL: running.url });
	const page = await context.newPage();
	await signIn(page, running);
	const close = async () => {
		await opened.close();
		await running.stop();
	};
	const { url, sandboxUrl, databaseUrl } = running;
	return { url, sandboxUrl, databaseUrl, browser, context, page, close };
}

function given(): Running | null {
	const { BENCH_URL, BENCH_EMAIL, BENCH_PASSWORD, SANDBOX_AWS_PORT } = process.env;
	if (!BENCH_URL) return null;
	if (!BENCH_EMAIL || !BENCH_PASSWORD) throw new Error("BENCH_URL needs BENCH_EMAIL and BENCH_PASSWORD.");
	const sandboxUrl = `http://127.0.0.1:${SANDBOX_AWS_PORT || 4566}`;
	return {
		url: BENCH_URL,
		sandboxUrl,
		email: BENCH_EMAIL,
		password: BENCH_PASSWORD,
		databaseUrl: null,
		stop: async () => {},
	};
}

async function startProduct(): Promise<Running> {
	const folder = await mkdtemp(join(tmpdir(), "rolebridge-bench-"));
	const [port, awsPort, harnessPort] = await Promise.all([freePort(), freePort(), freePort()]);
	const [email, password] = ["admin@rolebridge.test", "correct-horse-battery"];
	const child = spawn(NODE, [inRoot("scripts/start.mjs")], {
		env: {
			...process.env,
			PORT: String(port),
			SANDBOX_AWS_PORT: String(awsPort),
			SANDBOX_HARNESS_PORT: String(harnessPort),
			ROLEBRIDGE_DATA_DIR: folder,
			ROLEBRIDGE_MODE: "sandbox",
			// Many people come from many addresses.
			ROLEBRIDGE_BEHIND_PROXY: "true",
			ROLEBRIDGE_ADMIN_EMAIL: email,
			ROLEBRIDGE_ADMIN_PASSWORD: password,
		},
		stdio: ["ignore", "pipe", "inherit"],
	});
	const exited = new Promise<void>((resolve) => child.once("close", () => resolve()));
	const stop = async () => {
		child.kill("SIGTERM");
		await exited;
		await rm(folder, { recursive: true, force: true });
	};
	const ready = new Promise<boolean>((resolve) => {
		createInterface({ input: child.stdout }).on("line", (line) => {
			if (line.includes("is ready: http")) resolve(true);
		});
		child.once("close", () => resolve(false));
	});
	if (!(await ready)) throw new Error("The product did not start.");
	const sandboxUrl = `http://127.0.0.1:${awsPort}`;
	const databaseUrl = await embeddedDatabaseUrl(folder);
	return { url: `http://localhost:${port}`, sandboxUrl, email, password, databaseUrl, stop };
}

/** Null when DATABASE_URL named another server: what is there is somebody's. */
async function embeddedDatabaseUrl(folder: string): Promise<string | null> {
	const read = (name: string) => readFile(join(folder, "postgres", name), "utf8").catch(() => "");
	const [port, password] = await Promise.all([read("port"), read("password")]);
	if (port === "" || password === "") return null;
	return `postgresql://rolebridge:${password.trim()}@127.0.0.1:${port.trim()}/postgres`;
}

async function signIn(page: Page, { email, password }: Running): Promise<void> {
	await page.goto("/sign-in");
	await page.getByLabel("E-mail").fill(email);
	await page.getByLabel("Password").fill(password);
	await page.getByRole("button", { name: "Sign in" }).click();
	await page.getByRole("heading", { level: 1, name: "Connectors" }).waitFor();
}
