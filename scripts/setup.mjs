// Makes a clone ready to run: packages, Prisma client, production build. Each only when it is needed.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inRoot, NEXT, NODE, ROOT } from "./paths.mjs";
import { run, Stop } from "./run.mjs";

export const say = (text) => process.stdout.write(`${text}\n`);

export async function ensureInstalled() {
	if ((await modified("node_modules/.package-lock.json")) >= (await modified("package-lock.json"))) return;
	say("Installing packages (about a minute, once) …");
	const npm = process.platform === "win32" ? "npm.cmd" : "npm";
	await run(npm, ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], { what: "npm ci" });
	if (!existsSync(NODE))
		throw new Stop("npm ci did not bring Node 24: install scripts must be allowed for the package node.");
}

export async function ensurePrismaClient() {
	if ((await modified("lib/db/generated/client.ts")) >= (await modified("prisma/schema.prisma"))) return;
	say("Generating the database client …");
	// No engine is needed to generate; any executable keeps Prisma from fetching one.
	const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: NODE, PRISMA_HIDE_UPDATE_MESSAGE: "1" };
	await run(NODE, [inRoot("node_modules/prisma/build/index.js"), "generate"], {
		env,
		what: "prisma generate",
	});
}

/** Builds when the sources differ from those of the last build. */
export async function ensureBuild() {
	const stamp = inRoot(".next/rolebridge-sources");
	const sources = await sourcesHash();
	const built = await readFile(stamp, "utf8").catch(() => "");
	if (built === sources && existsSync(inRoot(".next/BUILD_ID"))) return;
	say("Building (about half a minute, after each change of the sources) …");
	const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
	await run(NODE, [NEXT, "build"], { env, what: "next build" });
	await writeFile(stamp, sources);
}

const SOURCE_FOLDERS = ["app", "components", "lib", "public"];
const SOURCE_FILES = [
	"next.config.js",
	"package-lock.json",
	"postcss.config.mjs",
	"proxy.ts",
	"tsconfig.json",
];
const NOT_BUILT = /\.test\.tsx?$|^lib\/(sandbox|worker|testing)\//;

async function sourcesHash() {
	const found = await Promise.all(SOURCE_FOLDERS.map(filesBelow));
	const files = [...found.flat(), ...SOURCE_FILES].filter((file) => !NOT_BUILT.test(file)).sort();
	const hash = createHash("sha256");
	for (const file of files) hash.update(file).update(await readFile(join(ROOT, file)).catch(() => ""));
	return hash.digest("hex");
}

async function filesBelow(folder) {
	const entries = await readdir(join(ROOT, folder), { withFileTypes: true, recursive: true }).catch(() => []);
	const files = entries.filter((entry) => entry.isFile());
	return files.map((entry) =>
		join(entry.parentPath ?? entry.path, entry.name)
			.slice(ROOT.length)
			.replaceAll("\\", "/"),
	);
}

async function modified(path) {
	return (await stat(inRoot(path)).catch(() => null))?.mtimeMs ?? 0;
}
