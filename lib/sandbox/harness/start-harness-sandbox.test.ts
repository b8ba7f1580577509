import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AwsSandbox, startAwsSandbox } from "../aws/start-aws-sandbox.ts";
import {
	SANDBOX_COST_BUCKET,
	SANDBOX_CUR1_REPORT,
	SANDBOX_CUR2_EXPORT,
	SANDBOX_PAYER_ACCOUNT_ID,
} from "../seed.ts";
import { SANDBOX_HARNESS_ACCOUNT_ID, SANDBOX_HARNESS_API_KEY } from "./constants.ts";
import { type HarnessSandbox, startHarnessSandbox } from "./start-harness-sandbox.ts";

const EXTERNAL_ID = `harness:891928451355:${SANDBOX_HARNESS_ACCOUNT_ID}`;
const ROLE_ARN = `arn:aws:iam::${SANDBOX_PAYER_ACCOUNT_ID}:role/HarnessCERole`;
let aws: AwsSandbox;
let harness: HarnessSandbox;

beforeAll(async () => {
	aws = await startAwsSandbox({ port: 0, propagationDelayMs: 0, stackStepMs: 0 });
	harness = await startHarnessSandbox({ port: 0, awsSandboxUrl: aws.url });
});
afterAll(async () => {
	await harness.close();
	await aws.close();
});
beforeEach(async () => {
	await send(aws.url, "POST", "reset", {});
	await send(harness.url, "POST", "reset", {});
	await putRole(["*"]);
});

async function send(url: string, method: string, path: string, body: unknown): Promise<void> {
	const answer = await fetch(`${url}/_sandbox/${path}`, { method, body: JSON.stringify(body) });
	expect(answer.ok, path).toBe(true);
	await answer.arrayBuffer();
}

function putRole(actions: readonly string[], externalId = EXTERNAL_ID) {
	return send(aws.url, "PUT", "roles", {
		account: SANDBOX_PAYER_ACCOUNT_ID,
		name: "HarnessCERole",
		trustPolicy: {
			Version: "2012-10-17",
			Statement: [
				{
					Effect: "Allow",
					Principal: { AWS: "arn:aws:iam::891928451355:root" },
					Action: "sts:AssumeRole",
					Condition: { StringEquals: { "sts:ExternalId": externalId } },
				},
			],
		},
		policies: {
			all: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] },
		},
	});
}

type Answered = {
	status: number;
	body: { code?: string; data?: Record<string, unknown>; responseMessages?: { message: string }[] };
};
async function call(
	method: string,
	path: string,
	body?: unknown,
	apiKey = SANDBOX_HARNESS_API_KEY,
): Promise<Answered> {
	const url = `${harness.url}/gateway/ng/api/connectors${path}?accountIdentifier=${SANDBOX_HARNESS_ACCOUNT_ID}`;
	const init = {
		method,
		headers: { "x-api-key": apiKey },
		body: body === undefined ? null : JSON.stringify(body),
	};
	const answer = await fetch(url, init);
	return { status: answer.status, body: (await answer.json()) as Answered["body"] };
}

function connector(
	report: { reportName: string; reportType: string } | null,
	features: readonly string[] = [],
) {
	const curAttributes = report && { ...report, s3BucketName: SANDBOX_COST_BUCKET };
	return {
		name: "Payer",
		identifier: "Payer",
		type: "CEAws",
		spec: {
			featuresEnabled: [...(report ? ["BILLING"] : []), ...features],
			crossAccountAccess: { crossAccountRoleArn: ROLE_ARN, externalId: EXTERNAL_ID },
			curAttributes: curAttributes ?? { reportName: "", s3BucketName: "" },
			awsAccountId: SANDBOX_PAYER_ACCOUNT_ID,
		},
	};
}
const cur1 = { reportName: SANDBOX_CUR1_REPORT, reportType: "CUR1.0" };
const cur2 = { reportName: SANDBOX_CUR2_EXPORT, reportType: "CUR2.0" };

/** Creates the connector and gives what Harness's test says of it: the summary, or SUCCESS. */
async function tested(body: unknown): Promise<string> {
	expect((await call("POST", "", { connector: body })).status).toBe(200);
	const answer = await call("POST", "/testConnection/Payer");
	return String(answer.body.data?.status ?? answer.body.responseMessages?.at(-1)?.message);
}

describe("Harness's own test in the sandbox", () => {
	test("passes for a role that trusts Harness, with either kind of report", async () => {
		expect(await tested(connector(cur1, ["VISIBILITY"]))).toBe("SUCCESS");
		await call("DELETE", "/Payer");
		expect(await tested(connector(cur2))).toBe("SUCCESS");
	});

	test("fails for another external ID", async () => {
		await putRole(["*"], `${EXTERNAL_ID}x`);
		expect(await tested(connector(cur1))).toContain("not authorized to perform: sts:AssumeRole");
	});

	test("fails for a role that lacks what a feature needs", async () => {
		await putRole(["iam:SimulatePrincipalPolicy", "ec2:*"]);
		expect(await tested(connector(null, ["VISIBILITY"]))).toBe(
			"Invalid request: Missing AWS access permissions",
		);
	});

	test("never asks for Cloud Governance", async () => {
		await putRole(["iam:SimulatePrincipalPolicy"]);
		expect(await tested(connector(null, ["GOVERNANCE"]))).toBe("SUCCESS");
	});

	test("overlooks a report beyond the first page, until that fault is switched off", async () => {
		for (const number of [1, 2, 3, 4, 5]) {
			await send(aws.url, "PUT", "reports", {
				account: SANDBOX_PAYER_ACCOUNT_ID,
				type: "CUR 1.0",
				name: `more-${number}`,
				bucket: SANDBOX_COST_BUCKET,
				prefix: "more",
				isDelivered: true,
			});
		}
		const last = { reportName: "more-5", reportType: "CUR1.0" };
		expect(await tested(connector(last))).toBe("Invalid request: CUR report setting is not found");
		await send(harness.url, "POST", "faults", { validator: { firstPageOnly: false } });
		expect((await call("POST", "/testConnection/Payer")).body.data?.status).toBe("SUCCESS");
	});

	test.each([
		[{ monthStart: true }, "Invalid request: CUR report file presence check failed"],
		[{ dataJob: true }, "Error with processing data"],
		[{ unknownError: true }, "Unknown error occurred"],
		[{ deniesAction: "ec2:DescribeVolumes" }, "Invalid request: Missing AWS access permissions"],
	])("is wrong in a known way when told to: %o", async (validator, said) => {
		await send(harness.url, "POST", "faults", { validator });
		expect(await tested(connector(cur1))).toBe(said);
	});
});

describe("the sandbox", () => {
	test("stores where the report lies, as Harness does on save", async () => {
		const saved = await call("POST", "", { connector: connector(cur1) });
		expect(saved.body.data).toMatchObject({
			connector: { spec: { curAttributes: { region: "us-east-1", s3Prefix: "cur1" } } },
		});
	});

	test("refuses an unknown key and a request that breaks the published schema", async () => {
		expect((await call("GET", "/Payer", undefined, "pat.x.y.z")).status).toBe(401);
		const invalid = { ...connector(cur1), spec: { ...connector(cur1).spec, curAttributes: null } };
		expect(await call("POST", "", { connector: invalid })).toMatchObject({
			status: 400,
			body: { code: "INVALID_REQUEST" },
		});
	});

	test("limits the requests of one key without saying when to come back", async () => {
		const strict = await startHarnessSandbox({ port: 0, awsSandboxUrl: aws.url, requestsPerMinute: 1 });
		const ask = () =>
			fetch(
				`${strict.url}/gateway/ng/api/connectors/catalogue?accountIdentifier=${SANDBOX_HARNESS_ACCOUNT_ID}`,
				{
					headers: { "x-api-key": SANDBOX_HARNESS_API_KEY },
				},
			);
		expect((await ask()).status).toBe(200);
		const limited = await ask();
		expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, null]);
		await strict.close();
	});

	test("keeps its connectors over a restart", async () => {
		const folder = mkdtempSync(join(tmpdir(), "harness-sandbox-"));
		const options = { port: 0, awsSandboxUrl: aws.url, stateFile: join(folder, "new", "harness.json") };
		const first = await startHarnessSandbox(options);
		const url = `${first.url}/gateway/ng/api/connectors?accountIdentifier=${SANDBOX_HARNESS_ACCOUNT_ID}`;
		const headers = { "x-api-key": SANDBOX_HARNESS_API_KEY };
		await fetch(url, {
			method: "POST",
			headers,
			body: JSON.stringify({ connector: connector(null, ["VISIBILITY"]) }),
		});
		await first.close();
		const second = await startHarnessSandbox(options);
		const state = await (await fetch(`${second.url}/_sandbox/state`)).json();
		expect(state).toMatchObject({
			connectors: [{ connector: { identifier: "Payer" }, test: { status: "SUCCESS" } }],
		});
		await second.close();
		rmSync(folder, { recursive: true });
	});

	test("knows no fault of another name", async () => {
		const answer = await fetch(`${harness.url}/_sandbox/faults`, {
			method: "POST",
			body: '{"unauthorised":true}',
		});
		expect(answer.status).toBe(400);
	});
});
