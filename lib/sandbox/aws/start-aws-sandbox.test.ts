import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { assume, clientsFor, sandboxCall } from "#lib/testing/sandbox-clients.ts";
import { OPERATOR_CREDENTIALS } from "../credentials.ts";
import { signRequest } from "./sigv4.ts";
import { startAwsSandbox } from "./start-aws-sandbox.ts";

const directory = mkdtempSync(join(tmpdir(), "rolebridge-sandbox-"));
afterAll(() => rmSync(directory, { recursive: true }));

const role = {
	account: "999900006666",
	name: "Kept",
	trustPolicy: {
		Statement: [
			{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::555566667777:root" }, Action: "sts:AssumeRole" },
		],
	},
};

it("keeps roles over a restart, and sessions stay valid", async () => {
	const options = { port: 0, propagationDelayMs: 0, stateFile: join(directory, "deep", "aws.json") };
	const first = await startAwsSandbox(options);
	await sandboxCall(first.url, "PUT", "roles", role);
	const RoleArn = "arn:aws:iam::999900006666:role/Kept";
	const keys = await assume(clientsFor(first.url).sts, { RoleArn });
	await first.close();
	const second = await startAwsSandbox(options);
	await expect(assume(clientsFor(second.url).sts, { RoleArn })).resolves.toBeDefined();
	await expect(assume(clientsFor(second.url, keys).sts, { RoleArn })).rejects.toMatchObject({
		name: "AccessDenied",
	});
	await second.close();
});

it("takes requests signed by its own signer", async () => {
	const sandbox = await startAwsSandbox({ port: 0 });
	const body = Buffer.from("Action=GetCallerIdentity&Version=2011-06-15");
	const headers = signRequest(
		{
			method: "POST",
			path: "/",
			query: "",
			headers: {
				host: new URL(sandbox.url).host,
				"content-type": "application/x-www-form-urlencoded",
			},
			body,
		},
		OPERATOR_CREDENTIALS,
		{ region: "eu-central-1", service: "sts", now: Date.now() },
	);
	const answer = await fetch(sandbox.url, { method: "POST", headers, body });
	expect(await answer.text()).toContain(OPERATOR_CREDENTIALS.callerArn);
	await sandbox.close();
});

it("refuses unsigned calls, unknown switches and pages of another origin", async () => {
	const sandbox = await startAwsSandbox({ port: 0 });
	const unsigned = await fetch(sandbox.url, {
		method: "POST",
		headers: { "content-type": "application/x-www-form-urlencoded" },
		body: "Action=GetCallerIdentity",
	});
	expect(await unsigned.text()).toContain("MissingAuthenticationToken");
	await expect(sandboxCall(sandbox.url, "POST", "nothing", {})).rejects.toThrow("There is no POST nothing");
	await expect(sandboxCall(sandbox.url, "PUT", "roles", { ...role, account: "1" })).rejects.toThrow(
		"12 digits",
	);
	const status = await new Promise((resolve, reject) => {
		const call = request(`${sandbox.url}/_sandbox/reset`, {
			method: "POST",
			headers: { origin: "https://example.com" },
		});
		call.on("response", (response) => resolve(response.statusCode));
		call.on("error", reject);
		call.end();
	});
	expect(status).toBe(403);
	await sandbox.close();
});

it("runs as a process that says when it is ready and ends on SIGTERM", async () => {
	const child = spawn(process.execPath, [fileURLToPath(new URL("../main.ts", import.meta.url)), "aws"], {
		env: { ...process.env, SANDBOX_AWS_PORT: "0", ROLEBRIDGE_DATA_DIR: directory },
		stdio: ["ignore", "pipe", "inherit"],
	});
	const [line] = await once(child.stdout, "data");
	const { ready, url } = JSON.parse(String(line));
	expect(ready).toBe(true);
	expect(await sandboxCall(url, "GET", "health")).toEqual({ ready: true });
	child.kill("SIGTERM");
	expect(await once(child, "exit")).toEqual([0, null]);
});
