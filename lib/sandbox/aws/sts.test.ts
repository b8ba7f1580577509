import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { assume, clientsFor, sandboxCall } from "#lib/testing/sandbox-clients.ts";
import { GOV_OPERATOR_CREDENTIALS, HARNESS_CREDENTIALS, OPERATOR_CREDENTIALS } from "../credentials.ts";
import { type AwsSandbox, startAwsSandbox } from "./start-aws-sandbox.ts";

const ACCOUNT = "999900001111";
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/HarnessCERole`;
const EXTERNAL_ID = "rolebridge:abc";
let clock = 0;
let sandbox: AwsSandbox;

const now = () => Date.now() + clock;
const trust = (condition: object, principal = "arn:aws:iam::555566667777:root") => ({
	Version: "2012-10-17",
	Statement: [
		{ Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole", Condition: condition },
	],
});
const withId = trust({ StringEquals: { "sts:ExternalId": EXTERNAL_ID } });
const putRole = (body: object = {}) =>
	sandboxCall(sandbox.url, "PUT", "roles", {
		account: ACCOUNT,
		name: "HarnessCERole",
		trustPolicy: withId,
		...body,
	});
const tryAssume = (input: object = {}, clients = clientsFor(sandbox.url)) =>
	clients.sts.send(
		new AssumeRoleCommand({
			RoleArn: ROLE_ARN,
			RoleSessionName: "rolebridge-test",
			ExternalId: EXTERNAL_ID,
			...input,
		}),
	);

beforeAll(async () => {
	sandbox = await startAwsSandbox({ port: 0, now, propagationDelayMs: 0, stackStepMs: 0 });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	clock = 0;
	await sandboxCall(sandbox.url, "POST", "reset");
});

describe("identity", () => {
	it("names the operator by its role's session", async () => {
		const identity = await clientsFor(sandbox.url).sts.send(new GetCallerIdentityCommand({}));
		expect(identity).toMatchObject({
			Account: "555566667777",
			Arn: "arn:aws:sts::555566667777:assumed-role/rolebridge-verifier/sandbox",
		});
		expect(identity.UserId).toMatch(/^AROA[A-Z2-7]{17}:sandbox$/);
		expect(identity.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
	});

	it("refuses a wrong secret, an unknown key and a late signature", async () => {
		const identify = (keys: typeof OPERATOR_CREDENTIALS) =>
			clientsFor(sandbox.url, keys).sts.send(new GetCallerIdentityCommand({}));
		await expect(identify({ ...OPERATOR_CREDENTIALS, secretAccessKey: "wrong" })).rejects.toMatchObject({
			name: "SignatureDoesNotMatch",
		});
		await expect(identify({ ...OPERATOR_CREDENTIALS, accessKeyId: "AKIAUNKNOWN" })).rejects.toMatchObject({
			name: "InvalidClientTokenId",
		});
		clock = 20 * 60_000;
		await expect(identify(OPERATOR_CREDENTIALS)).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
	});

	it("keeps credentials in their own partition", async () => {
		const gov = clientsFor(sandbox.url, GOV_OPERATOR_CREDENTIALS, "us-gov-west-1").sts;
		await expect(gov.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
			Account: "555566667788",
		});
		const astray = clientsFor(sandbox.url, OPERATOR_CREDENTIALS, "us-gov-west-1").sts;
		await expect(astray.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
			name: "InvalidClientTokenId",
		});
	});
});

describe("AssumeRole", () => {
	it("opens a role by its external ID alone, and the session is the role's", async () => {
		await putRole();
		const keys = await assume(clientsFor(sandbox.url).sts, { RoleArn: ROLE_ARN, ExternalId: EXTERNAL_ID });
		const identity = await clientsFor(sandbox.url, keys).sts.send(new GetCallerIdentityCommand({}));
		expect(identity.Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/HarnessCERole/rolebridge-test`);
		const denied = {
			name: "AccessDenied",
			message: `User: ${OPERATOR_CREDENTIALS.callerArn} is not authorized to perform: sts:AssumeRole on resource: ${ROLE_ARN}`,
		};
		await expect(tryAssume({ ExternalId: undefined })).rejects.toMatchObject(denied);
		await expect(tryAssume({ ExternalId: "rolebridge:abd" })).rejects.toMatchObject(denied);
		await expect(tryAssume({ RoleArn: `${ROLE_ARN}x` })).rejects.toMatchObject({ name: "AccessDenied" });
		await expect(tryAssume({}, clientsFor(sandbox.url, HARNESS_CREDENTIALS))).rejects.toMatchObject({
			name: "AccessDenied",
		});
	});

	it("denies a new role until it has propagated, and decides by the old trust policy meanwhile", async () => {
		await sandboxCall(sandbox.url, "PATCH", "faults", { propagationDelayMs: 5000 });
		await putRole();
		await expect(tryAssume()).rejects.toMatchObject({ name: "AccessDenied" });
		clock = 5001;
		await expect(tryAssume()).resolves.toBeDefined();
		await putRole({ trustPolicy: trust({ StringEquals: { "sts:ExternalId": "another" } }) });
		await expect(tryAssume()).resolves.toBeDefined();
		clock = 10_100;
		await expect(tryAssume()).rejects.toMatchObject({ name: "AccessDenied" });
	});

	it("ends a session at its time", async () => {
		await putRole();
		const keys = await assume(clientsFor(sandbox.url).sts, {
			RoleArn: ROLE_ARN,
			ExternalId: EXTERNAL_ID,
			DurationSeconds: 900,
		});
		clock = 901_000;
		const old = clientsFor(sandbox.url, keys);
		old.sts.config.systemClockOffset = clock;
		await expect(old.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
			name: "ExpiredToken",
		});
	});

	it("says so when an organization's policy denies", async () => {
		await putRole();
		await sandboxCall(sandbox.url, "POST", "faults/organization-denies", { account: ACCOUNT });
		await expect(tryAssume()).rejects.toThrow("with an explicit deny in a service control policy");
	});

	it("needs the caller's own policy", async () => {
		await putRole();
		await sandboxCall(sandbox.url, "PATCH", "faults", { verifierNotAllowed: true });
		await expect(tryAssume()).rejects.toThrow(
			"because no identity-based policy allows the sts:AssumeRole action",
		);
	});

	it("is off in a disabled region", async () => {
		await putRole();
		await sandboxCall(sandbox.url, "PATCH", "faults", {
			disabledRegions: [{ region: "eu-west-1", account: ACCOUNT }],
		});
		const inRegion = clientsFor(sandbox.url, OPERATOR_CREDENTIALS, "eu-west-1");
		await expect(tryAssume({}, inRegion)).rejects.toMatchObject({ name: "RegionDisabledException" });
		await expect(tryAssume()).resolves.toBeDefined();
	});

	it("limits a chained session to an hour and a role to its own maximum", async () => {
		await putRole({
			maxSessionSeconds: 7200,
			inline: { all: { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] } },
		});
		await expect(tryAssume({ DurationSeconds: 7201 })).rejects.toMatchObject({ name: "ValidationError" });
		const keys = await assume(clientsFor(sandbox.url).sts, { RoleArn: ROLE_ARN, ExternalId: EXTERNAL_ID });
		await sandboxCall(sandbox.url, "PUT", "roles", {
			account: ACCOUNT,
			name: "Second",
			maxSessionSeconds: 43_200,
			trustPolicy: trust({}, `arn:aws:iam::${ACCOUNT}:root`),
		});
		const second = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/Second`, ExternalId: undefined };
		const chained = clientsFor(sandbox.url, keys);
		await expect(tryAssume({ ...second, DurationSeconds: 3601 }, chained)).rejects.toMatchObject({
			name: "ValidationError",
		});
		await expect(tryAssume({ ...second, DurationSeconds: 3600 }, chained)).resolves.toBeDefined();
	});

	it("throttles, fails and drops connections on demand, and only as often as told", async () => {
		await putRole();
		const set = (rule: object) =>
			sandboxCall(sandbox.url, "POST", "faults/rules", { service: "sts", times: 1, ...rule });
		await set({ kind: "throttle", perSecond: 0 });
		await expect(tryAssume()).rejects.toMatchObject({ name: "Throttling" });
		await set({ kind: "error", status: 503, code: "ServiceUnavailable", account: ACCOUNT });
		await expect(tryAssume()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
		await set({ kind: "reset", action: "AssumeRole" });
		await expect(tryAssume()).rejects.toMatchObject({ code: "ECONNRESET" });
		await expect(tryAssume()).resolves.toBeDefined();
		const log = await sandboxCall(sandbox.url, "GET", `requests?targetAccount=${ACCOUNT}`);
		expect(log).toMatchObject([
			{ errorCode: "Throttling" },
			{ errorCode: "ServiceUnavailable" },
			{ errorCode: "ConnectionReset" },
			{ errorCode: null, account: "555566667777", service: "sts", action: "AssumeRole" },
		]);
	});
});
