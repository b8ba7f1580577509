import { spawn } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "./ports.mjs";
import { secretKeys } from "./settings.mjs";

/** Nothing set. */
const NO_ENV = {} as NodeJS.ProcessEnv;
let folder = "";
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "rolebridge-start-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function ports() {
	const [port, aws, harness] = await Promise.all([freePort(), freePort(), freePort()]);
	return { PORT: String(port), SANDBOX_AWS_PORT: String(aws), SANDBOX_HARNESS_PORT: String(harness) };
}

/** Runs `npm start`'s script until it refuses. */
function start(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
	return new Promise((resolve) => {
		const child = spawn(process.execPath, ["scripts/start.mjs"], {
			env: {
				...process.env,
				DATABASE_URL: "",
				ROLEBRIDGE_SECRET_KEYS: "",
				ROLEBRIDGE_DATA_DIR: folder,
				...env,
			},
		});
		let output = "";
		for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
		child.on("close", (code) => resolve({ code, output }));
	});
}

describe("npm start refuses, in one sentence, before anything is started", () => {
	it.each(["PORT", "SANDBOX_AWS_PORT", "SANDBOX_HARNESS_PORT"] as const)("a taken %s", async (variable) => {
		const env = await ports();
		const taken = createServer();
		await new Promise<void>((done) => taken.listen(Number(env[variable]), "127.0.0.1", done));
		const { code, output } = await start(env);
		await new Promise((done) => taken.close(done));
		expect(code).toBe(1);
		expect(output.trim()).toBe(`Port ${env[variable]} is taken. Set ${variable} to another one.`);
	});

	it("a database of one's own without keys", async () => {
		const { code, output } = await start({ ...(await ports()), DATABASE_URL: "postgresql://127.0.0.1/none" });
		expect(code).toBe(1);
		expect(output).toMatch(/^ROLEBRIDGE_SECRET_KEYS is required with DATABASE_URL/);
	});

	it("a public https address without keys", async () => {
		const { output } = await start({ ...(await ports()), ROLEBRIDGE_URL: "https://rolebridge.example.com" });
		expect(output).toMatch(/^ROLEBRIDGE_SECRET_KEYS is required with an https ROLEBRIDGE_URL/);
	});

	it("a second start on the same data directory", async () => {
		await writeFile(join(folder, "start.pid"), String(process.pid));
		const { output } = await start(await ports());
		expect(output).toContain(`Rolebridge already runs from this data directory (process ${process.pid}).`);
	});

	it("a mode that does not exist", async () => {
		const { output } = await start({ ...(await ports()), ROLEBRIDGE_MODE: "demo" });
		expect(output.trim()).toBe('ROLEBRIDGE_MODE is "demo"; it is sandbox or live.');
	});
});

describe("secretKeys", () => {
	it("makes a key once, in a file that only its owner reads", async () => {
		const settings = { databaseUrl: null, dataDir: folder };
		const key = await secretKeys(settings, NO_ENV);
		expect(key).toMatch(/^k1:[A-Za-z0-9+/]{43}=$/);
		expect(await secretKeys(settings, NO_ENV)).toBe(key);
		expect((await stat(join(folder, "secret-keys"))).mode & 0o777).toBe(0o600);
	});
});
