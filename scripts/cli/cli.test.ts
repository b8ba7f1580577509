import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EXPORT_FORMATS } from "#lib/domain/exports/export-forms.ts";
import { type ApiCheck, ApiCheckSchema } from "#lib/schemas/api/check-schemas.ts";
import { ApiConnectorDetailSchema } from "#lib/schemas/api/connector-schemas.ts";
import { ApiOwnKeySchema } from "#lib/schemas/api/key-schemas.ts";
import { ApiOperationSchema } from "#lib/schemas/api/operation-schemas.ts";
import { TrustPolicyLintSchema } from "#lib/schemas/api/trust-policy-schemas.ts";
import { FORMATS } from "./export.mjs";
import { type Answers, KEY, problem, runCli, URL_ } from "./run-cli.test-support.ts";

const ID = "c".repeat(20);
const AT = "2026-11-22T12:00:00.000Z";

let folder = "";
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "rolebridge-cli-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** One command line, with a home of its own. */
function cli(
	args: readonly string[],
	answers?: Answers,
	options?: { env?: Record<string, string>; stdin?: string },
) {
	return runCli(folder, args, answers, options);
}

function connector(state: string, change: object = {}) {
	return ApiConnectorDetailSchema.parse({
		id: ID,
		name: "Payer prod",
		identifier: "payer_prod",
		awsAccountId: "123456789012",
		partition: "aws",
		type: "CEAws",
		destination: "harness-ccm",
		platform: null,
		table: "billing",
		status: "registered",
		proof: "direct",
		health: { state, since: AT, lastProofAt: AT, reason: null },
		features: ["BILLING"],
		tags: {},
		roleArn: "arn:aws:iam::123456789012:role/HarnessCERole",
		templateVersion: 3,
		isOffboarding: false,
		version: 4,
		description: "",
		costReport: null,
		requirements: null,
		role: {
			roleName: "HarnessCERole",
			rolePath: "/",
			permissionsBoundaryArn: "",
			stackName: "stack",
			region: "",
		},
		pausedAt: null,
		registeredAt: AT,
		createdAt: AT,
		updatedAt: AT,
		url: null,
		...change,
	});
}

function check(change: Partial<ApiCheck> = {}) {
	return ApiCheckSchema.parse({
		id: "role-assumable",
		title: "The role can be assumed",
		outcome: "passed",
		isExpired: false,
		code: null,
		observed: "",
		fixes: [],
		details: null,
		requestId: null,
		region: null,
		durationMs: 1,
		checkedAt: AT,
		validUntil: null,
		...change,
	});
}

function operation(state: string) {
	return ApiOperationSchema.parse({
		id: "o".repeat(20),
		kind: "verification",
		state,
		connectorId: ID,
		total: 1,
		counts: { queued: 0, done: 1, failed: 0, skipped: 0 },
		startedBy: null,
		createdAt: AT,
		finishedAt: null,
		failed: [],
	});
}

const page = (items: readonly unknown[], next: string | null = null) => ({ items, next });
const looked = (state: string, checks: readonly unknown[] = []) => ({
	[`GET connectors/${ID}`]: connector(state),
	[`GET connectors/${ID}/checks`]: { items: checks, run: null },
});

describe("the exit code", () => {
	it.each([
		["healthy", 0],
		["degraded", 1],
		["failing", 1],
		["quarantined", 1],
		["unknown", 2],
		["pending", 2],
		["reported", 2],
		["paused", 2],
	])("of a connector that is %s is %i", async (state, exit) => {
		expect((await cli(["connectors", "get", ID], looked(state))).exit).toBe(exit);
		expect(
			(await cli(["connectors", "list"], { "GET connectors?limit=100": page([connector(state)]) })).exit,
		).toBe(exit);
	});

	it("of a state that a newer server knows is never 0", async () => {
		const newer = { ...connector("healthy"), health: { ...connector("healthy").health, state: "splendid" } };
		const answers = { ...looked("healthy"), [`GET connectors/${ID}`]: newer };
		expect((await cli(["connectors", "get", ID], answers)).exit).toBe(2);
	});

	it("of a list is that of its worst, and of an empty one 2", async () => {
		const list = (...states: string[]) => ({
			"GET connectors?limit=100": page(states.map((state) => connector(state))),
		});
		expect((await cli(["connectors", "list"], list("healthy", "healthy"))).exit).toBe(0);
		expect((await cli(["connectors", "list"], list("healthy", "unknown"))).exit).toBe(2);
		expect((await cli(["connectors", "list"], list("unknown", "failing", "healthy"))).exit).toBe(1);
		expect((await cli(["connectors", "list"], list())).exit).toBe(2);
	});

	it.each([
		[401, "API_KEY_NOT_ACCEPTED", 2],
		[403, "NOT_ALLOWED", 2],
		[404, "CONNECTOR_NOT_FOUND", 2],
		[409, "IDEMPOTENT_REQUEST_RUNNING", 2],
		[500, "UNEXPECTED", 2],
		[400, "INPUT_INVALID", 3],
		[422, "INPUT_INVALID", 3],
	])("of an answer with status %i (%s) is %i", async (status, code, exit) => {
		const answered = await cli(["whoami"], { "GET key": problem(status, code, "It was refused") });
		expect(answered.exit).toBe(exit);
		expect(answered.stderr).toContain(`It was refused. Why it is so. (${code})`);
		expect(answered.stdout).toBe("");
	});

	it("is 2 where nothing answers, or something that is not Rolebridge", async () => {
		const away = await cli(["connectors", "list"], {
			"GET connectors?limit=100": new TypeError("fetch failed"),
		});
		expect(away.exit).toBe(2);
		expect(away.stderr).toContain(`${URL_} could not be reached`);
		const other = await cli(["connectors", "list"], { "GET connectors?limit=100": new Response("<html>") });
		expect(other.exit).toBe(2);
		expect(other.stderr).toContain("Is it Rolebridge?");
	});

	it.each([
		[[]],
		[["nothing"]],
		[["connectors", "get"]],
		[["connectors", "get", ID, "more"]],
		[["connectors", "list", "--limit", "-1"]],
		[["connectors", "list", "--proof", "hearsay"]],
		[["connectors", "list", "--type", "Azure"]],
		[["connectors", "list", "--unknown-option"]],
		[["link", "create", ID, "--kind", "adopt"]],
		[["export", ID, "--format", "xml"]],
		[["export", ID, "--zip"]],
		[["export", ID, "--rollout", ID, "-o", "x.zip"]],
		[["export", "--format", "csv", "--zip", "-o", "x.zip"]],
		[["export", "--format", "terraform"]],
		[["trust-policy", "lint", "/there/is/no/such/file"]],
		[["login", "http://rolebridge.example"]],
		[["login", "https://rolebridge.example/path"]],
	])("of %j is 3, and nobody was asked", async (args) => {
		const { exit, asked, stderr } = await cli(args);
		expect(exit).toBe(3);
		expect(asked).toEqual([]);
		expect(stderr).not.toBe("");
	});

	it("of help and of the version is 0", async () => {
		for (const args of [["--help"], ["--version"], ["connectors", "verify", "--help"]]) {
			expect((await cli(args)).exit).toBe(0);
		}
	});
});

describe("connectors", () => {
	it("are found by their type and kind, and a platform connector tells how Harness signs in", async () => {
		const platform = {
			scope: { kind: "project", orgId: "default", projectId: "shop" },
			credential: {
				...{ type: "Irsa", accessKeyId: null, accessKeyRef: null, secretKeyRef: null },
				...{ sessionTokenRef: null, iamRoleArn: null, sessionTagKeys: [] },
			},
			crossAccount: { roleArn: "arn:aws:iam::123456789012:role/Deployer", hasExternalId: true },
			...{ region: "eu-west-1", backOff: null, tasks: ["ecr-pull"] },
			connectivity: { through: "delegate", selectors: ["eks"] },
		};
		const deployer = connector("reported", { type: "Aws", destination: "harness-platform", platform });
		const listed = await cli(["connectors", "list", "--type", "Aws", "--kind", "resource"], {
			"GET connectors?type=Aws&kind=resource&limit=100": page([deployer]),
		});
		expect(listed.stdout).toMatch(/TYPE +PROOF/);
		expect(listed.stdout).toMatch(/123456789012 +Aws +direct/);
		const shown = await cli(["connectors", "get", ID], {
			...looked("reported"),
			[`GET connectors/${ID}`]: deployer,
		});
		for (const text of [
			"project default/shop",
			"Irsa",
			"role/Deployer",
			"eu-west-1",
			"delegate eks",
			"ecr-pull",
		])
			expect(shown.stdout).toContain(text);
	});

	it("are listed through every page, with the filter that was given", async () => {
		const all = Array.from({ length: 120 }, (_, n) => connector("healthy", { name: `Account ${n}` }));
		const { stdout, exit } = await cli(
			["connectors", "list", "--tag", "team:data", "--health", "healthy,failing"],
			{
				"GET connectors?health=healthy%2Cfailing&tag=team%3Adata&limit=100": page(all.slice(0, 100), "more"),
				"GET connectors?health=healthy%2Cfailing&tag=team%3Adata&cursor=more&limit=100": page(all.slice(100)),
			},
		);
		expect(exit).toBe(0);
		expect(stdout.trimEnd().split("\n")).toHaveLength(121);
		expect(stdout).toMatch(/^HEALTH {3}SINCE .* ID\nhealthy {2}2026-11-22 12:00 UTC {2}Account 0 /);
	});

	it("are listed no further than the limit", async () => {
		const answers = { "GET connectors?limit=1": page([connector("healthy")], "more") };
		const { asked, stdout } = await cli(["connectors", "list", "--limit", "1", "--json"], answers);
		expect(asked).toHaveLength(1);
		expect(JSON.parse(stdout)).toEqual([connector("healthy")]);
	});

	it("are found by name, identifier or account, and refused where that names several", async () => {
		const other = { id: "d".repeat(20) };
		for (const named of ["Payer prod", "payer_prod", "123456789012"]) {
			const search = `GET connectors?${new URLSearchParams({ q: named, limit: "100" })}`;
			const answers = {
				...looked("healthy"),
				[search]: page([
					connector("healthy"),
					connector("failing", {
						...other,
						name: "Payer prod 2",
						identifier: "x",
						awsAccountId: "210987654321",
					}),
				]),
			};
			expect((await cli(["connectors", "get", named], answers)).exit).toBe(0);
		}
		const search = "GET connectors?q=Payer+prod&limit=100";
		const twice = await cli(["connectors", "get", "Payer prod"], {
			[search]: page([connector("healthy"), connector("healthy", other)]),
		});
		expect(twice.exit).toBe(3);
		expect(twice.stderr).toContain(`${ID}, ${other.id}`);
		expect((await cli(["connectors", "get", "Payer prod"], { [search]: page([]) })).exit).toBe(2);
	});

	it("show their checks, what was found, and what to do", async () => {
		const failed = check({
			id: "trust-policy",
			outcome: "failed",
			code: "ROLE_ACCESS_DENIED",
			observed: "Denied",
			fixes: ["Update the stack."],
		});
		const { stdout, exit } = await cli(
			["connectors", "get", ID],
			looked("failing", [check({ isExpired: true }), failed]),
		);
		expect(exit).toBe(1);
		expect(stdout).toContain("Health       failing");
		expect(stdout).toMatch(/passed \(too old\) {2}role-assumable/);
		expect(stdout).toMatch(/failed {12}trust-policy .*ROLE_ACCESS_DENIED: Denied/);
		expect(stdout).toContain("What to do:\n- Update the stack.");
	});

	it("cannot steer the terminal by their names", async () => {
		const nasty = connector("healthy", { name: "a\u001b[2J\u001b]0;x\u0007\u202eb\nFAKE" });
		const { stdout } = await cli(["connectors", "list"], { "GET connectors?limit=100": page([nasty]) });
		expect(stdout).not.toMatch(/[\p{Cf}]|(?!\n)\p{Cc}/u);
		expect(stdout.trimEnd().split("\n")).toHaveLength(2);
	});
});

describe("connectors verify", () => {
	const asked = { [`POST connectors/${ID}/verify`]: operation("queued") };
	const poll = `GET operations/${"o".repeat(20)}`;

	it("without waiting knows nothing yet", async () => {
		const answered = await cli(["connectors", "verify", ID], asked);
		expect(answered.exit).toBe(2);
		expect(answered.stdout).toContain("queued");
	});

	it("waits for the result and ends with it", async () => {
		const answers = {
			...asked,
			...looked("healthy", [check()]),
			[poll]: [operation("running"), operation("done")],
		};
		const { exit, slept, stdout } = await cli(["connectors", "verify", ID, "--wait"], answers);
		expect(exit).toBe(0);
		expect(slept).toEqual([2_000, 2_000]);
		expect(stdout).toContain("role-assumable");
	});

	it("ends with 2 when it takes too long, and when the run crashed though health was good before", async () => {
		const slow = { ...asked, [poll]: operation("running") };
		const late = await cli(["connectors", "verify", ID, "--wait", "--timeout", "6"], slow);
		expect(late.exit).toBe(2);
		expect(late.slept).toHaveLength(3);
		const crashed = { ...asked, ...looked("healthy"), [poll]: operation("crashed") };
		expect((await cli(["connectors", "verify", ID, "--wait"], crashed)).exit).toBe(2);
	});

	it("is sent once, under one key, however often it has to be tried", async () => {
		const busy = problem(429, "TOO_MANY_REQUESTS", "Too many requests", { "retry-after": "7" });
		const post = `POST connectors/${ID}/verify`;
		const { asked: sent, slept } = await cli(["connectors", "verify", ID], {
			[post]: [busy, new TypeError("fetch failed"), operation("queued")],
		});
		expect(sent).toHaveLength(3);
		expect(new Set(sent.map(({ headers }) => headers.get("idempotency-key"))).size).toBe(1);
		expect(sent[0]?.headers.get("idempotency-key")).toMatch(/^[0-9a-f-]{36}$/);
		expect(slept).toEqual([7_000, 2_000]);
	});
});

describe("a launch link", () => {
	it("is made as asked for, and told once", async () => {
		const link = { url: `${URL_}/launch/x#secret`, checkWords: ["river", "stone"], expiresAt: AT };
		const answers = { [`POST connectors/${ID}/launch-links`]: link };
		const args = ["link", "create", ID, "--kind", "upgrade", "--note", "For CHG-1", "--expires", "3"];
		const { exit, stdout, stderr, asked } = await cli(args, answers);
		expect(exit).toBe(0);
		expect(asked[0]?.body).toEqual({ kind: "upgrade", note: "For CHG-1", expiresInDays: 3 });
		expect(stdout).toContain(link.url);
		expect(stdout).toContain("river stone");
		expect(stderr).toContain("this once");
	});
});

describe("an export", () => {
	it("of one connector is text as it came, on standard output or in a file", async () => {
		const text = 'resource "x" "y" {}\n';
		const answers = { [`GET connectors/${ID}/exports/terraform`]: new Response(text) };
		expect((await cli(["export", ID], answers)).stdout).toBe(text);
		const file = join(folder, "role.tf");
		const written = await cli(["export", ID, "-o", file], answers);
		expect(written).toMatchObject({ exit: 0, stdout: "" });
		expect(await readFile(file, "utf8")).toBe(text);
	});

	it("of many files is an archive, byte for byte, of a connector, of all that match, and of a rollout", async () => {
		const bytes = new Uint8Array([0x50, 0x4b, 3, 4, 0, 255, 254, 10]);
		const addresses = {
			[`GET connectors/${ID}/exports/opentofu?as=zip`]: [ID, "--format", "opentofu", "--zip"],
			"GET exports/connectors?tag=team%3Adata&format=cli": ["--format", "cli", "--tag", "team:data"],
			[`GET rollouts/${ID}/exports/terraform-organization?as=zip`]: [
				...["--rollout", ID, "--zip", "--format", "terraform-organization"],
			],
		};
		for (const [address, args] of Object.entries(addresses)) {
			const file = join(folder, "export.zip");
			const { exit } = await cli(["export", ...args, "-o", file], { [address]: new Response(bytes) });
			expect(exit, address).toBe(0);
			expect(new Uint8Array(await readFile(file))).toEqual(bytes);
		}
		const one = { [`GET rollouts/${ID}/exports/json?as=file`]: new Response("[]\n") };
		expect((await cli(["export", "--rollout", ID, "--format", "json"], one)).stdout).toBe("[]\n");
	});

	it("knows every format that the API knows", () => {
		expect(FORMATS).toEqual(EXPORT_FORMATS);
	});

	it("of all takes the filter, and a broken one leaves no file and is not 0", async () => {
		const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("cut off")) });
		const file = join(folder, "all.csv");
		const { exit, asked, stderr } = await cli(
			["export", "--format", "csv", "--proof", "direct", "-o", file],
			{
				"GET exports/connectors?proof=direct&format=csv": new Response(broken),
			},
		);
		expect(asked).toHaveLength(1);
		expect(exit).toBe(2);
		expect(stderr).toContain("was not written");
		await expect(stat(file)).rejects.toThrow();
		const again = new ReadableStream({ pull: (controller) => controller.error(new Error("cut off")) });
		expect((await cli(["export"], { "GET exports/connectors?format=json": new Response(again) })).exit).toBe(
			2,
		);
	});
});

describe("trust-policy lint", () => {
	const lint = (isClean: boolean) =>
		TrustPolicyLintSchema.parse({
			isClean,
			findings: isClean
				? []
				: [
						{
							code: "ANY_PRINCIPAL",
							severity: "error",
							explanation: "Everybody may.",
							fix: "Name one.",
							statement: 0,
						},
					],
			whoCanAssume: [
				{ kind: "aws", principal: "arn:aws:iam::1:root", accountId: "1", actions: [], conditions: [] },
			],
			corrected: {},
			correction: { policy: null, changes: [], left: [] },
		});
	const policy = { Version: "2012-10-17", Statement: [] };

	it("sends what a file or standard input holds, also as AWS answers it, and ends with 1 on an error", async () => {
		const file = join(folder, "policy.json");
		await writeFile(file, JSON.stringify(policy));
		const clean = await cli(["trust-policy", "lint", file, "--govcloud"], {
			"POST trust-policies/lint": lint(true),
		});
		expect(clean.exit).toBe(0);
		expect(clean.asked[0]?.body).toEqual({ policy, isGovCloud: true });
		const stdin = JSON.stringify({ Role: { AssumeRolePolicyDocument: policy } });
		const bad = await cli(
			["trust-policy", "lint", "-", "--connector", ID],
			{ "POST trust-policies/lint": lint(false) },
			{ stdin },
		);
		expect(bad.exit).toBe(1);
		expect(bad.asked[0]?.body).toEqual({ policy, connectorId: ID });
		expect(bad.stdout).toContain("ERROR  ANY_PRINCIPAL, statement 1");
	});

	it("refuses what is no policy, without asking anybody", async () => {
		for (const stdin of ["", "nonsense", "[]", "7"]) {
			const { exit, asked } = await cli(["trust-policy", "lint", "-"], {}, { stdin });
			expect([exit, asked.length]).toEqual([3, 0]);
		}
	});
});

describe("login", () => {
	const own = ApiOwnKeySchema.parse({
		id: "k".repeat(20),
		name: "CI",
		role: "operator",
		scope: { harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] },
		createdAt: AT,
		expiresAt: AT,
		mode: "sandbox",
	});
	const nothing = { ROLEBRIDGE_URL: "", ROLEBRIDGE_API_KEY: "" };
	const file = () => join(folder, ".config", "rolebridge", "credentials.json");

	it("keeps a key that was accepted, for its owner alone to read, and shows no part of it", async () => {
		const { exit, stdout, stderr } = await cli(
			["login", URL_],
			{ "GET key": own },
			{ env: nothing, stdin: `${KEY}\n` },
		);
		expect(exit).toBe(0);
		expect(stdout + stderr).not.toContain("rb_");
		expect(stdout).toContain("team:data");
		expect(JSON.parse(await readFile(file(), "utf8"))).toEqual({ url: URL_, key: KEY });
		expect((await stat(file())).mode & 0o777).toBe(0o600);
		expect((await stat(join(folder, ".config", "rolebridge"))).mode & 0o777).toBe(0o700);
		const used = await cli(["connectors", "get", ID], looked("healthy"), { env: nothing });
		expect(used.exit).toBe(0);
		expect(used.asked[0]?.headers.get("authorization")).toBe(`Bearer ${KEY}`);
	});

	it("takes the file out of others' sight, whatever mode it had", async () => {
		const given = { env: { ...nothing, XDG_CONFIG_HOME: folder }, stdin: KEY };
		await cli(["login", URL_], { "GET key": own }, given);
		const kept = join(folder, "rolebridge", "credentials.json");
		await writeFile(kept, "{}", { mode: 0o644 });
		await cli(["login", URL_], { "GET key": own }, given);
		expect((await stat(kept)).mode & 0o777).toBe(0o600);
	});

	it("keeps nothing that was refused or is no key", async () => {
		const refused = { "GET key": problem(401, "API_KEY_NOT_ACCEPTED", "The key is not accepted") };
		expect((await cli(["login", URL_], refused, { env: nothing, stdin: KEY })).exit).toBe(2);
		expect((await cli(["login", URL_], {}, { env: nothing, stdin: "secret" })).exit).toBe(3);
		await expect(stat(file())).rejects.toThrow();
	});

	it("never hands a kept key to another address, not even by redirect", async () => {
		await cli(["login", URL_], { "GET key": own }, { env: nothing, stdin: KEY });
		const elsewhere = { ...nothing, ROLEBRIDGE_URL: "https://evil.example" };
		const { exit, asked } = await cli(["connectors", "list"], {}, { env: elsewhere });
		expect([exit, asked.length]).toEqual([3, 0]);
	});

	it("is undone by logout", async () => {
		await cli(["login", URL_], { "GET key": own }, { env: nothing, stdin: KEY });
		expect((await cli(["logout"], {}, { env: nothing })).exit).toBe(0);
		expect((await cli(["connectors", "list"], {}, { env: nothing })).exit).toBe(3);
	});
});

describe("the program itself", () => {
	let requests: IncomingMessage[] = [];

	async function serve(status: number, headers: Record<string, string>, body: string) {
		requests = [];
		const server = createServer((request, response) => {
			requests.push(request);
			response.writeHead(status, headers).end(body);
		});
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		// Sound: a server that listens on a port has an address of this kind.
		const { port } = server.address() as AddressInfo;
		return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
	}

	function spawned(args: readonly string[], env: Record<string, string>) {
		return new Promise<{ code: number | null; stdout: string }>((resolve) => {
			const child = spawn(process.execPath, ["scripts/cli/rolebridge.mjs", ...args], {
				env: { ...process.env, HOME: folder, ...env },
			});
			let stdout = "";
			child.stdout.on("data", (chunk) => (stdout += chunk));
			child.on("close", (code) => resolve({ code, stdout }));
		});
	}

	it("runs without a build, over HTTP, and ends with the exit code", async () => {
		const server = await serve(
			200,
			{ "content-type": "application/json" },
			JSON.stringify(page([connector("failing")])),
		);
		const env = { ROLEBRIDGE_URL: server.url, ROLEBRIDGE_API_KEY: KEY };
		const { code, stdout } = await spawned(["connectors", "list", "--json"], env);
		server.close();
		expect(code).toBe(1);
		expect(JSON.parse(stdout)).toEqual([connector("failing")]);
		expect(requests[0]?.url).toBe("/api/v1/connectors?limit=100");
	});

	it("does not follow a redirect with its key", async () => {
		const server = await serve(302, { location: "http://127.0.0.1:1/" }, "");
		const env = { ROLEBRIDGE_URL: server.url, ROLEBRIDGE_API_KEY: KEY };
		const { code } = await spawned(["whoami"], env);
		server.close();
		expect(code).toBe(2);
	}, 20_000);
});
