import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { formatRoleArn } from "#lib/domain/arn.ts";
import { accountExternalId } from "#lib/domain/external-id.ts";
import { sessionPolicy } from "#lib/domain/permissions/session-policy.ts";
import { ORGANIZATION_READER_ROLE_NAME, type Rollout } from "#lib/domain/rollout.ts";
import { launchOrganizationStack } from "#lib/testing/launched-organization.ts";
import { createMemoryDb } from "#lib/testing/memory-db.ts";
import { accountIdOf, launchedRollout } from "#lib/testing/rollout-world.ts";
import { putOrganization, type SandboxOrganization, unitNamed } from "#lib/testing/sandbox-organization.ts";
import { type SandboxWorld, startSandboxWorld } from "#lib/testing/sandbox-world.ts";
import type { AwsAnswer, RoleSession } from "./port.ts";

const MANAGEMENT = accountIdOf("700000000001");
const COUNT = 45;
let world: SandboxWorld;
let organization: SandboxOrganization;
let rollout: Rollout;
let session: RoleSession;

function answered<T>(answer: AwsAnswer<T>): T {
	if (answer.kind !== "answered") throw new Error(`${answer.code}: ${answer.message}`);
	return answer.value;
}

const set = (stackSetName = "harness-ce-iam-stackset") => ({
	...{ stackSetName, region: "us-east-1", isDelegatedAdministrator: false },
});

beforeAll(async () => {
	world = await startSandboxWorld();
	organization = await putOrganization(world.sandbox.url, {
		account: MANAGEMENT,
		units: [
			{ name: "Many", accounts: COUNT },
			{ name: "Outer", units: [{ name: "Inner", accounts: [{ id: "710000000009", tags: { env: "ci" } }] }] },
		],
	});
	const { db } = createMemoryDb(() => new Date());
	const made = await launchedRollout(db, { launch: { waves: [[organization.rootId]] } });
	rollout = { ...made, managementAccountId: MANAGEMENT };
	await launchOrganizationStack(world.sandbox.url, rollout);
	session = await open(world);
});
afterAll(async () => {
	session.close();
	await world.close();
});
beforeEach(() => world.admin("DELETE", "faults"));

async function open({ aws }: SandboxWorld): Promise<RoleSession> {
	const roleName = ORGANIZATION_READER_ROLE_NAME;
	return answered(
		await aws.openRole({
			partition: "aws",
			roleArn: formatRoleArn({ partition: "aws", accountId: MANAGEMENT, path: "/", roleName }),
			externalId: accountExternalId(rollout.verifierExternalId, MANAGEMENT),
			sessionName: "rolebridge-test",
			policy: sessionPolicy("organization"),
		}),
	);
}

describe("the organization", () => {
	it("is described, with its root and every unit at any depth", async () => {
		const reader = session.organization;
		expect(answered(await reader.describe())).toEqual({
			organizationId: organization.id,
			managementAccountId: MANAGEMENT,
		});
		expect(answered(await reader.roots())).toEqual([{ id: organization.rootId, name: "Root" }]);
		const units = answered(await reader.units(organization.rootId));
		expect(units.map(({ name, parentId }) => [name, parentId])).toEqual([
			["Many", organization.rootId],
			["Outer", organization.rootId],
			["Inner", unitNamed(organization, "Outer")],
		]);
	});

	it("lists accounts on all pages, and goes on when one page is throttled", async () => {
		const many = unitNamed(organization, "Many");
		const rule = { kind: "error", service: "organizations", action: "ListAccountsForParent", times: 2 };
		await world.admin("POST", "faults/rules", { ...rule, code: "TooManyRequestsException", status: 400 });
		const accounts = answered(await session.organization.accountsIn(many));
		expect(new Set(accounts.map(({ accountId }) => accountId)).size).toBe(COUNT);
		expect(accounts[0]).toEqual({ accountId: expect.any(String), name: "many-1", state: "ACTIVE" });
	});

	it("tells tags, trusted services, delegated administrators and what service control policies there are", async () => {
		const reader = session.organization;
		await world.admin("PUT", "organizations/policies", {
			...{ management: MANAGEMENT, name: "NoLeaving", denies: ["organizations:LeaveOrganization"] },
			targets: [unitNamed(organization, "Many")],
		});
		expect(answered(await reader.accountTags("710000000009"))).toEqual({ env: "ci" });
		expect(answered(await reader.trustedServices())).toContain(
			"member.org.stacksets.cloudformation.amazonaws.com",
		);
		expect(answered(await reader.delegatedAdministrators())).toEqual([]);
		expect(answered(await reader.serviceControlPolicies(organization.rootId))).toEqual([]);
		expect(answered(await reader.serviceControlPolicies(unitNamed(organization, "Many")))).toEqual([
			"NoLeaving",
		]);
	});

	it("says what an account outside any organization means, and passes on a refusal", async () => {
		const rule = { kind: "error", service: "organizations", status: 400, times: 1 };
		await world.admin("POST", "faults/rules", { ...rule, code: "AWSOrganizationsNotInUseException" });
		expect(await session.organization.describe()).toMatchObject({
			...{ kind: "failed", code: "ORGANIZATION_NOT_IN_USE" },
		});
		await world.admin("POST", "faults/rules", { ...rule, code: "AccessDeniedException" });
		expect(await session.organization.units(organization.rootId)).toMatchObject({
			...{ kind: "denied", code: "PERMISSION_DENIED" },
		});
	});
});

describe("the stack set", () => {
	it("is described with its parameters, its instances on all pages and its newest operation", async () => {
		const reader = session.organization;
		expect(answered(await reader.stackSet(set()))).toMatchObject({
			...{ name: "harness-ce-iam-stackset", status: "ACTIVE", permissionModel: "SERVICE_MANAGED" },
			...{ isAutoDeploymentOn: true, isManagedExecutionOn: true, unitIds: [organization.rootId] },
			parameters: expect.objectContaining({ ExternalIdPerAccount: "true", BillingEnabled: "false" }),
		});
		const instances = answered(await reader.stackInstances(set()));
		expect(instances).toHaveLength(COUNT + 1);
		expect(instances[0]).toMatchObject({
			region: "us-east-1",
			status: "CURRENT",
			detail: "SUCCEEDED",
			reason: null,
		});
		expect(answered(await reader.newestOperation(set()))).toMatchObject({
			...{ action: "CREATE", status: "SUCCEEDED", startedAt: expect.any(Date), endedAt: expect.any(Date) },
		});
	});

	it("that is not there has a code of its own", async () => {
		await expect(session.organization.stackSet(set("other"))).resolves.toMatchObject({
			kind: "denied",
		});
		const rule = { kind: "error", service: "cloudformation", status: 404, times: 1 };
		await world.admin("POST", "faults/rules", { ...rule, code: "StackSetNotFoundException" });
		await expect(session.organization.stackSet(set())).resolves.toMatchObject({
			...{ kind: "failed", code: "STACK_SET_NOT_FOUND" },
		});
	});
});

it("can do nothing but read: neither the accounts' own things nor anything that changes", async () => {
	expect(await session.getRole(ORGANIZATION_READER_ROLE_NAME)).toMatchObject({ kind: "denied" });
	expect(await session.regions()).toMatchObject({ kind: "denied" });
});

it("forgets its credentials when it is closed", async () => {
	const other = await open(world);
	other.close();
	await expect(other.organization.describe()).resolves.toMatchObject({
		kind: "failed",
		code: "AWS_UNEXPECTED",
	});
});
