// `npm start` and `npm run dev`: everything, from a fresh clone to one URL.
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { inRoot, NODE } from "./paths.mjs";
import { isPortFree } from "./ports.mjs";
import { startPostgres } from "./postgres.mjs";
import { isReadyLine, prepareDatabase, startWeb, startWorker, withoutEmpty } from "./processes.mjs";
import { Family, Stop } from "./run.mjs";
import { loadDotEnv, readSettings, secretKeys } from "./settings.mjs";
import { ensureBuild, ensureInstalled, ensurePrismaClient, say } from "./setup.mjs";

const isDev = process.argv.includes("--dev");
const family = new Family({ onLine: (name, line) => process.stderr.write(`${name}: ${line}\n`) });
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => family.end(0));

try {
	loadDotEnv();
	const settings = readSettings();
	const release = await lockDataDir(settings.dataDir);
	family.ended.then(async (code) => {
		await release();
		process.exit(code);
	});
	await start(settings);
} catch (error) {
	process.stderr.write(`${error instanceof Stop ? error.message : error.stack}\n`);
	await family.end(1);
	process.exit(1);
}

async function start(settings) {
	await refuseTakenPorts(settings);
	const keys = await secretKeys(settings);
	await ensureInstalled();
	await ensurePrismaClient();
	if (!isDev) await ensureBuild();
	say("Starting …");
	const [sandbox, database] = await Promise.all([
		settings.mode === "sandbox" ? startSandbox(settings) : {},
		settings.databaseUrl ?? startPostgres(family, settings.dataDir),
	]);
	const env = withoutEmpty({
		...process.env,
		...sandbox,
		NODE_ENV: isDev ? "development" : "production",
		NEXT_TELEMETRY_DISABLED: "1",
		PORT: String(settings.port),
		ROLEBRIDGE_MODE: settings.mode,
		ROLEBRIDGE_SECRET_KEYS: keys,
		DATABASE_URL: database,
		ROLEBRIDGE_LOG_LEVEL: process.env.ROLEBRIDGE_LOG_LEVEL || "warn",
	});
	const administrator = await prepareDatabase(env);
	await Promise.all([startWeb(family, env, { ...settings, isDev }), startWorker(family, env, { isDev })]);
	announce(settings, administrator);
}

async function refuseTakenPorts({ mode, port, host, awsPort, harnessPort }) {
	const wanted = [["PORT", port, host]];
	if (mode === "sandbox") wanted.push(["SANDBOX_AWS_PORT", awsPort], ["SANDBOX_HARNESS_PORT", harnessPort]);
	for (const [variable, number, at] of wanted) {
		if (!(await isPortFree(number, at)))
			throw new Stop(`Port ${number} is taken. Set ${variable} to another one.`);
	}
}

/** One start a data directory. A lock whose owner is gone is taken over. */
async function lockDataDir(dataDir) {
	await mkdir(dataDir, { recursive: true, mode: 0o700 });
	const path = join(dataDir, "start.pid");
	const owner = Number(await readFile(path, "utf8").catch(() => ""));
	if (owner && owner !== process.pid && isAlive(owner)) {
		throw new Stop(
			`Rolebridge already runs from this data directory (process ${owner}). Set ROLEBRIDGE_DATA_DIR to another one.`,
		);
	}
	const file = await open(path, "w");
	await file.writeFile(String(process.pid));
	await file.close();
	return () => rm(path, { force: true });
}

function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

/** Both sandbox processes; the environment that leads to them. */
async function startSandbox({ awsPort, harnessPort, dataDir }) {
	const env = {
		...process.env,
		SANDBOX_AWS_PORT: String(awsPort),
		SANDBOX_HARNESS_PORT: String(harnessPort),
		ROLEBRIDGE_DATA_DIR: dataDir,
	};
	const ready = await Promise.all(
		["aws", "harness"].map((part) =>
			family.start(`sandbox (${part})`, NODE, [inRoot("lib/sandbox/main.ts"), part], {
				env,
				isReady: isReadyLine,
			}),
		),
	);
	return Object.assign({}, ...ready.map((line) => JSON.parse(line).environment));
}

function announce({ port, mode }, administrator) {
	const url = process.env.ROLEBRIDGE_URL || `http://localhost:${port}`;
	if (administrator?.password) {
		say(
			`Administrator: ${administrator.email}  Password: ${administrator.password}  (to be changed at the first sign-in)`,
		);
	}
	say(`Rolebridge${mode === "sandbox" ? " (sandbox)" : ""} is ready: ${url}`);
}
