import { join } from "node:path";

/**
 * Runs one part of the sandbox as a process of its own: `node lib/sandbox/main.ts aws` or `… harness`.
 * Prints one line of JSON when it is ready (`environment`: the variables that lead a program to it) and ends cleanly on SIGTERM and SIGINT.
 */
type Running = { readonly url: string; close(): Promise<void> };

function portOf(name: string, fallback: number): number {
	const port = Number(process.env[name] ?? fallback);
	if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${name} must be a port number.`);
	return port;
}

const dataDirectory = join(process.env.ROLEBRIDGE_DATA_DIR ?? ".data", "sandbox");

async function startAws(): Promise<Running> {
	const { startAwsSandbox } = await import("./aws/start-aws-sandbox.ts");
	return startAwsSandbox({
		port: portOf("SANDBOX_AWS_PORT", 4566),
		stateFile: join(dataDirectory, "aws.json"),
		...quotaOption(),
	});
}

/** SANDBOX_STS_QUOTA goes before what the switch left behind. */
function quotaOption(): { stsQuota?: number } {
	const text = process.env.SANDBOX_STS_QUOTA;
	if (!text) return {};
	const stsQuota = Number(text);
	if (!Number.isInteger(stsQuota) || stsQuota < 0)
		throw new Error("SANDBOX_STS_QUOTA must be a whole number.");
	return { stsQuota };
}

async function startHarness(): Promise<Running> {
	const { startHarnessSandbox } = await import("./harness/start-harness-sandbox.ts");
	return startHarnessSandbox({
		port: portOf("SANDBOX_HARNESS_PORT", 4567),
		stateFile: join(dataDirectory, "harness.json"),
		awsSandboxUrl: `http://127.0.0.1:${portOf("SANDBOX_AWS_PORT", 4566)}`,
	});
}

function portInUse(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

async function main(part: string | undefined): Promise<void> {
	const start = part === "aws" ? startAws : part === "harness" ? startHarness : null;
	if (start === null) throw new Error("Say which part to run: aws or harness.");
	const variable = part === "aws" ? "SANDBOX_AWS_PORT" : "SANDBOX_HARNESS_PORT";
	const running = await start().catch((error: unknown) => {
		if (portInUse(error)) throw new Error(`The port is taken. Set ${variable} to a free one.`);
		throw error;
	});
	const stop = () => void running.close().then(() => process.exit(0));
	process.once("SIGTERM", stop);
	process.once("SIGINT", stop);
	const { awsEnvironment, harnessEnvironment } = await import("./environment.ts");
	const environment =
		part === "aws" ? await awsEnvironment(running.url, dataDirectory) : harnessEnvironment(running.url);
	process.stdout.write(`${JSON.stringify({ ready: true, url: running.url, environment })}\n`);
}

main(process.argv[2]).catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
});
