// Running other programs: to their end, or supervised.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { ROOT } from "./paths.mjs";

/** A failure that is told in one sentence, without a stack trace. */
export class Stop extends Error {}

/** Runs a program to its end; its output is shown only when it fails, or with `show`. */
export function run(command, args, { env = process.env, show = false, what = command } = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd: ROOT,
			env,
			stdio: show ? "inherit" : ["ignore", "pipe", "pipe"],
		});
		let output = "";
		for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
		child.on("error", (error) => reject(new Stop(`${what} could not be started: ${error.message}`)));
		child.on("close", (code) => {
			if (code === 0) resolve(output);
			else reject(new Stop(`${what} failed.${show ? "" : `\n${output.trim()}`}`));
		});
	});
}

/** Processes that live together: when one ends by itself, or the terminal says so, all of them end. */
export class Family {
	#members = [];
	#isEnding = false;

	constructor({ onLine }) {
		this.onLine = onLine;
		/** Settles when the family ended: with the exit code. */
		this.ended = new Promise((resolve) => {
			this.resolveEnded = resolve;
		});
	}

	/**
	 * Starts a member. It has a process group of its own, so that Ctrl-C reaches only this program,
	 * which then ends the members in order. Resolves with the line that `isReady` recognises.
	 */
	start(name, command, args, { env, isReady, isWorthShowing = () => true, ...options }) {
		const child = spawn(command, args, {
			cwd: ROOT,
			env,
			stdio: ["ignore", "pipe", "pipe"],
			detached: true,
			...options,
		});
		const member = { name, child, exited: new Promise((resolve) => child.once("close", resolve)) };
		this.#members.push(member);
		return new Promise((resolve, reject) => {
			const lastLines = [];
			for (const stream of [child.stdout, child.stderr]) {
				createInterface({ input: stream }).on("line", (line) => {
					lastLines.push(line);
					if (lastLines.length > 20) lastLines.shift();
					if (isReady?.(line)) resolve(line);
					else if (isWorthShowing(line)) this.onLine(name, line);
				});
			}
			child.once("error", (error) => reject(new Stop(`${name} could not be started: ${error.message}`)));
			child.once("close", (code, signal) => {
				const words = `${name} ended ${signal ? `by ${signal}` : `with code ${code}`}.`;
				reject(new Stop([words, ...lastLines].join("\n")));
				if (!this.#isEnding) this.end(1, words);
			});
			if (!isReady) resolve("");
		});
	}

	/** Ends every member, the newest first; after ten seconds by force. */
	async end(code, reason) {
		if (this.#isEnding) return this.ended;
		this.#isEnding = true;
		if (reason) process.stderr.write(`${reason} Stopping the rest.\n`);
		for (const { child, exited, name } of this.#members.reverse()) {
			if (child.exitCode !== null || child.signalCode !== null) continue;
			signal(child, name === "PostgreSQL" ? "SIGINT" : "SIGTERM");
			const timer = setTimeout(() => signal(child, "SIGKILL"), name === "worker" ? 20_000 : 10_000);
			await exited;
			clearTimeout(timer);
		}
		this.resolveEnded(code);
		return this.ended;
	}
}

function signal(child, name) {
	try {
		process.kill(-child.pid, name);
	} catch {
		child.kill(name);
	}
}
