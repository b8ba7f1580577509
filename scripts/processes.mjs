// The processes of an installation, as `npm start`, `npm run web` and `npm run worker` start them.
import { inRoot, NEXT, NODE } from "./paths.mjs";
import { run, Stop } from "./run.mjs";

/** An empty variable means "not set", to us and to the AWS SDK, which would take an empty profile for one. */
export function withoutEmpty(env) {
	return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
}

/** Applies migrations, stamps the mode, makes the first administrator; who that is, where it was made now. */
export async function prepareDatabase(env) {
	const output = await run(NODE, ["--conditions=react-server", inRoot("prisma/seed.ts")], {
		env,
		what: "Preparing the database",
	});
	return JSON.parse(output.trim().split("\n").at(-1)).administrator;
}

export async function startWeb(family, env, { port, host, isDev = false }) {
	const args = [NEXT, isDev ? "dev" : "start", "--port", String(port), "--hostname", host];
	// Next's own greeting names an address that may not be the public one.
	const isWorthShowing = (line) => isDev || !/^\s*(▲|- |✓|$)/.test(line);
	await family.start("web", NODE, args, {
		env,
		isReady: (line) => line.includes("Ready in"),
		isWorthShowing,
	});
	await untilReady(`http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}/api/health/ready`);
}

async function untilReady(url) {
	for (let tries = 0; tries < 600; tries += 1) {
		const response = await fetch(url, { signal: AbortSignal.timeout(20_000) }).catch(() => null);
		if (response?.ok) return;
		await new Promise((next) => setTimeout(next, 100));
	}
	throw new Stop("The web server started but does not become ready.");
}

/** A worker's garbage is short-lived: a small heap costs no speed and less than half the memory. */
const WORKER_MEMORY = ["--max-old-space-size=160", "--max-semi-space-size=8"];

export function workerArguments({ isDev = false } = {}) {
	const watch = isDev ? ["--watch-path=lib", "--watch-preserve-output"] : [];
	return [...WORKER_MEMORY, "--conditions=react-server", ...watch, inRoot("lib/worker/main.ts")];
}

export function startWorker(family, env, options) {
	return family.start("worker", NODE, workerArguments(options), { env, isReady: isReadyLine });
}

export function isReadyLine(line) {
	return line.startsWith('{"ready":true');
}
