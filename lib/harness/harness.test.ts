import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Ajv } from "ajv";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import {
	SANDBOX_HARNESS_ACCOUNT_ID,
	SANDBOX_HARNESS_API_KEY,
	SANDBOX_HARNESS_VIEWER_KEY,
} from "#lib/sandbox/harness/constants.ts";
import { type HarnessSandbox, startHarnessSandbox } from "#lib/sandbox/harness/start-harness-sandbox.ts";
import schema from "#lib/schemas/harness-connector.schema.json" with { type: "json" };
import { createHarness } from "./harness.ts";
import type { HarnessTarget } from "./port.ts";

/** Waits cost nothing here and are written down. */
const waits: number[] = [];
const quick = {
	timeoutMs: 2_000,
	random: () => 0.5,
	sleep: async (milliseconds: number) => {
		waits.push(milliseconds);
	},
};
const harness = createHarness(quick);
let sandbox: HarnessSandbox;
let target: HarnessTarget;

beforeAll(async () => {
	// Nothing listens there: Harness's own test cannot reach AWS, and says so.
	sandbox = await startHarnessSandbox({
		port: 0,
		awsSandboxUrl: "http://127.0.0.1:1",
		requestsPerMinute: 5_000,
	});
	target = { baseUrl: sandbox.url, accountId: SANDBOX_HARNESS_ACCOUNT_ID, apiKey: SANDBOX_HARNESS_API_KEY };
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	waits.length = 0;
	await control("POST", "reset");
});

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
	const init = { method, body: body === undefined ? null : JSON.stringify(body) };
	return (await fetch(`${sandbox.url}/_sandbox/${path}`, init)).json();
}
type Seen = {
	method: string;
	path: string;
	query: Record<string, string>;
	body: unknown;
	status: number | null;
};
async function requests(): Promise<readonly Seen[]> {
	return ((await control("GET", "requests")) as { requests: Seen[] }).requests;
}
function connector(identifier = "Payer", more: Partial<CeAwsConnector["spec"]> = {}): CeAwsConnector {
	return {
		name: identifier,
		identifier,
		description: "",
		tags: {},
		type: "CEAws",
		spec: {
			featuresEnabled: ["VISIBILITY"],
			crossAccountAccess: {
				crossAccountRoleArn: "arn:aws:iam::123456789012:role/r",
				externalId: "harness:1:2",
			},
			curAttributes: { reportName: "", s3BucketName: "" },
			awsAccountId: "123456789012",
			isAWSGovCloudAccount: false,
			...more,
		},
	};
}

describe("connectors in Harness", () => {
	test("are created, read, listed by account and feature, and deleted", async () => {
		const created = await harness.createConnector(target, { connector: connector() });
		expect(created).toMatchObject({ ok: true, value: { connector: connector(), status: null } });
		expect(await harness.getConnector(target, { identifier: "Payer" })).toMatchObject({ ok: true });
		expect(await harness.isIdentifierFree(target, { identifier: "Payer" })).toEqual({
			ok: true,
			value: false,
		});
		const count = async (filter: { awsAccountId?: string; feature?: string }) => {
			const listed = await harness.listConnectors(target, { filter });
			return listed.ok ? listed.value.length : listed.failure;
		};
		expect(await count({ awsAccountId: "123456789012" })).toBe(1);
		expect(await count({ awsAccountId: "210987654321" })).toBe(0);
		expect(await count({ feature: "BILLING" })).toBe(0);
		expect(await harness.deleteConnector(target, { identifier: "Payer" })).toEqual({ ok: true, value: true });
		expect(await harness.isIdentifierFree(target, { identifier: "Payer" })).toEqual({
			ok: true,
			value: true,
		});
	});

	test("are listed over every page", async () => {
		const page = (pageIndex: number) => ({
			status: "SUCCESS",
			data: {
				totalPages: 3,
				pageIndex,
				content: [{ connector: connector(`c${pageIndex}`), createdAt: 1, lastModifiedAt: 2 }],
			},
		});
		const paged = createHarness({
			fetch: async (url) => Response.json(page(Number(url.searchParams.get("pageIndex")))),
		});
		const listed = await paged.listConnectors(target, { filter: {} });
		expect(listed.ok && listed.value.map((record) => record.connector.identifier)).toEqual([
			"c0",
			"c1",
			"c2",
		]);
	});

	test("under an identifier that Harness itself would never take are no answer of Harness", async () => {
		const record = { connector: connector("a\nrm -rf /"), createdAt: 1, lastModifiedAt: 2 };
		const forged = createHarness({
			fetch: async () =>
				Response.json({ status: "SUCCESS", data: { totalPages: 1, pageIndex: 0, content: [record] } }),
		});
		expect(await forged.listConnectors(target, { filter: {} })).toMatchObject({ ok: false });
	});

	test("are sent as the published schema wants them, with the account and never a second key", async () => {
		await harness.createConnector(target, { connector: connector() });
		await harness.updateConnector(target, { connector: connector(), knownLastModifiedAt: null });
		const isPublished = new Ajv({ strict: false }).compile(schema);
		const writes = (await requests()).filter(
			({ body, path }) => body !== undefined && path.endsWith("/connectors"),
		);
		expect(writes.map(({ method, status }) => [method, status])).toEqual([
			["POST", 200],
			["PUT", 200],
		]);
		for (const write of writes) {
			expect(isPublished(write.body)).toBe(true);
			expect(write.query).toEqual({ accountIdentifier: SANDBOX_HARNESS_ACCOUNT_ID });
		}
		expect(JSON.stringify(await requests())).not.toContain(SANDBOX_HARNESS_API_KEY);
	});

	test("keep what we do not know when they are updated", async () => {
		const foreign = { later: { kept: true }, featuresEnabled: ["VISIBILITY", "CLUSTER_ORCHESTRATOR"] };
		await harness.createConnector(target, { connector: connector("Payer", foreign) });
		const body = { ...connector("Payer", { featuresEnabled: ["GOVERNANCE"] }), name: "New name" };
		const updated = await harness.updateConnector(target, { connector: body, knownLastModifiedAt: null });
		expect(updated).toMatchObject({
			ok: true,
			value: {
				connector: {
					name: "New name",
					spec: { later: { kept: true }, featuresEnabled: ["GOVERNANCE", "CLUSTER_ORCHESTRATOR"] },
				},
			},
		});
	});

	test("are not overwritten when somebody changed them in Harness meanwhile", async () => {
		const created = await harness.createConnector(target, { connector: connector() });
		const known = created.ok ? created.value.lastModifiedAt : null;
		await harness.updateConnector(target, {
			connector: { ...connector(), name: "Theirs" },
			knownLastModifiedAt: known,
		});
		const ours = { ...connector(), name: "Ours" };
		const refused = await harness.updateConnector(target, { connector: ours, knownLastModifiedAt: known });
		expect(refused).toMatchObject({ ok: false, failure: { code: "HARNESS_CONNECTOR_CHANGED" } });
		const after = await harness.getConnector(target, { identifier: "Payer" });
		expect(after).toMatchObject({ value: { connector: { name: "Theirs" } } });
	});

	test.each([{ oldNotFound: false }, { oldNotFound: true }])(
		"that are gone are not found (%o)",
		async (fault) => {
			await control("POST", "faults", fault);
			const gone = { ok: false, failure: { code: "HARNESS_CONNECTOR_NOT_FOUND" } };
			expect(await harness.getConnector(target, { identifier: "Gone" })).toMatchObject(gone);
			expect(await harness.deleteConnector(target, { identifier: "Gone" })).toMatchObject(gone);
			expect(await harness.testConnector(target, { identifier: "Gone" })).toMatchObject(gone);
			expect(await harness.getConnector(target, { identifier: "../connectors" })).toMatchObject(gone);
		},
	);

	test("with a taken identifier, a reserved one or a foreign role ARN are refused in Harness's own words", async () => {
		await harness.createConnector(target, { connector: connector() });
		const code = async (body: CeAwsConnector) => {
			const answer = await harness.createConnector(target, { connector: body });
			return answer.ok ? "ok" : answer.failure.code;
		};
		expect(await code(connector())).toBe("HARNESS_CONNECTOR_EXISTS");
		expect(await code(connector("class"))).toBe("HARNESS_REJECTED");
		expect(await code(connector("Other", { awsAccountId: "210987654321" }))).toBe("HARNESS_REJECTED");
		expect(await code(connector("None", { featuresEnabled: [] }))).toBe("HARNESS_REJECTED");
	});

	test("give Harness's own account and external ID, for GovCloud too", async () => {
		const detail = await harness.connectionDetail(target, { isGovCloud: false });
		expect(detail).toMatchObject({
			ok: true,
			value: {
				externalId: `harness:891928451355:${SANDBOX_HARNESS_ACCOUNT_ID}`,
				harnessAwsAccountId: "891928451355",
			},
		});
		const gov = await harness.connectionDetail(target, { isGovCloud: true });
		expect(gov).toMatchObject({ value: { harnessAwsAccountId: "147449478367" } });
	});
});

describe("Harness's own test", () => {
	test("that fails is an answer with its errors one by one", async () => {
		await harness.createConnector(target, { connector: connector() });
		const status = await harness.testConnector(target, { identifier: "Payer" });
		expect(status).toMatchObject({ ok: true, value: { status: "FAILURE", errors: [{ code: 500 }] } });
		expect(status.ok && status.value.testedAt).toBeInstanceOf(Date);
	});

	test("that fails is told from its message when the stored status cannot be read", async () => {
		await harness.createConnector(target, { connector: connector("Gov", { isAWSGovCloudAccount: true }) });
		const failing = createHarness({
			...quick,
			fetch: (url, init) => (init.method === "GET" ? Promise.reject(new Error("down")) : fetch(url, init)),
		});
		const status = await failing.testConnector(target, { identifier: "Gov" });
		expect(status).toMatchObject({
			ok: true,
			value: { status: "FAILURE", errorSummary: "Features not supported", testedAt: null },
		});
	});
});

describe("a fault of Harness", () => {
	test.each([
		[{ unauthorized: true }, "HARNESS_UNAUTHORIZED", 1],
		[{ forbidden: true }, "HARNESS_FORBIDDEN", 1],
		[{ rateLimited: true }, "HARNESS_RATE_LIMITED", 5],
		[{ serverError: true }, "HARNESS_UNAVAILABLE", 5],
		[{ reset: true }, "HARNESS_UNAVAILABLE", 5],
		[{ html: true }, "HARNESS_UNEXPECTED_ANSWER", 1],
		[{ garbage: true }, "HARNESS_UNEXPECTED_ANSWER", 1],
	])("%o is %s after %i tries", async (fault, code, tries) => {
		await control("POST", "faults", fault);
		const answer = await harness.getConnector(target, { identifier: "Payer" });
		expect(answer).toMatchObject({ ok: false, failure: { code } });
		expect(await requests()).toHaveLength(tries);
	});

	test("that passes is not seen: 429 and lost connections are tried again, later each time", async () => {
		await control("POST", "faults", { rateLimited: 2, serverError: 1 });
		expect(await harness.isIdentifierFree(target, { identifier: "New" })).toEqual({ ok: true, value: true });
		expect(waits).toEqual([250, 500, 1000]);
	});

	test("does not outlast the budget", async () => {
		await control("POST", "faults", { rateLimited: true });
		const hasty = createHarness({ ...quick, retryBudgetMs: 600 });
		await hasty.isIdentifierFree(target, { identifier: "New" });
		expect((await requests()).length).toBeLessThan(5);
	});

	test("that loses the answer of a create is settled by reading back, not by creating twice", async () => {
		await control("POST", "faults", { resetAfter: 1 });
		const created = await harness.createConnector(target, { connector: connector() });
		expect(created).toMatchObject({ ok: true, value: { connector: { identifier: "Payer" } } });
		expect((await requests()).map(({ method }) => method)).toEqual(["POST", "GET"]);
	});

	test("before a create is carried out leaves nothing behind and says so", async () => {
		await control("POST", "faults", { reset: 1 });
		const created = await harness.createConnector(target, { connector: connector() });
		expect(created).toMatchObject({ ok: false, failure: { code: "HARNESS_UNAVAILABLE" } });
		expect(await control("GET", "state")).toEqual({ connectors: [] });
	});

	test("that loses the answer of a delete still ends with the connector deleted", async () => {
		await harness.createConnector(target, { connector: connector() });
		await control("POST", "faults", { resetAfter: 1 });
		expect(await harness.deleteConnector(target, { identifier: "Payer" })).toEqual({ ok: true, value: true });
	});

	test("lasting longer than the time-out, or a cancelled call, ends the call", async () => {
		await control("POST", "faults", { latencyMs: 300 });
		const hasty = createHarness({ ...quick, timeoutMs: 30 });
		const timedOut = { ok: false, failure: { code: "HARNESS_TIMEOUT" } };
		expect(await hasty.getConnector(target, { identifier: "Payer" })).toMatchObject(timedOut);
		const signal = AbortSignal.abort();
		expect(await harness.getConnector(target, { identifier: "Payer", signal })).toMatchObject(timedOut);
	});

	test("a key that may only read is refused its writes", async () => {
		const viewer = { ...target, apiKey: SANDBOX_HARNESS_VIEWER_KEY };
		expect(await harness.listConnectors(viewer, { filter: {} })).toMatchObject({ ok: true });
		const refused = await harness.createConnector(viewer, { connector: connector() });
		expect(refused).toMatchObject({ failure: { code: "HARNESS_FORBIDDEN" } });
	});
});

describe("a hostile server", () => {
	let answer: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
	const server = createServer((request, response) => answer(request, response));
	let hostile: HarnessTarget;
	beforeAll(async () => {
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		const address = server.address();
		const port = typeof address === "object" ? address?.port : 0;
		hostile = { ...target, baseUrl: `http://127.0.0.1:${port}` };
	});
	afterEach(() => server.closeAllConnections());
	afterAll(() => void server.close());

	test.each([400, 401, 403, 404, 429, 500, 200])(
		"never gets the key into an error by echoing it (%i)",
		async (status) => {
			answer = (request, response) => {
				const key = String(request.headers["x-api-key"]);
				const escaped = [...key].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
				response.writeHead(status, { "content-type": "application/json" });
				response.end(`{"status":"ERROR","code":"X","message":"bad ${key}","responseMessages":[{"message":"${escaped}"}],
				"errors":[{"fieldId":"${key.split(".").at(-1)}","error":"no"}],"correlationId":"${key}"}`);
			};
			for (const result of [
				await harness.getConnector(hostile, { identifier: "Payer" }),
				await harness.createConnector(hostile, { connector: connector() }),
				await harness.testConnector(hostile, { identifier: "Payer" }),
				await harness.listConnectors(hostile, { filter: {} }),
			]) {
				expect(result.ok).toBe(false);
				const told = JSON.stringify(result);
				expect(told).toContain("[key removed]");
				expect(told).not.toContain(SANDBOX_HARNESS_API_KEY);
				expect(told).not.toContain(SANDBOX_HARNESS_API_KEY.split(".").at(-1));
			}
		},
	);

	test("is not read to the end when its answer does not end", async () => {
		answer = (_, response) => {
			const more = () => {
				while (!response.destroyed && response.write("x".repeat(65_536)));
			};
			response.on("drain", more);
			more();
		};
		const small = createHarness({ ...quick, maxAnswerBytes: 200_000 });
		const result = await small.getConnector(hostile, { identifier: "Payer" });
		expect(result).toMatchObject({ failure: { code: "HARNESS_UNEXPECTED_ANSWER" } });
	});

	test("cannot send the key to another host by a redirect", async () => {
		let asked = 0;
		answer = (_, response) => {
			asked++;
			response.writeHead(307, { location: `${sandbox.url}/gateway/ng/api/connectors/Payer` }).end();
		};
		const result = await harness.getConnector(hostile, { identifier: "Payer" });
		expect(result).toMatchObject({ failure: { code: "HARNESS_UNEXPECTED_ANSWER" } });
		expect([asked, (await requests()).length]).toEqual([1, 0]);
	});

	test("that lists pages without end is left", async () => {
		answer = (_, response) => {
			response.end(
				JSON.stringify({ status: "SUCCESS", data: { totalPages: 1e9, pageIndex: 0, content: [] } }),
			);
		};
		const result = await harness.listConnectors(hostile, { filter: {} });
		expect(result).toMatchObject({ failure: { code: "HARNESS_UNEXPECTED_ANSWER" } });
	});
});

describe("a target", () => {
	test.each([
		["plain http to another host", { baseUrl: "http://app.harness.io" }],
		["a host that only looks like this machine", { baseUrl: "http://127.0.0.1.example.org" }],
		["another protocol", { baseUrl: "file:///etc" }],
		["a password in the URL", { baseUrl: "https://a:b@app.harness.io" }],
		["no URL", { baseUrl: "" }],
		["a key that no header can carry", { apiKey: "pat.a\r\nx: y" }],
		["no key", { apiKey: "" }],
		["no account", { accountId: "" }],
	])("with %s is never asked", async (_, wrong) => {
		let asked = 0;
		const counting = createHarness({
			fetch: async () => {
				asked++;
				return Response.json({});
			},
		});
		const result = await counting.getConnector({ ...target, ...wrong }, { identifier: "Payer" });
		expect(result).toMatchObject({ failure: { code: "HARNESS_NOT_CONFIGURED" } });
		expect(asked).toBe(0);
	});

	test("over https is asked under its gateway paths", async () => {
		const urls: string[] = [];
		const watching = createHarness({
			fetch: async (url) => {
				urls.push(url.href);
				return Response.json({ status: "SUCCESS", data: true });
			},
		});
		await watching.isIdentifierFree(
			{ ...target, baseUrl: "https://harness.acme.example/" },
			{ identifier: "A" },
		);
		expect(urls).toEqual([
			`https://harness.acme.example/gateway/ng/api/connectors/validateUniqueIdentifier?accountIdentifier=${SANDBOX_HARNESS_ACCOUNT_ID}&identifier=A`,
		]);
	});
});

describe("what the key may do", () => {
	test("is told of a key that may edit and of one that may only look", async () => {
		expect(await harness.permissions(target, {})).toEqual({
			ok: true,
			value: { mayView: true, mayEdit: true },
		});
		const viewer = { ...target, apiKey: SANDBOX_HARNESS_VIEWER_KEY };
		expect(await harness.permissions(viewer, {})).toEqual({
			ok: true,
			value: { mayView: true, mayEdit: false },
		});
		expect((await requests())[0]).toMatchObject({
			method: "POST",
			path: "/gateway/authz/api/acl",
			body: {
				permissions: ["core_connector_view", "core_connector_edit"].map((permission) => ({
					resourceScope: { accountIdentifier: SANDBOX_HARNESS_ACCOUNT_ID },
					resourceType: "CONNECTOR",
					permission,
				})),
			},
		});
	});

	test("is not known where access control does not answer, or answers something else", async () => {
		await control("POST", "faults", { noAccessCheck: true });
		expect(await harness.permissions(target, {})).toMatchObject({
			ok: false,
			failure: { code: "HARNESS_UNEXPECTED_ANSWER" },
		});
		await control("POST", "faults", { noAccessCheck: false, garbage: true });
		expect(await harness.permissions(target, {})).toMatchObject({
			ok: false,
			failure: { code: "HARNESS_UNEXPECTED_ANSWER" },
		});
	});

	test("of a key that is not known is refused", async () => {
		const stranger = { ...target, apiKey: `${target.apiKey}x` };
		expect(await harness.permissions(stranger, {})).toMatchObject({
			ok: false,
			failure: { code: "HARNESS_UNAUTHORIZED" },
		});
	});
});
