import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { sandboxCall } from "#lib/testing/sandbox-clients.ts";
import { sha256Hex } from "../aws/sigv4.ts";
import { type AwsSandbox, startAwsSandbox } from "../aws/start-aws-sandbox.ts";
import { sandboxTemplateUrl } from "../seed.ts";

const template = readFileSync(new URL("../../../public/templates/harness-ccm-role.yaml", import.meta.url));
const signedIn = { account: "999900007777", region: "us-east-1" };
let sandbox: AwsSandbox;

async function call(name: string, body: object): Promise<Record<string, unknown>> {
	const answer = await fetch(`${sandbox.url}/console/api/${name}`, {
		method: "POST",
		body: JSON.stringify(body),
	});
	return answer.json();
}

beforeAll(async () => {
	sandbox = await startAwsSandbox({ port: 0, propagationDelayMs: 0, stackStepMs: 0 });
});
afterAll(() => sandbox.close());
beforeEach(() => sandboxCall(sandbox.url, "POST", "reset"));

it("says on every page that it is the sandbox, and loads nothing from elsewhere", async () => {
	for (const path of [
		"/console",
		"/console/cloudformation/home?region=us-east-1",
		"/console/costmanagement/home",
		"/console/billing/home",
		"/start/",
		"/console/start/",
	]) {
		const answer = await fetch(`${sandbox.url}${path}`);
		const html = await answer.text();
		expect(html).toContain("This page plays the AWS console.");
		expect(html).not.toMatch(/(src|href)="https?:/);
		expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
	}
});

it("creates the stack that a link describes, and only with the acknowledgement", async () => {
	const stack = {
		...signedIn,
		templateUrl: sandboxTemplateUrl(sha256Hex(template)),
		stackName: "from-console",
		parameters: { ExternalId: "harness:891928451355:abc", BucketName: "" },
	};
	expect(await call("create-stack", stack)).toEqual({
		code: "InsufficientCapabilitiesException",
		message: "Requires capabilities : [CAPABILITY_NAMED_IAM]",
	});
	const { stackId } = await call("create-stack", { ...stack, isAcknowledged: true });
	let view = await call("stack", { ...signedIn, stackId });
	while (String(view.status).endsWith("_IN_PROGRESS")) view = await call("stack", { ...signedIn, stackId });
	expect(view).toMatchObject({
		status: "CREATE_COMPLETE",
		outputs: expect.arrayContaining([
			expect.objectContaining({ value: "arn:aws:iam::999900007777:role/HarnessCERole" }),
		]),
	});
	expect(await call("stacks", signedIn)).toMatchObject([{ name: "from-console" }]);
	expect(await call("stacks", { ...signedIn, region: "eu-west-1" })).toEqual([]);
});

it("makes a cost report with its bucket in the chosen account", async () => {
	const report = {
		account: "999900007777",
		type: "CUR 1.0",
		name: "hourly",
		bucket: "acme-hourly-bucket",
		prefix: "cur",
	};
	await call("create-report", { ...report, isDelivered: true });
	expect(await call("reports", report)).toEqual([
		{ name: "hourly", bucket: "acme-hourly-bucket", prefix: "cur", type: "CUR 1.0" },
	]);
	expect(await call("create-report", { ...report, bucket: "Not A Bucket" })).toMatchObject({
		code: "ValidationError",
	});
	expect(await call("create-report", { ...report, account: "999900008888" })).toMatchObject({
		code: "BucketAlreadyExists",
	});
});
