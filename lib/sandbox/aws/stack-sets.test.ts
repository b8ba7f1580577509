import {
	ActivateOrganizationsAccessCommand,
	CreateStackInstancesCommand,
	type CreateStackInstancesCommandInput,
	CreateStackSetCommand,
	type CreateStackSetCommandInput,
	DeleteStackInstancesCommand,
	DeleteStackSetCommand,
	DescribeStackInstanceCommand,
	DescribeStackSetCommand,
	DescribeStackSetOperationCommand,
	DescribeStacksCommand,
	ListStackSetOperationResultsCommand,
	ListStackSetOperationsCommand,
	ListStackSetsCommand,
	UpdateStackInstancesCommand,
	UpdateStackSetCommand,
} from "@aws-sdk/client-cloudformation";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { EnableAWSServiceAccessCommand } from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { administratorKeys, clientsFor, sandboxCall } from "#lib/testing/sandbox-clients.ts";
import {
	instancesOf,
	operationEnd,
	putOrganization,
	type SandboxOrganization,
	unitNamed,
} from "#lib/testing/sandbox-organization.ts";
import { type AwsSandbox, startAwsSandbox } from "./start-aws-sandbox.ts";

const MANAGEMENT = "700000000001";
const NAME = "roles";
const TEMPLATE = `
Parameters:
  RoleName: {Type: String, Default: Reader}
  Note: {Type: String, Default: none}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Ref RoleName
      Description: !Ref Note
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {AWS: !Ref AWS::AccountId}, Action: sts:AssumeRole}]
`;
let sandbox: AwsSandbox;
let aws: ReturnType<typeof clientsFor>;
let organization: SandboxOrganization;

const clientsOf = async (account: string) =>
	clientsFor(sandbox.url, await administratorKeys(sandbox.url, account));
const admin = (method: string, path: string, body: object) => sandboxCall(sandbox.url, method, path, body);
const createSet = (more: Partial<CreateStackSetCommandInput> = {}, client = aws.cloudFormation) =>
	client.send(
		new CreateStackSetCommand({
			StackSetName: NAME,
			TemplateBody: TEMPLATE,
			PermissionModel: "SERVICE_MANAGED",
			Capabilities: ["CAPABILITY_NAMED_IAM"],
			AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
			ManagedExecution: { Active: true },
			...more,
		}),
	);
const target = (...OrganizationalUnitIds: string[]) => ({
	StackSetName: NAME,
	Regions: ["us-east-1"],
	DeploymentTargets: { OrganizationalUnitIds },
	OperationPreferences: { FailureTolerancePercentage: 100, MaxConcurrentPercentage: 100 },
});
async function deploy(input: Omit<CreateStackInstancesCommandInput, "Regions">): Promise<string | undefined> {
	const { OperationId } = await aws.cloudFormation.send(
		new CreateStackInstancesCommand({ Regions: ["us-east-1"], ...input }),
	);
	return operationEnd(aws.cloudFormation, NAME, OperationId);
}
const roleIn = async (account: string, name = "Reader") =>
	(await (await clientsOf(account)).iam.send(new GetRoleCommand({ RoleName: name }))).Role;
const instance = async (account: string) =>
	(await instancesOf(aws.cloudFormation, NAME)).find(({ Account }) => Account === account);
/** Until no operation of the stack set is under way. */
async function quiet(): Promise<void> {
	for (;;) {
		const { Summaries } = await aws.cloudFormation.send(
			new ListStackSetOperationsCommand({ StackSetName: NAME }),
		);
		if (Summaries?.every(({ EndTimestamp }) => EndTimestamp !== undefined)) return;
	}
}

beforeAll(async () => {
	sandbox = await startAwsSandbox({ port: 0, propagationDelayMs: 0, stackStepMs: 0 });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	await sandboxCall(sandbox.url, "POST", "reset");
	organization = await putOrganization(sandbox.url, {
		account: MANAGEMENT,
		units: [
			{ name: "Production", accounts: [{ id: "710000000001" }, { id: "710000000002" }] },
			{ name: "Test", units: [{ name: "Nightly", accounts: [{ id: "710000000003" }] }] },
		],
	});
	aws = await clientsOf(MANAGEMENT);
});

describe("who may make a service-managed stack set", () => {
	it("needs the management account, trusted access and the acknowledgement", async () => {
		const member = await clientsOf("710000000001");
		await expect(createSet({}, member.cloudFormation)).rejects.toThrow(
			"You must be the management account or delegated admin account of an organization before operating a SERVICE_MANAGED stack set",
		);
		await expect(createSet({ Capabilities: ["CAPABILITY_IAM"] })).rejects.toMatchObject({
			name: "InsufficientCapabilitiesException",
		});
		await admin("PUT", "organizations/trust", { management: MANAGEMENT, isTrusted: false });
		const refused = "You must enable organizations access to operate a service managed stack set";
		await expect(createSet()).rejects.toThrow(refused);
		// Trust by AWS Organizations alone is not enough, as with the real one.
		await aws.organizations.send(
			new EnableAWSServiceAccessCommand({
				ServicePrincipal: "member.org.stacksets.cloudformation.amazonaws.com",
			}),
		);
		await expect(createSet()).rejects.toThrow(refused);
		await aws.cloudFormation.send(new ActivateOrganizationsAccessCommand({}));
		await expect(createSet()).resolves.toMatchObject({ StackSetId: expect.stringMatching(/^roles:/) });
		await expect(createSet()).rejects.toMatchObject({ name: "NameAlreadyExistsException" });
	});

	it("lets a delegated administrator do it in the management account's place", async () => {
		await admin("PUT", "organizations/delegates", { management: MANAGEMENT, account: "710000000003" });
		const { cloudFormation } = await clientsOf("710000000003");
		await expect(createSet({}, cloudFormation)).rejects.toThrow("You must be the management account");
		await createSet({ CallAs: "DELEGATED_ADMIN" }, cloudFormation);
		const { OperationId } = await cloudFormation.send(
			new CreateStackInstancesCommand({ ...target(organization.rootId), CallAs: "DELEGATED_ADMIN" }),
		);
		expect(await operationEnd(cloudFormation, NAME, OperationId, "DELEGATED_ADMIN")).toBe("SUCCEEDED");
		const list = (CallAs: "SELF" | "DELEGATED_ADMIN") =>
			cloudFormation.send(new ListStackSetsCommand({ CallAs, Status: "ACTIVE" }));
		expect((await list("DELEGATED_ADMIN")).Summaries).toMatchObject([{ StackSetName: NAME }]);
		expect((await list("SELF")).Summaries).toEqual([]);
		// It is the management account's stack set, so that one sees it too.
		expect(await instancesOf(aws.cloudFormation, NAME)).toHaveLength(3);
	});

	it("refuses nested stacks, other permission models and targets without units", async () => {
		const nested = `${TEMPLATE}  Below: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: x}}\n`;
		await expect(createSet({ TemplateBody: nested })).rejects.toThrow("nested stacks");
		await expect(createSet({ PermissionModel: "SELF_MANAGED" })).rejects.toThrow("service-managed");
		await createSet();
		await expect(
			deploy({ StackSetName: NAME, DeploymentTargets: { Accounts: ["710000000001"] } }),
		).rejects.toThrow("can only have OrganizationalUnit as target");
		await expect(deploy(target("ou-none-00000000"))).rejects.toThrow("does not exist");
	});
});

describe("deploying", () => {
	it("gives every account below the units its role, the management account none", async () => {
		await createSet({ Parameters: [{ ParameterKey: "Note", ParameterValue: "everywhere" }] });
		expect(await deploy(target(organization.rootId))).toBe("SUCCEEDED");
		const instances = await instancesOf(aws.cloudFormation, NAME);
		expect(instances.map(({ Account }) => Account).sort()).toEqual([
			"710000000001",
			"710000000002",
			"710000000003",
		]);
		for (const one of instances)
			expect(one).toMatchObject({
				Status: "CURRENT",
				StackInstanceStatus: { DetailedStatus: "SUCCEEDED" },
				OrganizationalUnitId: organization.rootId,
				Region: "us-east-1",
			});
		expect(await roleIn("710000000003")).toMatchObject({ Description: "everywhere" });
		await expect(roleIn(MANAGEMENT)).rejects.toMatchObject({ name: "NoSuchEntityException" });
		const member = await clientsOf("710000000001");
		const { Stacks } = await member.cloudFormation.send(new DescribeStacksCommand({}));
		expect(Stacks?.[0]?.StackName).toMatch(/^StackSet-roles-[0-9a-f-]{36}$/);
		const { StackSet } = await aws.cloudFormation.send(new DescribeStackSetCommand({ StackSetName: NAME }));
		expect(StackSet).toMatchObject({
			Status: "ACTIVE",
			PermissionModel: "SERVICE_MANAGED",
			AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
			ManagedExecution: { Active: true },
			OrganizationalUnitIds: [organization.rootId],
			Regions: ["us-east-1"],
		});
	});

	it("narrows units by single accounts", async () => {
		await createSet();
		const [rootId, only] = [organization.rootId, ["710000000002"]];
		await deploy({
			...target(),
			DeploymentTargets: {
				OrganizationalUnitIds: [rootId],
				Accounts: only,
				AccountFilterType: "INTERSECTION",
			},
		});
		expect((await instancesOf(aws.cloudFormation, NAME)).map(({ Account }) => Account)).toEqual(only);
	});

	it("says in AWS's words why an account failed, and goes on with the others", async () => {
		await admin("PUT", "roles", { account: "710000000001", name: "Reader", trustPolicy: {} });
		await admin("POST", "faults/organization-denies", { account: "710000000002", actions: ["iam:*"] });
		await createSet();
		expect(await deploy(target(organization.rootId))).toBe("SUCCEEDED");
		const [taken, denied] = [await instance("710000000001"), await instance("710000000002")];
		expect(taken).toMatchObject({ Status: "OUTDATED", StackInstanceStatus: { DetailedStatus: "FAILED" } });
		expect(taken?.StatusReason).toMatch(
			/^ResourceLogicalId:Role, ResourceType:AWS::IAM::Role, ResourceStatusReason:Resource handler returned message: "Role with name Reader already exists\. \(Service: Iam, Status Code: 409, Request ID: [0-9a-f-]+\)" \(RequestToken: [0-9a-f-]+, HandlerErrorCode: AlreadyExists\)\.$/,
		);
		expect(denied?.StatusReason).toContain("is not authorized to perform: iam:CreateRole on resource");
		expect(denied?.StatusReason).toContain("with an explicit deny in a service control policy");
		expect(await instance("710000000003")).toMatchObject({ Status: "CURRENT" });
		const { Summaries } = await aws.cloudFormation.send(
			new ListStackSetOperationsCommand({ StackSetName: NAME }),
		);
		expect(Summaries).toMatchObject([
			{ Action: "CREATE", Status: "SUCCEEDED", StatusDetails: { FailedStackInstancesCount: 2 } },
		]);
		const results = await aws.cloudFormation.send(
			new ListStackSetOperationResultsCommand({
				StackSetName: NAME,
				OperationId: Summaries?.[0]?.OperationId,
			}),
		);
		expect(results.Summaries?.map(({ Status }) => Status).sort()).toEqual(["FAILED", "FAILED", "SUCCEEDED"]);
		// The cause is gone and the stack set is sent again: the account is caught up with.
		await admin("PUT", "roles", { account: "710000000001", name: "Reader", trustPolicy: null });
		await deploy(target(organization.rootId));
		expect(await instance("710000000001")).toMatchObject({ Status: "CURRENT" });
	});

	it("stops when more accounts fail than are tolerated, and cancels the rest", async () => {
		for (const account of ["710000000001", "710000000002", "710000000003"])
			await admin("PUT", "roles", { account, name: "Reader", trustPolicy: {} });
		await createSet();
		const { OperationPreferences: _, ...one } = target(organization.rootId);
		expect(await deploy(one)).toBe("FAILED");
		const details = (await instancesOf(aws.cloudFormation, NAME)).map((each) => [
			each.StackInstanceStatus?.DetailedStatus,
			each.StackInstanceStatus?.DetailedStatus === "CANCELLED" ? each.StatusReason : "",
		]);
		expect(details).toEqual([
			["FAILED", ""],
			["CANCELLED", "Cancelled since failure tolerance has exceeded"],
			["CANCELLED", "Cancelled since failure tolerance has exceeded"],
		]);
	});

	it("skips a suspended account", async () => {
		await admin("POST", "organizations/state", { account: "710000000003", state: "SUSPENDED" });
		await createSet();
		expect(await deploy(target(organization.rootId))).toBe("SUCCEEDED");
		expect(await instance("710000000003")).toMatchObject({
			Status: "OUTDATED",
			StackInstanceStatus: { DetailedStatus: "SKIPPED_SUSPENDED_ACCOUNT" },
		});
	});

	it("takes its time, so many accounts at once, and is seen under way", async () => {
		await admin("PATCH", "faults", { stackSetStepMs: 40, stackSetConcurrency: 1 });
		await createSet();
		const { OperationId } = await aws.cloudFormation.send(
			new CreateStackInstancesCommand(target(organization.rootId)),
		);
		const seen = new Set<string>();
		for (;;) {
			const details = (await instancesOf(aws.cloudFormation, NAME)).map(
				(each) => each.StackInstanceStatus?.DetailedStatus,
			);
			seen.add(details.join(" "));
			if (details.every((detail) => detail === "SUCCEEDED")) break;
		}
		expect(seen).toContain("SUCCEEDED RUNNING PENDING");
		expect(await operationEnd(aws.cloudFormation, NAME, OperationId)).toBe("SUCCEEDED");
	});
});

describe("changing", () => {
	it("overrides parameters of a unit's accounts, and takes them back", async () => {
		await createSet();
		await deploy(target(organization.rootId));
		const change = async (value: {
			ParameterOverrides?: { ParameterKey: string; ParameterValue: string }[];
		}) => {
			const { OperationId } = await aws.cloudFormation.send(
				new UpdateStackInstancesCommand({ ...target(unitNamed(organization, "Production")), ...value }),
			);
			return operationEnd(aws.cloudFormation, NAME, OperationId);
		};
		const special = [{ ParameterKey: "Note", ParameterValue: "special" }];
		expect(await change({ ParameterOverrides: special })).toBe("SUCCEEDED");
		expect(await roleIn("710000000001")).toMatchObject({ Description: "special" });
		expect((await roleIn("710000000003"))?.Description).toBe("none");
		const { StackInstance } = await aws.cloudFormation.send(
			new DescribeStackInstanceCommand({
				StackSetName: NAME,
				StackInstanceAccount: "710000000001",
				StackInstanceRegion: "us-east-1",
			}),
		);
		expect(StackInstance?.ParameterOverrides).toEqual(special);
		expect(await change({})).toBe("SUCCEEDED");
		expect(await roleIn("710000000001")).toMatchObject({ Description: "special" });
		expect(await change({ ParameterOverrides: [] })).toBe("SUCCEEDED");
		expect((await roleIn("710000000001"))?.Description).toBe("none");
		await expect(
			change({ ParameterOverrides: [{ ParameterKey: "Nope", ParameterValue: "" }] }),
		).rejects.toThrow("Parameters: [Nope] do not exist");
	});

	it("brings every account to new values, and leaves those outside the targets outdated", async () => {
		await createSet();
		await deploy(target(organization.rootId));
		const update = async (note: string, more: object = {}) => {
			const { OperationId } = await aws.cloudFormation.send(
				new UpdateStackSetCommand({
					StackSetName: NAME,
					UsePreviousTemplate: true,
					Capabilities: ["CAPABILITY_NAMED_IAM"],
					Parameters: [{ ParameterKey: "Note", ParameterValue: note }],
					...more,
				}),
			);
			return operationEnd(aws.cloudFormation, NAME, OperationId);
		};
		expect(await update("second")).toBe("SUCCEEDED");
		expect(await roleIn("710000000003")).toMatchObject({ Description: "second" });
		expect(await update("third", target(unitNamed(organization, "Production")))).toBe("SUCCEEDED");
		expect(await roleIn("710000000001")).toMatchObject({ Description: "third" });
		expect(await instance("710000000003")).toMatchObject({
			Status: "OUTDATED",
			StackInstanceStatus: { DetailedStatus: "PENDING" },
		});
	});

	it("queues what conflicts under managed execution, and refuses it otherwise", async () => {
		await admin("PATCH", "faults", { stackSetStepMs: 150 });
		await createSet();
		await aws.cloudFormation.send(new CreateStackInstancesCommand(target(organization.rootId)));
		const again = await aws.cloudFormation.send(new UpdateStackInstancesCommand(target(organization.rootId)));
		const second = await aws.cloudFormation.send(
			new DescribeStackSetOperationCommand({ StackSetName: NAME, OperationId: again.OperationId }),
		);
		expect(second.StackSetOperation?.Status).toBe("QUEUED");
		expect(await operationEnd(aws.cloudFormation, NAME, again.OperationId)).toBe("SUCCEEDED");
		await aws.cloudFormation.send(
			new UpdateStackSetCommand({
				StackSetName: NAME,
				UsePreviousTemplate: true,
				Capabilities: ["CAPABILITY_NAMED_IAM"],
				ManagedExecution: { Active: false },
			}),
		);
		await expect(
			aws.cloudFormation.send(new UpdateStackInstancesCommand(target(organization.rootId))),
		).rejects.toMatchObject({ name: "OperationInProgressException" });
	});

	it("keeps what another target still covers", async () => {
		await createSet();
		await deploy(target(organization.rootId, unitNamed(organization, "Production")));
		const { OperationId } = await aws.cloudFormation.send(
			new DeleteStackInstancesCommand({
				...target(unitNamed(organization, "Production")),
				RetainStacks: false,
			}),
		);
		expect(await operationEnd(aws.cloudFormation, NAME, OperationId)).toBe("SUCCEEDED");
		expect(await instancesOf(aws.cloudFormation, NAME)).toHaveLength(3);
	});

	it("takes roles and stacks away with the instances, and then the stack set", async () => {
		await createSet();
		await deploy(target(organization.rootId));
		await expect(
			aws.cloudFormation.send(new DeleteStackSetCommand({ StackSetName: NAME })),
		).rejects.toMatchObject({ name: "StackSetNotEmptyException" });
		const { OperationId } = await aws.cloudFormation.send(
			new DeleteStackInstancesCommand({ ...target(organization.rootId), RetainStacks: false }),
		);
		expect(await operationEnd(aws.cloudFormation, NAME, OperationId)).toBe("SUCCEEDED");
		await expect(roleIn("710000000001")).rejects.toMatchObject({ name: "NoSuchEntityException" });
		await aws.cloudFormation.send(new DeleteStackSetCommand({ StackSetName: NAME }));
		await expect(
			aws.cloudFormation.send(new DescribeStackSetCommand({ StackSetName: NAME })),
		).rejects.toMatchObject({ name: "StackSetNotFoundException" });
	});
});

describe("automatic deployment", () => {
	beforeEach(async () => {
		await createSet();
		await deploy(target(unitNamed(organization, "Production")));
	});

	it("follows accounts that join and leave the organization", async () => {
		await admin("POST", "organizations/join", {
			management: MANAGEMENT,
			account: "710000000009",
			unit: "Production",
		});
		await quiet();
		expect(await roleIn("710000000009")).toBeDefined();
		await admin("POST", "organizations/leave", { account: "710000000009" });
		await quiet();
		expect(await instance("710000000009")).toBeUndefined();
		await expect(roleIn("710000000009")).rejects.toMatchObject({ name: "NoSuchEntityException" });
	});

	it("follows accounts that move in and out of the units, and keeps those that come right back", async () => {
		await admin("POST", "organizations/move", { account: "710000000003", unit: "Production" });
		await quiet();
		expect(await roleIn("710000000003")).toBeDefined();
		await admin("POST", "organizations/move", { account: "710000000003", unit: "Nightly" });
		await admin("POST", "organizations/move", { account: "710000000003", unit: "Production" });
		await quiet();
		expect(await instance("710000000003")).toMatchObject({ Status: "CURRENT" });
		expect(await roleIn("710000000003")).toBeDefined();
	});

	it("does not give new accounts the unit's overrides", async () => {
		const { OperationId } = await aws.cloudFormation.send(
			new UpdateStackInstancesCommand({
				...target(unitNamed(organization, "Production")),
				ParameterOverrides: [{ ParameterKey: "Note", ParameterValue: "special" }],
			}),
		);
		await operationEnd(aws.cloudFormation, NAME, OperationId);
		await admin("POST", "organizations/move", { account: "710000000003", unit: "Production" });
		await quiet();
		expect((await roleIn("710000000003"))?.Description).toBe("none");
	});
});
