import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sandboxCall } from "#lib/testing/sandbox-clients.ts";
import { putOrganization, unitNamed } from "#lib/testing/sandbox-organization.ts";
import { sha256Hex } from "../aws/sigv4.ts";
import { type AwsSandbox, startAwsSandbox } from "../aws/start-aws-sandbox.ts";
import { ORGANIZATION_TEMPLATE_KEY_PREFIX, sandboxTemplateUrl } from "../seed.ts";

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
		"/console/organizations/v2/home/accounts",
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

describe("an organization's stack set", () => {
	const management = { account: "700000000001", region: "us-east-1" };

	async function quiet(stackSetId: unknown): Promise<Record<string, unknown>> {
		for (;;) {
			const view = await call("stack-set", { ...management, stackSetId });
			if (view.isBusy !== true) return view;
		}
	}

	it("is made, sent to more units, overridden and edited by the form's values", async () => {
		const organization = await putOrganization(sandbox.url, {
			account: management.account,
			isTrusted: false,
			units: [
				{ name: "Production", accounts: [{ id: "710000000001" }] },
				{ name: "Test", accounts: [{ id: "710000000002" }] },
			],
		});
		const form = {
			...management,
			name: "harness-ce-iam-stackset",
			templateUrl: sandboxTemplateUrl(sha256Hex(template)),
			parameters: { ExternalId: "harness:891928451355:abc", EventsEnabled: "true" },
			unitIds: [unitNamed(organization, "Production")],
			isManaged: true,
			isAutomatic: true,
			retainsStacks: false,
			regions: ["us-east-1"],
			isAcknowledged: true,
		};
		expect(await call("create-stack-set", form)).toMatchObject({
			message: "You must enable organizations access to operate a service managed stack set",
		});
		expect(await call("stack-sets", management)).toMatchObject({ isTrusted: false, sets: [] });
		await call("activate-access", management);
		expect(await call("create-stack-set", { ...form, isAcknowledged: false })).toMatchObject({
			code: "InsufficientCapabilitiesException",
		});
		const { stackSetId } = await call("create-stack-set", form);
		expect(await quiet(stackSetId)).toMatchObject({
			counts: { SUCCEEDED: 1 },
			isAutomatic: true,
			isManaged: true,
		});
		await call("add-stacks", { ...management, stackSetId, unitIds: [unitNamed(organization, "Test")] });
		expect(await quiet(stackSetId)).toMatchObject({ counts: { SUCCEEDED: 2 } });
		const only = { unitIds: [organization.rootId], accounts: ["710000000002"] };
		await call("override-parameters", {
			...management,
			stackSetId,
			...only,
			values: { EventsEnabled: "false" },
		});
		expect(await quiet(stackSetId)).toMatchObject({ counts: { SUCCEEDED: 2 } });
		const { parameters } = form;
		await call("update-stack-set", {
			...form,
			stackSetId,
			templateUrl: "",
			parameters: { ...parameters, RoleName: "HarnessReader" },
		});
		expect(await quiet(stackSetId)).toMatchObject({
			counts: { SUCCEEDED: 2 },
			parameters: { RoleName: "HarnessReader" },
		});
		expect(await call("stack-sets", management)).toMatchObject({
			isTrusted: true,
			sets: [{ name: "harness-ce-iam-stackset" }],
		});
	});

	it("finds the ids of its root and units in the organization", async () => {
		const organization = await putOrganization(sandbox.url, {
			account: management.account,
			units: [{ name: "Production", accounts: [{ id: "710000000001", name: "web-prod" }] }],
		});
		expect(await call("organization", management)).toMatchObject({
			accountCount: 2,
			rows: [
				{ id: organization.rootId, name: "Root", depth: 0 },
				{ id: management.account, depth: 1 },
				{ id: unitNamed(organization, "Production"), name: "Production", depth: 1 },
				{ id: "710000000001", name: "web-prod", depth: 2 },
			],
		});
		expect(await call("organization", { account: "999900007777" })).toBeNull();
	});
});

it("asks for the second acknowledgement where a stack makes stacks", async () => {
	const organization = readFileSync(
		new URL("../../../public/templates/harness-ccm-organization.yaml", import.meta.url),
	);
	const templateUrl = sandboxTemplateUrl(sha256Hex(organization), ORGANIZATION_TEMPLATE_KEY_PREFIX);
	expect(await call("template", { ...signedIn, templateUrl })).toMatchObject({
		capabilities: ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
	});
});
