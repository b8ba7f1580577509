import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Aws } from "#lib/aws/port.ts";
import { SANDBOX_PAYER_ACCOUNT_ID } from "#lib/sandbox/seed.ts";
import { type SandboxWorld, startSandboxWorld } from "#lib/testing/sandbox-world.ts";
import {
	CONNECTOR_ID,
	HARNESS_ID,
	harnessStatement,
	putRole,
	storedConnector,
	VERIFIER_ID,
	verifierStatement,
	verify,
	verifySettled,
} from "./verify.test-support.ts";

let world: SandboxWorld;
beforeAll(async () => {
	world = await startSandboxWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
	await world.admin("POST", "reset");
	await putRole(world);
});

describe("a role as the template makes it", () => {
	test("passes every check once its first minute is over, and a draft stays pending", async () => {
		const ctx = await storedConnector(world);
		const { found, health, run } = await verifySettled(ctx);
		expect(found).toEqual({
			"role-assumable": ["passed", null],
			"external-id-required": ["passed", null],
			"external-id-exact": ["passed", null],
			"trust-policy": ["passed", null],
			"permissions:BILLING": ["passed", null],
			"permissions:VISIBILITY": ["passed", null],
			"cost-report-found": ["passed", null],
			"cost-report-settings": ["passed", null],
			"cost-report-delivered": ["passed", null],
			regions: ["passed", null],
			"template-current": ["passed", null],
		});
		expect(health).toBe("pending");
		expect(run?.state).toBe("done");
	});

	test("is provisional in its first minute, and is asked again by itself", async () => {
		const ctx = await storedConnector(world);
		const { found } = await verify(ctx);
		expect(found["external-id-required"]).toEqual(["waiting", "EXTERNAL_ID_PROVISIONAL"]);
		expect(found["external-id-exact"]).toEqual(["waiting", "EXTERNAL_ID_PROVISIONAL"]);
		expect(ctx.asked).toEqual([{ job: "checkConnector", connectorId: CONNECTOR_ID, startAfterSeconds: 61 }]);
	});

	test("is found by the short run, which asks nothing else", async () => {
		const ctx = await storedConnector(world);
		const { found } = await verify(ctx, "role");
		expect(found).toEqual({ "role-assumable": ["passed", null] });
		expect((await ctx.db.connectors.find(CONNECTOR_ID))?.roleFoundAt).toEqual(ctx.now());
	});

	test("is called under the connector's name, with its own ID or a wrong one, and nothing else", async () => {
		const ctx = await storedConnector(world);
		const calls: { roleArn: string; externalId: string | null; sessionName: string }[] = [];
		const openRole: Aws["openRole"] = (call) => {
			calls.push(call);
			return world.aws.openRole(call);
		};
		const probeRole: Aws["probeRole"] = (call) => {
			calls.push(call);
			return world.aws.probeRole(call);
		};
		const spied = { ...ctx, aws: { ...world.aws, openRole, probeRole } };
		await verify(spied);
		expect(new Set(calls.map(({ roleArn }) => roleArn))).toEqual(
			new Set([`arn:aws:iam::${SANDBOX_PAYER_ACCOUNT_ID}:role/HarnessCERole`]),
		);
		expect(new Set(calls.map(({ sessionName }) => sessionName))).toEqual(
			new Set([`rolebridge-${CONNECTOR_ID}`]),
		);
		expect(calls.filter(({ externalId }) => externalId === VERIFIER_ID)).toHaveLength(2);
		expect(calls.filter(({ externalId }) => externalId === null)).toHaveLength(1);
		expect(calls.some(({ externalId }) => externalId === HARNESS_ID)).toBe(false);
	});
});

describe("a role that lets others in is quarantined", () => {
	test.each([
		[
			"our entry asks for no ID",
			[harnessStatement(), verifierStatement({})],
			"external-id-required",
			"EXTERNAL_ID_NOT_REQUIRED",
		],
		[
			"our entry takes every ID of this server",
			[harnessStatement(), verifierStatement({ StringLike: { "sts:ExternalId": "rb-*" } })],
			"external-id-exact",
			"EXTERNAL_ID_NOT_EXACT",
		],
		[
			"our entry ignores case",
			[harnessStatement(), verifierStatement({ StringEqualsIgnoreCase: { "sts:ExternalId": VERIFIER_ID } })],
			"external-id-exact",
			"EXTERNAL_ID_NOT_EXACT",
		],
		[
			"our entry has the IfExists trap",
			[harnessStatement(), verifierStatement({ StringEqualsIfExists: { "sts:ExternalId": VERIFIER_ID } })],
			"external-id-required",
			"EXTERNAL_ID_NOT_REQUIRED",
		],
		[
			"Harness's entry asks for no ID",
			[harnessStatement({}), verifierStatement()],
			"trust-policy",
			"TRUST_POLICY_ADMITS_OTHERS",
		],
		[
			"Harness's entry takes every tenant",
			[harnessStatement({ StringLike: { "sts:ExternalId": "harness:891928451355:*" } }), verifierStatement()],
			"trust-policy",
			"TRUST_POLICY_ADMITS_OTHERS",
		],
		[
			"everybody may use Harness's ID, which is no secret",
			[{ ...harnessStatement(), Principal: "*" }, verifierStatement()],
			"trust-policy",
			"TRUST_POLICY_ADMITS_OTHERS",
		],
	] as const)("%s", async (_, statements, checkId, code) => {
		await putRole(world, { statements });
		const ctx = await storedConnector(world);
		const { found, health } = await verify(ctx);
		expect(found[checkId]).toEqual(["failed", code]);
		expect(health).toBe("quarantined");
	});

	test("and stays so while AWS gives no clear answer", async () => {
		await putRole(world, { statements: [harnessStatement({}), verifierStatement()] });
		const ctx = await storedConnector(world);
		await verify(ctx);
		await world.admin("POST", "faults/rules", {
			kind: "error",
			service: "iam",
			action: "GetRole",
			status: 500,
		});
		const { found, health } = await verify(ctx);
		expect(found["trust-policy"]).toEqual(["failed", "TRUST_POLICY_ADMITS_OTHERS"]);
		expect(health).toBe("quarantined");
	});

	test("until it is put right", async () => {
		await putRole(world, { statements: [harnessStatement({}), verifierStatement()] });
		const ctx = await storedConnector(world);
		await verify(ctx);
		await putRole(world);
		ctx.advance(61_000);
		expect((await verify(ctx)).health).toBe("pending");
	});
});

describe("no fault makes a false green", () => {
	test("a role that is not there yet is waited for, then denied", async () => {
		await world.admin("PUT", "roles", {
			account: SANDBOX_PAYER_ACCOUNT_ID,
			name: "HarnessCERole",
			trustPolicy: null,
		});
		const ctx = await storedConnector(world, { launchedAt: new Date() });
		const early = await verify(ctx);
		expect(early.found["role-assumable"]).toEqual(["waiting", "ROLE_PROPAGATING"]);
		expect(early.found["external-id-exact"]?.[0]).toBe("skipped");
		ctx.advance(5 * 60_000 + 1000);
		const late = await verify(ctx);
		expect(late.found["role-assumable"]).toEqual(["failed", "ROLE_ACCESS_DENIED"]);
		expect(late.health).toBe("failing");
	});

	test("a role that worked and is denied has stopped working", async () => {
		const ctx = await storedConnector(world);
		await verify(ctx);
		await putRole(world, { statements: [harnessStatement()] });
		const { found } = await verify(ctx);
		expect(found["role-assumable"]).toEqual(["failed", "ROLE_STOPPED_WORKING"]);
	});

	test("an organization's deny is told apart", async () => {
		const message =
			"User: x is not authorized to perform: sts:AssumeRole on resource: y with an explicit deny in a resource control policy";
		await world.admin("POST", "faults/rules", {
			kind: "error",
			service: "sts",
			action: "AssumeRole",
			code: "AccessDenied",
			message,
			status: 403,
		});
		const { found } = await verify(await storedConnector(world));
		expect(found["role-assumable"]).toEqual(["failed", "ORGANIZATION_DENY"]);
	});

	test("throttling leaves everything open, not passed", async () => {
		await world.admin("POST", "faults/rules", {
			kind: "throttle",
			service: "sts",
			action: "AssumeRole",
			perSecond: 0,
		});
		const { found, health } = await verify(await storedConnector(world));
		expect(found["role-assumable"]).toEqual(["unknown", "AWS_THROTTLED"]);
		expect(found["external-id-required"]).toEqual(["unknown", "AWS_THROTTLED"]);
		expect(health).toBe("unknown");
	});

	test("dropped connections leave everything open", async () => {
		await world.admin("POST", "faults/rules", { kind: "reset", service: "sts", action: "AssumeRole" });
		const { found } = await verify(await storedConnector(world));
		expect(found["role-assumable"]).toEqual(["unknown", "AWS_UNAVAILABLE"]);
	});

	test("a few throttled calls are retried and change nothing", async () => {
		await world.admin("POST", "faults/rules", {
			kind: "error",
			service: "sts",
			code: "Throttling",
			status: 400,
			times: 2,
		});
		const { found } = await verifySettled(await storedConnector(world));
		expect(found["external-id-exact"]).toEqual(["passed", null]);
	});

	test("a disabled region is named", async () => {
		await world.admin("PATCH", "faults", {
			disabledRegions: [{ region: "us-east-1", account: SANDBOX_PAYER_ACCOUNT_ID }],
		});
		const { found } = await verify(await storedConnector(world));
		await world.admin("PATCH", "faults", { disabledRegions: [] });
		expect(found["role-assumable"]).toEqual(["failed", "REGION_DISABLED"]);
	});

	test("our own missing permission is no verdict on the role", async () => {
		await world.admin("PATCH", "faults", { verifierNotAllowed: true });
		const { found, health } = await verify(await storedConnector(world));
		await world.admin("PATCH", "faults", { verifierNotAllowed: false });
		expect(found["role-assumable"]).toEqual(["unknown", "VERIFIER_NOT_ALLOWED"]);
		expect(health).toBe("unknown");
	});

	test("a feature's missing action fails that feature alone", async () => {
		await putRole(world, { without: ["rds:DescribeDBClusters"] });
		const { found } = await verify(await storedConnector(world));
		expect(found["permissions:VISIBILITY"]).toEqual(["failed", "PERMISSION_DENIED"]);
		expect(found["permissions:BILLING"]).toEqual(["passed", null]);
		expect(found["template-current"]).toEqual(["warning", "TEMPLATE_OUTDATED"]);
	});

	test("a role that may not simulate cannot be told", async () => {
		await putRole(world, { without: ["iam:SimulatePrincipalPolicy"] });
		const { found } = await verify(await storedConnector(world));
		expect(found["permissions:VISIBILITY"]).toEqual(["unknown", "SIMULATION_DENIED"]);
	});

	test("a role that may not read itself leaves the trust policy open", async () => {
		await putRole(world, { without: ["iam:GetRole"] });
		const { found } = await verify(await storedConnector(world));
		expect(found["trust-policy"]).toEqual(["unknown", "TRUST_POLICY_UNREADABLE"]);
	});

	test("a role that refuses Harness does not pass", async () => {
		await putRole(world, { statements: [verifierStatement()] });
		const { found } = await verify(await storedConnector(world));
		expect(found["trust-policy"]).toEqual(["failed", "TRUST_POLICY_REFUSES_HARNESS"]);
	});

	test("a third party in the trust policy is a warning that names it", async () => {
		const other = { ...verifierStatement(), Principal: { AWS: "arn:aws:iam::222233334444:root" } };
		await putRole(world, { statements: [harnessStatement(), verifierStatement(), other] });
		const { found } = await verify(await storedConnector(world));
		expect(found["trust-policy"]).toEqual(["warning", "TRUST_POLICY_EXTRA_PRINCIPALS"]);
	});
});
