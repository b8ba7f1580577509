// `npm test`: check, unit, integration and end-to-end tests, each on real parts. Ends with "N passed, N failed".

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findBrowser } from "./browser.mjs";
import { check } from "./check.mjs";
import { inRoot, NODE, ROOT } from "./paths.mjs";
import { freePort } from "./ports.mjs";
import { Family, Stop } from "./run.mjs";
import { secretsIn } from "./secret-scan.mjs";
import { ensureBuild, ensureInstalled, ensurePrismaClient, say } from "./setup.mjs";

/** Two for what keeps a processor busy, and two for what mostly waits: playwright.config.ts says what that is. */
const PRODUCTS = 4;

const results = [];
const atEnd = [];
const folder = await mkdtemp(join(tmpdir(), "rolebridge-tests-"));
/** Everything the product printed while the end-to-end tests used it. */
const productLog = [];
const family = new Family({ onLine: (_name, line) => productLog.push(line) });
for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => family.end(0).then(() => process.exit(130)));

try {
	await ensureInstalled();
	await ensurePrismaClient();
	say("\n── Check");
	results.push(await check());
	say("\n── Unit and integration tests");
	// Not beside the check: it would change the types that tsc reads.
	const starting = ensureBuild().then(startProducts);
	// Told of below, once the other tests are through.
	starting.catch(() => {});
	results.push(await vitest());
	say("\n── End-to-end tests");
	results.push(await endToEnd(await starting));
	say("\n── No secret in the log of that run");
	results.push(await scanLog());
} catch (error) {
	process.stderr.write(`${error instanceof Stop ? error.message : error.stack}\n`);
	results.push({ passed: 0, failed: 1 });
} finally {
	await family.end(0);
	for (const tidy of atEnd) await tidy();
	await rm(folder, { recursive: true, force: true });
}

const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
say(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function vitest() {
	const report = join(folder, "vitest.json");
	const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
	const code = await show(NODE, [inRoot("node_modules/vitest/vitest.mjs"), ...args], { NODE_ENV: "test" });
	const { numPassedTests, numFailedTests } = await readReport(report);
	// A suite that could not even be loaded has no failed test; the exit code tells of it.
	return { passed: numPassedTests, failed: Math.max(numFailedTests, code === 0 ? 0 : 1) };
}

/** As a newcomer starts them: the production build, each on its own database, ports and data directory. */
async function startProducts() {
	const products = [];
	const starts = [];
	for (let number = 1; number <= PRODUCTS; number += 1) {
		const environment = await productEnvironment(number);
		starts.push(
			family.start(`product ${number}`, NODE, [inRoot("scripts/start.mjs")], {
				env: { ...process.env, ...environment },
				isReady: (line) => line.includes("is ready: http"),
			}),
		);
		products.push({ ...environment, ROLEBRIDGE_TEST_STATE: join(folder, String(number)) });
	}
	await Promise.all(starts);
	return products;
}

async function endToEnd(products) {
	const browser = await findBrowser();
	const report = join(folder, "playwright.json");
	const code = await show(
		NODE,
		[inRoot("node_modules/@playwright/test/cli.js"), "test", ...process.argv.slice(2)],
		{
			PLAYWRIGHT_JSON_OUTPUT_FILE: report,
			ROLEBRIDGE_TEST_BROWSER: JSON.stringify(browser),
			ROLEBRIDGE_TEST_PRODUCTS: JSON.stringify(products),
		},
	);
	const { stats } = await readReport(report);
	return { passed: stats.expected + stats.flaky, failed: Math.max(stats.unexpected, code === 0 ? 0 : 1) };
}

/** Over a whole run with its failures, at the most talkative level: nothing that opens anything was printed. */
async function scanLog() {
	const problems = [];
	for (let number = 1; number <= PRODUCTS; number += 1) {
		problems.push(...(await secretsIn(productLog, join(folder, String(number), "data"))));
	}
	for (const problem of problems) say(`✗ ${problem}`);
	if (problems.length === 0) say(`✓ ${productLog.length} lines read`);
	return { passed: problems.length === 0 ? 1 : 0, failed: problems.length === 0 ? 0 : 1 };
}

async function productEnvironment(number) {
	const [port, awsPort, harnessPort] = await Promise.all([freePort(), freePort(), freePort()]);
	return {
		...(await databaseOfOnesOwn(number)),
		PORT: String(port),
		SANDBOX_AWS_PORT: String(awsPort),
		SANDBOX_HARNESS_PORT: String(harnessPort),
		ROLEBRIDGE_DATA_DIR: join(folder, String(number), "data"),
		ROLEBRIDGE_MODE: "sandbox",
		// Where a test listens for webhooks.
		ROLEBRIDGE_ALLOWED_OUTGOING_HOSTS: "127.0.0.1",
		ROLEBRIDGE_LOG_LEVEL: "debug",
		ROLEBRIDGE_ADMIN_EMAIL: "admin@rolebridge.test",
		ROLEBRIDGE_ADMIN_PASSWORD: "correct-horse-battery",
	};
}

/** On the server that DATABASE_URL names: a new database, so that nothing of the caller's is touched. */
async function databaseOfOnesOwn(number) {
	if (!process.env.DATABASE_URL) return {};
	const { default: pg } = await import(pathToFileURL(inRoot("node_modules/pg/esm/index.mjs")).href);
	const name = `rolebridge_e2e_${process.pid}_${number}`;
	const administer = async (statement) => {
		const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
		await client.connect();
		await client.query(statement);
		await client.end();
	};
	await administer(`CREATE DATABASE ${name}`);
	atEnd.push(() => administer(`DROP DATABASE ${name} WITH (FORCE)`));
	const url = new URL(process.env.DATABASE_URL);
	url.pathname = `/${name}`;
	return {
		DATABASE_URL: url.href,
		ROLEBRIDGE_SECRET_KEYS: `test:${randomBytes(32).toString("base64")}`,
	};
}

/** Runs a program whose output is for the reader; its exit code. */
function show(command, args, env) {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: "inherit" });
		child.on("close", (code) => resolve(code ?? 1));
	});
}

async function readReport(path) {
	return JSON.parse(await readFile(path, "utf8"));
}
