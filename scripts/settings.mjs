// What the environment asks for, read and refused before anything is started.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { dataDir, inRoot } from "./paths.mjs";
import { keptValue } from "./postgres.mjs";
import { Stop } from "./run.mjs";

/** Variables of a `.env` file, where there is one; the real environment goes before them. */
export function loadDotEnv() {
	let text = "";
	try {
		text = readFileSync(inRoot(".env"), "utf8");
	} catch {
		return;
	}
	for (const line of text.split("\n")) {
		const [, name, value] = /^\s*([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
		if (name && process.env[name] === undefined) process.env[name] = value.replace(/^(["'])(.*)\1$/, "$2");
	}
}

export function readSettings(env = process.env) {
	const mode = env.ROLEBRIDGE_MODE || "sandbox";
	if (mode !== "sandbox" && mode !== "live")
		throw new Stop(`ROLEBRIDGE_MODE is "${mode}"; it is sandbox or live.`);
	return {
		mode,
		host: env.HOST || "127.0.0.1",
		port: portOf(env, "PORT", 3000),
		awsPort: portOf(env, "SANDBOX_AWS_PORT", 4566),
		harnessPort: portOf(env, "SANDBOX_HARNESS_PORT", 4567),
		dataDir: dataDir(env),
		databaseUrl: env.DATABASE_URL || null,
	};
}

function portOf(env, name, fallback) {
	const port = Number(env[name] || fallback);
	if (!Number.isInteger(port) || port < 1 || port > 65_535)
		throw new Stop(`${name} is "${env[name]}"; it is a port number.`);
	return port;
}

/** The keys that seal stored secrets: the operator's own, or for a first look a file in the data directory. */
export async function secretKeys(settings, env = process.env) {
	if (env.ROLEBRIDGE_SECRET_KEYS) return env.ROLEBRIDGE_SECRET_KEYS;
	if (settings.databaseUrl || env.ROLEBRIDGE_URL?.startsWith("https:")) {
		throw new Stop(
			`ROLEBRIDGE_SECRET_KEYS is required with ${settings.databaseUrl ? "DATABASE_URL" : "an https ROLEBRIDGE_URL"}. ` +
				'Make a key with: echo "k1:$(openssl rand -base64 32)"',
		);
	}
	await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
	return keptValue(join(settings.dataDir, "secret-keys"), () => `k1:${randomBytes(32).toString("base64")}`);
}
