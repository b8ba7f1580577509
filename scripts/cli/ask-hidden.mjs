import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { usageError } from "./cli-error.mjs";

/** Asks on the terminal, and shows nothing of what is typed. */
export function askHidden(question, { stdin = process.stdin, stderr = process.stderr } = {}) {
	stderr.write(question);
	const silent = new Writable({ write: (_piece, _encoding, done) => done() });
	const lines = createInterface({ input: stdin, output: silent, terminal: true });
	return new Promise((resolve, reject) => {
		lines.on("SIGINT", () => {
			lines.close();
			reject(usageError("Nothing was entered."));
		});
		lines.question("", (answer) => {
			lines.close();
			stderr.write("\n");
			resolve(answer);
		});
	});
}
