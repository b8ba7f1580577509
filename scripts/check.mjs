// `npm run check`: format and lint, import rules, types, unused code. All at once; each says what is wrong.
import { existsSync } from "node:fs";
import { inRoot, NODE } from "./paths.mjs";
import { run } from "./run.mjs";
import { ensureInstalled, ensurePrismaClient, say } from "./setup.mjs";

const bin = (name) => inRoot("node_modules", name);
const CHECKS = [
	["Biome", [bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings"]],
	[
		"dependency-cruiser",
		[
			bin("dependency-cruiser/bin/dependency-cruiser.mjs"),
			"app",
			"components",
			"lib",
			"prisma",
			"e2e",
			"bench",
		],
	],
	["tsc", [bin("typescript/bin/tsc"), "--noEmit"]],
	["knip", [bin("knip/bin/knip.js")]],
];

/** Runs every check; how many passed and failed. */
export async function check() {
	await ensureInstalled();
	await ensurePrismaClient();
	const results = await Promise.all(CHECKS.map(runOne));
	const failed = results.filter((isGood) => !isGood).length;
	return { passed: results.length - failed, failed };
}

async function runOne([name, args]) {
	const startedAt = Date.now();
	const present = args.filter(
		(arg) => arg.startsWith("/") || arg.startsWith("-") || !isFolder(arg) || existsSync(inRoot(arg)),
	);
	try {
		await run(NODE, present, { what: name });
		say(`✓ ${name} (${((Date.now() - startedAt) / 1_000).toFixed(1)} s)`);
		return true;
	} catch (error) {
		say(`✗ ${error.message}`);
		return false;
	}
}

const isFolder = (arg) => ["app", "components", "lib", "prisma", "e2e", "bench"].includes(arg);

if (import.meta.url === `file://${process.argv[1]}`) {
	const { failed } = await check();
	process.exit(failed === 0 ? 0 : 1);
}
