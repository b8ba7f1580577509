#!/usr/bin/env node
// The rolebridge command: plain Node ≥ 20, so that npx runs it without a build.
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { askHidden } from "./ask-hidden.mjs";
import { run } from "./program.mjs";

// Whoever reads only the beginning (`| head`) closes the pipe: that is no error, and the exit code stays true.
process.stdout.on("error", (error) => {
	if (error.code !== "EPIPE") throw error;
});

const { version } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));
process.exitCode = await run(process.argv.slice(2), {
	env: process.env,
	stdin: process.stdin,
	stdout: process.stdout,
	stderr: process.stderr,
	fetch,
	sleep,
	now: Date.now,
	askHidden,
	version,
});
