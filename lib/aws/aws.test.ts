import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseRoleArn } from "#lib/domain/arn.ts";
import { parseExternalId } from "#lib/domain/external-id.ts";
import { sessionPolicy } from "#lib/domain/permissions/session-policy.ts";
import { startAwsSandbox } from "#lib/sandbox/aws/start-aws-sandbox.ts";
import { GOV_OPERATOR_CREDENTIALS, OPERATOR_CREDENTIALS } from "#lib/sandbox/credentials.ts";
import { createAws } from "./aws.ts";
import type { Aws, AwsAnswer } from "./port.ts";

const ACCOUNT = "999900001111";
const roleArn = value(parseRoleArn(`arn:aws:iam::${ACCOUNT}:role/team/HarnessCERole`)).arn;
const externalId = value(parseExternalId("rb-an-external-id"));

function value<T>(result: { ok: true; value: T } | { ok: false; failure: unknown }): T {
	if (!result.ok) throw new Error(JSON.stringify(result.failure));
	return result.value;
}

function answered<T>(answer: AwsAnswer<T>): T {
	if (answer.kind !== "answered") throw new Error(`${answer.code}: ${answer.message}`);
	return answer.value;
}

let sandbox: Awaited<ReturnType<typeof startAwsSandbox>>;
let aws: Aws;
const noWait = { wait: async () => undefined };

beforeAll(async () => {
	sandbox = await startAwsSandbox({ port: 0, propagationDelayMs: 0, stackStepMs: 0 });
	aws = createAws({
		env: { AWS_ENDPOINT_URL: sandbox.url },
		credentialsFor: (partition) => (partition === "aws" ? OPERATOR_CREDENTIALS : null),
		retries: noWait,
	});
});
afterAll(async () => {
	aws.close();
	await sandbox.close();
});

async function admin(method: string, path: string, body: object = {}): Promise<unknown> {
	const answer = await fetch(`${sandbox.url}/_sandbox/${path}`, {
		method,
		...(method !== "GET" && { body: JSON.stringify(body) }),
	});
	if (!answer.ok) throw new Error(await answer.text());
	return answer.status === 204 ? null : answer.json();
}

beforeEach(async () => {
	await admin("POST", "reset");
	await admin("PUT", "roles", {
		account: ACCOUNT,
		name: "HarnessCERole",
		path: "/team/",
		trustPolicy: {
			Version: "2012-10-17",
			Statement: [
				{
					Effect: "Allow",
					Principal: { AWS: "arn:aws:iam::555566667777:root" },
					Action: "sts:AssumeRole",
					Condition: { StringEquals: { "sts:ExternalId": externalId } },
				},
			],
		},
		attached: ["arn:aws:iam::aws:policy/AdministratorAccess"],
		tags: { team: "costs" },
	});
});

const assume = { partition: "aws", roleArn, externalId, sessionName: "rolebridge-test" } as const;
const open = async (bucket?: string) =>
	answered(
		await aws.openRole({
			...assume,
			policy: sessionPolicy("checks", bucket === undefined ? undefined : { arn: `arn:aws:s3:::${bucket}` }),
		}),
	);

describe("a role session", () => {
	test("tells the account that really answered, and reads the role's own facts", async () => {
		const session = await open();
		expect(session.accountId).toBe(ACCOUNT);
		const role = answered(await session.getRole("HarnessCERole"));
		expect(role).toMatchObject({
			arn: roleArn,
			tags: { team: "costs" },
			trustPolicy: { Version: "2012-10-17" },
		});
		session.close();
	});

	test("holds no credentials that a caller could read", async () => {
		const session = await open();
		expect(JSON.stringify(session)).not.toMatch(/secret|token|AKIA|ASIA/i);
		const { organization, ...own } = session;
		expect(Object.values(own).filter((entry) => typeof entry !== "function")).toHaveLength(2);
		expect(Object.values(organization).filter((entry) => typeof entry !== "function")).toEqual([]);
		session.close();
	});

	test("can do no more than its policy, whatever the role may", async () => {
		const session = await open();
		const answer = await session.newestObject({
			bucket: "acme-cost-reports",
			region: "us-east-1",
			prefix: "",
			suffix: "",
		});
		expect(answer).toMatchObject({ kind: "denied", code: "PERMISSION_DENIED" });
		session.close();
	});

	test("answers nothing after it was closed", async () => {
		const session = await open();
		session.close();
		expect(await session.getRole("HarnessCERole")).toMatchObject({ kind: "failed", code: "AWS_UNEXPECTED" });
	});

	test("reads every page of simulated actions, each with its decision", async () => {
		const session = await open();
		const actions = Array.from({ length: 130 }, (_, index) => `ec2:Action${index}`);
		const simulated = answered(await session.simulate({ roleArn, actions, resources: ["*"] }));
		expect(simulated).toHaveLength(130);
		expect(new Set(simulated.map(({ decision }) => decision))).toEqual(new Set(["allowed"]));
		session.close();
	});

	test("simulates a role that is held to a region in the region it is asked for", async () => {
		const allow = (Action: string, Condition?: object) => ({
			Version: "2012-10-17",
			Statement: [{ Effect: "Allow", Action, Resource: "*", ...(Condition && { Condition }) }],
		});
		await admin("PUT", "roles", {
			account: ACCOUNT,
			name: "HarnessCERole",
			path: "/team/",
			attached: [],
			inline: {
				self: allow("iam:SimulatePrincipalPolicy"),
				tasks: allow("ec2:RunInstances", { StringEquals: { "aws:RequestedRegion": "eu-west-1" } }),
			},
		});
		const session = await open();
		const decisionIn = async (requestedRegion: string) => {
			const call = { roleArn, actions: ["ec2:RunInstances"], resources: ["*"], requestedRegion };
			return answered(await session.simulate(call))[0]?.decision;
		};
		expect(await decisionIn("eu-west-1")).toBe("allowed");
		expect(await decisionIn("us-east-1")).toBe("implicitDeny");
		session.close();
	});

	test("reads every page of cost reports, which AWS gives five at a time", async () => {
		for (let i = 0; i < 7; i += 1) {
			await admin("PUT", "reports", {
				account: ACCOUNT,
				type: "CUR 1.0",
				name: `report-${i}`,
				bucket: "b-of-reports",
			});
		}
		const session = await open();
		const reports = answered(await session.reportDefinitions());
		expect(reports.map(({ name }) => name).sort()).toEqual([0, 1, 2, 3, 4, 5, 6].map((i) => `report-${i}`));
		expect(reports[0]?.lastDelivery).toBeInstanceOf(Date);
		session.close();
	});

	test("names policies that it may not read, without their text", async () => {
		const session = await open();
		const policies = answered(await session.rolePolicies("HarnessCERole"));
		expect(policies).toEqual([
			{ name: "AdministratorAccess", arn: "arn:aws:iam::aws:policy/AdministratorAccess", document: null },
		]);
		session.close();
	});

	test("lists regions", async () => {
		const session = await open();
		expect(answered(await session.regions()).map(({ region }) => region)).toContain("us-east-1");
		session.close();
	});
});

describe("calls as ourselves", () => {
	test("a probe says only that it worked, never with credentials", async () => {
		const answer = await aws.probeRole({ ...assume, policy: sessionPolicy("denied") });
		expect(answered(answer)).toEqual({
			accountId: ACCOUNT,
			assumedRoleArn: `arn:aws:sts::${ACCOUNT}:assumed-role/HarnessCERole/rolebridge-test`,
		});
	});

	test("a wrong and a missing external ID are denials with AWS's request id", async () => {
		for (const wrong of [null, value(parseExternalId("rb-another"))]) {
			const answer = await aws.probeRole({ ...assume, externalId: wrong, policy: sessionPolicy("denied") });
			expect(answer).toMatchObject({ kind: "denied", code: "ROLE_ACCESS_DENIED", awsCode: "AccessDenied" });
			expect(answer.requestId).toMatch(/^[0-9a-f-]{36}$/);
		}
	});

	test("a partition without credentials is told, and nothing is sent", async () => {
		await admin("DELETE", "requests");
		const answer = await aws.callerIdentity({ partition: "aws-us-gov" });
		expect(answer).toMatchObject({ kind: "failed", code: "VERIFIER_NO_CREDENTIALS_FOR_PARTITION" });
		expect(await admin("GET", "requests")).toEqual([]);
	});

	test("each partition has credentials of its own", async () => {
		const both = createAws({
			env: { AWS_ENDPOINT_URL_STS: sandbox.url },
			credentialsFor: (partition) => (partition === "aws" ? OPERATOR_CREDENTIALS : GOV_OPERATOR_CREDENTIALS),
		});
		expect(answered(await both.callerIdentity({ partition: "aws" })).accountId).toBe("555566667777");
		const gov = answered(await both.callerIdentity({ partition: "aws-us-gov" }));
		expect(gov.arn).toMatch(/^arn:aws-us-gov:sts::555566667788:/);
		both.close();
	});

	test("throttling is retried within the attempts, then told", async () => {
		const throttle = {
			kind: "error",
			service: "sts",
			code: "Throttling",
			message: "Rate exceeded",
			status: 400,
		};
		await admin("POST", "faults/rules", { ...throttle, times: 3 });
		expect((await aws.callerIdentity({ partition: "aws" })).kind).toBe("answered");
		await admin("POST", "faults/rules", { ...throttle, times: 4 });
		expect(await aws.callerIdentity({ partition: "aws" })).toMatchObject({ code: "AWS_THROTTLED" });
	});

	test("a wrong secret is our own fault", async () => {
		const wrong = createAws({
			env: { AWS_ENDPOINT_URL: sandbox.url },
			credentialsFor: () => ({ ...OPERATOR_CREDENTIALS, secretAccessKey: "wrong" }),
		});
		const answer = await wrong.callerIdentity({ partition: "aws" });
		expect(answer).toMatchObject({ kind: "failed", code: "VERIFIER_CREDENTIALS_REFUSED" });
		wrong.close();
	});
});

describe("an AWS that does not answer", () => {
	let silent: Server;
	let url = "";
	beforeAll(async () => {
		silent = createServer(() => undefined);
		await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
		const address = silent.address();
		url = typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
	});
	afterAll(() => {
		silent.closeAllConnections();
		silent.close();
	});

	test("ends at the deadline", async () => {
		const late = createAws({
			env: { AWS_ENDPOINT_URL: url },
			credentialsFor: () => OPERATOR_CREDENTIALS,
			deadlineMs: 50,
		});
		expect(await late.callerIdentity({ partition: "aws" })).toMatchObject({
			kind: "failed",
			code: "AWS_TIMEOUT",
		});
		late.close();
	});

	test("ends when the caller has gone", async () => {
		const late = createAws({ env: { AWS_ENDPOINT_URL: url }, credentialsFor: () => OPERATOR_CREDENTIALS });
		const answer = await late.callerIdentity({ partition: "aws", signal: AbortSignal.timeout(20) });
		expect(answer).toMatchObject({ kind: "failed", code: "AWS_TIMEOUT" });
		late.close();
	});

	test("and one that cannot be reached is unavailable", async () => {
		const nowhere = createAws({
			env: { AWS_ENDPOINT_URL: "http://127.0.0.1:9" },
			credentialsFor: () => OPERATOR_CREDENTIALS,
			retries: noWait,
		});
		expect(await nowhere.callerIdentity({ partition: "aws" })).toMatchObject({ code: "AWS_UNAVAILABLE" });
		nowhere.close();
	});
});

describe("headBucket", () => {
	const head = (bucket: string, region = "us-east-1") => aws.headBucket({ partition: "aws", bucket, region });

	test("tells a name that nobody has from a bucket, whoever may read it and wherever it lies", async () => {
		await admin("PUT", "buckets", { account: ACCOUNT, name: "somebodys-bucket", region: "eu-west-1" });
		expect(answered(await head("nobodys-bucket"))).toBe("none");
		expect(answered(await head("somebodys-bucket", "eu-west-1"))).toBe("exists");
		expect(answered(await head("somebodys-bucket"))).toBe("exists");
	});

	test("makes no bucket of a failure of AWS's", async () => {
		await admin("POST", "faults/rules", {
			kind: "error",
			action: "HeadBucket",
			status: 500,
			code: "InternalError",
		});
		expect(await head("nobodys-bucket")).toMatchObject({ kind: "failed", code: "AWS_UNAVAILABLE" });
	});
});
