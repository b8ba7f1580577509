import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { usageError } from "./cli-error.mjs";

/** Where the key is kept: for its owner alone to read. */
export function credentialsFile(env) {
	const config = env.XDG_CONFIG_HOME || join(env.HOME || homedir(), ".config");
	return join(config, "rolebridge", "credentials.json");
}

export async function saveCredentials(env, { url, key }) {
	const file = credentialsFile(env);
	await mkdir(dirname(file), { recursive: true, mode: 0o700 });
	await writeFile(file, `${JSON.stringify({ url, key }, null, 2)}\n`, { mode: 0o600 });
	// A file that was there before keeps its mode otherwise.
	await chmod(file, 0o600);
	return file;
}

export async function removeCredentials(env) {
	await rm(credentialsFile(env), { force: true });
}

/** From the environment, else from the file that `rolebridge login` wrote. */
export async function readCredentials(env) {
	const stored = await readStored(env);
	const key = env.ROLEBRIDGE_API_KEY || stored?.key;
	const address = env.ROLEBRIDGE_URL || stored?.url;
	if (!key || !address) {
		throw usageError(
			"Not signed in. Run: rolebridge login <URL>, or set ROLEBRIDGE_URL and ROLEBRIDGE_API_KEY.",
		);
	}
	// A key is for the installation that gave it, not for whatever address the environment names.
	if (!env.ROLEBRIDGE_API_KEY && env.ROLEBRIDGE_URL && parseAddress(env.ROLEBRIDGE_URL) !== stored?.url) {
		throw usageError(
			"ROLEBRIDGE_URL names another installation than you are signed in to. Set ROLEBRIDGE_API_KEY too.",
		);
	}
	return { url: parseAddress(address), key };
}

async function readStored(env) {
	try {
		const stored = JSON.parse(await readFile(credentialsFile(env), "utf8"));
		return typeof stored?.url === "string" && typeof stored?.key === "string" ? stored : null;
	} catch {
		return null;
	}
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** An origin; a key never travels unencrypted, except on this machine. */
export function parseAddress(text) {
	let url;
	try {
		url = new URL(text);
	} catch {
		throw usageError(`"${text}" is no URL. It begins with https://`);
	}
	const isSafe = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.includes(url.hostname));
	if (!isSafe)
		throw usageError("The URL must begin with https://, so that the key is not sent in the clear.");
	if (url.username || url.password || url.search || url.hash || url.pathname !== "/") {
		throw usageError("The URL is the installation's address alone, such as https://rolebridge.example.com");
	}
	return url.origin;
}
