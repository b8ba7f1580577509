import { readFileSync } from "node:fs";
import {
	CreateStackCommand,
	DeleteStackCommand,
	DescribeStackEventsCommand,
	DescribeStackSetCommand,
	DescribeStacksCommand,
	GetTemplateSummaryCommand,
	ListStackSetOperationsCommand,
	ListStackSetsCommand,
	UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import {
	ListAccountsCommand,
	ListAccountsForParentCommand,
	ListRootsCommand,
} from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { administratorKeys, assume, clientsFor, sandboxCall, settled } from "#lib/testing/sandbox-clients.ts";
import {
	instancesOf,
	putOrganization,
	type SandboxOrganization,
	unitNamed,
} from "#lib/testing/sandbox-organization.ts";
import { OPERATOR_CREDENTIALS } from "../credentials.ts";
import { ORGANIZATION_TEMPLATE_KEY_PREFIX, sandboxTemplateUrl } from "../seed.ts";
import { sha256Hex } from "./sigv4.ts";
import { type AwsSandbox, startAwsSandbox } from "./start-aws-sandbox.ts";

const MANAGEMENT = "700000000001";
const STACK = "harness-ccm-organization";
const SET = "harness-ce-iam-stackset";
const templates = new URL("../../../public/templates/", import.meta.url);
const digestOf = (file: string) => sha256Hex(readFileSync(new URL(file, templates)));
const ROLE_URL = sandboxTemplateUrl(digestOf("harness-ccm-role.yaml"));
const TEMPLATE_URL = sandboxTemplateUrl(
	digestOf("harness-ccm-organization.yaml"),
	ORGANIZATION_TEMPLATE_KEY_PREFIX,
);
const BASE_ID = "rolebridge:0123456789abcdef";
const BOTH = ["CAPABILITY_NAMED_IAM" as const, "CAPABILITY_AUTO_EXPAND" as const];
let sandbox: AwsSandbox;
let aws: ReturnType<typeof clientsFor>;
let organization: SandboxOrganization;

const request = (values: Record<string, string> = {}) => ({
	StackName: STACK,
	TemplateURL: TEMPLATE_URL,
	Capabilities: BOTH,
	Parameters: Object.entries({
		OrganizationalUnitIds: organization.rootId,
		ExternalId: "harness:891928451355:abc",
		RoleTemplateUrl: ROLE_URL,
		VerifierAccountId: OPERATOR_CREDENTIALS.accountId,
		VerifierPrincipalArn: OPERATOR_CREDENTIALS.principalArn,
		VerifierExternalId: BASE_ID,
		MemberEventsEnabled: "true",
		PayerEventsEnabled: "true",
		...values,
	}).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
});
const open = (RoleArn: string, ExternalId: string) =>
	assume(clientsFor(sandbox.url).sts, { RoleArn, ExternalId });
const harnessRole = (account: string) => `arn:aws:iam::${account}:role/HarnessCERole`;
const reasonFor = async (logicalId: string) => {
	const { StackEvents } = await aws.cloudFormation.send(new DescribeStackEventsCommand({ StackName: STACK }));
	return StackEvents?.find(
		(event) => event.LogicalResourceId === logicalId && event.ResourceStatus?.endsWith("_FAILED"),
	)?.ResourceStatusReason;
};

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
			{ name: "Test", accounts: [{ id: "710000000003" }] },
		],
	});
	aws = clientsFor(sandbox.url, await administratorKeys(sandbox.url, MANAGEMENT));
});

it("asks for both acknowledgements", async () => {
	const summary = await clientsFor(sandbox.url).cloudFormation.send(
		new GetTemplateSummaryCommand({ TemplateURL: TEMPLATE_URL }),
	);
	expect(summary.Capabilities).toEqual(BOTH);
	await expect(
		aws.cloudFormation.send(new CreateStackCommand({ ...request(), Capabilities: ["CAPABILITY_NAMED_IAM"] })),
	).rejects.toThrow("Requires capabilities : [CAPABILITY_AUTO_EXPAND]");
});

it("makes this account's role, the reader and a role in every account, each with its own external ID", async () => {
	await aws.cloudFormation.send(new CreateStackCommand(request()));
	const stack = await settled(aws.cloudFormation, STACK);
	expect(stack?.StackStatus, await reasonFor("HarnessStackSet")).toBe("CREATE_COMPLETE");
	const outputs = Object.fromEntries(
		stack?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]) ?? [],
	);
	expect(outputs).toMatchObject({
		CrossAccountRoleArn: harnessRole(MANAGEMENT),
		StackSetId: expect.stringMatching(/^harness-ce-iam-stackset:/),
	});
	for (const account of [MANAGEMENT, "710000000001", "710000000003"]) {
		await expect(open(harnessRole(account), `${BASE_ID}-${account}`)).resolves.toBeDefined();
		await expect(open(harnessRole(account), BASE_ID)).rejects.toMatchObject({ name: "AccessDenied" });
	}
	const keys = await open(outputs.OrganizationReaderRoleArn ?? "", `${BASE_ID}-${MANAGEMENT}`);
	const reader = clientsFor(sandbox.url, keys);
	const inRoot = new ListAccountsForParentCommand({ ParentId: organization.rootId });
	expect((await reader.organizations.send(inRoot)).Accounts).toMatchObject([{ Id: MANAGEMENT }]);
	await expect(reader.organizations.send(new ListAccountsCommand({}))).rejects.toMatchObject({
		name: "AccessDeniedException",
	});
	expect(await instancesOf(reader.cloudFormation, SET)).toHaveLength(3);
	await expect(
		reader.cloudFormation.send(new DeleteStackCommand({ StackName: STACK })),
	).rejects.toMatchObject({ name: "AccessDenied" });
});

it("adds and removes units by an update", async () => {
	const [production, test] = [unitNamed(organization, "Production"), unitNamed(organization, "Test")];
	const covered = async () =>
		(await instancesOf(aws.cloudFormation, SET)).map(({ Account }) => Account).sort();
	await aws.cloudFormation.send(new CreateStackCommand(request({ OrganizationalUnitIds: production })));
	await settled(aws.cloudFormation, STACK);
	expect(await covered()).toEqual(["710000000001", "710000000002"]);
	await aws.cloudFormation.send(
		new UpdateStackCommand(request({ OrganizationalUnitIds: `${production},${test}` })),
	);
	expect(await settled(aws.cloudFormation, STACK)).toMatchObject({ StackStatus: "UPDATE_COMPLETE" });
	expect(await covered()).toHaveLength(3);
	// The accounts that were there are left alone.
	const { Summaries } = await aws.cloudFormation.send(
		new ListStackSetOperationsCommand({ StackSetName: SET }),
	);
	expect(Summaries?.map(({ Action }) => Action)).toEqual(["CREATE", "CREATE"]);
	await aws.cloudFormation.send(new UpdateStackCommand(request({ OrganizationalUnitIds: test })));
	expect(await settled(aws.cloudFormation, STACK)).toMatchObject({ StackStatus: "UPDATE_COMPLETE" });
	expect(await covered()).toEqual(["710000000003"]);
});

it("takes everything back when accounts fail beyond the tolerance", async () => {
	await sandboxCall(sandbox.url, "PUT", "roles", {
		account: "710000000001",
		name: "HarnessCERole",
		trustPolicy: {},
	});
	await aws.cloudFormation.send(new CreateStackCommand(request({ FailureTolerancePercentage: "0" })));
	expect(await settled(aws.cloudFormation, STACK)).toMatchObject({ StackStatus: "ROLLBACK_COMPLETE" });
	expect(await reasonFor("HarnessStackSet")).toMatch(
		/^Resource handler returned message: "Stack set operation \[.+\] was unexpectedly stopped or failed\. status reason\(s\): \[ResourceLogicalId:HarnessCloudFormationRole, .+Role with name HarnessCERole already exists/,
	);
	const { Summaries } = await aws.cloudFormation.send(new ListStackSetsCommand({ Status: "ACTIVE" }));
	expect(Summaries).toEqual([]);
	await expect(aws.iam.send(new GetRoleCommand({ RoleName: "HarnessCERole" }))).rejects.toMatchObject({
		name: "NoSuchEntityException",
	});
});

it("fails where trusted access is missing, and says so", async () => {
	await sandboxCall(sandbox.url, "PUT", "organizations/trust", { management: MANAGEMENT, isTrusted: false });
	await aws.cloudFormation.send(new CreateStackCommand(request()));
	expect(await settled(aws.cloudFormation, STACK)).toMatchObject({ StackStatus: "ROLLBACK_COMPLETE" });
	expect(await reasonFor("HarnessStackSet")).toContain(
		'Resource handler returned message: "You must enable organizations access to operate a service managed stack set (Service: CloudFormation, Status Code: 400',
	);
});

it("names the nested stack that failed", async () => {
	await sandboxCall(sandbox.url, "PUT", "roles", {
		account: MANAGEMENT,
		name: "HarnessCERole",
		trustPolicy: {},
	});
	await aws.cloudFormation.send(new CreateStackCommand(request()));
	expect(await settled(aws.cloudFormation, STACK)).toMatchObject({ StackStatus: "ROLLBACK_COMPLETE" });
	expect(await reasonFor("HarnessAccountRole")).toMatch(
		/^Embedded stack arn:aws:cloudformation:us-east-1:700000000001:stack\/.+ was not successfully created: The following resource\(s\) failed to create: \[HarnessCloudFormationRole\]\. $/,
	);
});

it("is removed in every account with the stack", async () => {
	await aws.cloudFormation.send(new CreateStackCommand(request()));
	const id = (await settled(aws.cloudFormation, STACK))?.StackId ?? "";
	await aws.cloudFormation.send(new DeleteStackCommand({ StackName: STACK }));
	expect(await settled(aws.cloudFormation, id)).toMatchObject({ StackStatus: "DELETE_COMPLETE" });
	for (const account of [MANAGEMENT, "710000000002"])
		await expect(open(harnessRole(account), `${BASE_ID}-${account}`)).rejects.toMatchObject({
			name: "AccessDenied",
		});
	const { Stacks } = await aws.cloudFormation.send(new DescribeStacksCommand({}));
	expect(Stacks).toEqual([]);
});

it("works in a delegated administrator's account, where the stack set covers that account too", async () => {
	const DELEGATE = "710000000003";
	await sandboxCall(sandbox.url, "PUT", "organizations/delegates", {
		management: MANAGEMENT,
		account: DELEGATE,
	});
	aws = clientsFor(sandbox.url, await administratorKeys(sandbox.url, DELEGATE));
	await aws.cloudFormation.send(
		new CreateStackCommand(request({ CallAs: "DELEGATED_ADMIN", CreateAccountRole: "false" })),
	);
	const stack = await settled(aws.cloudFormation, STACK);
	expect(stack?.StackStatus, await reasonFor("HarnessStackSet")).toBe("CREATE_COMPLETE");
	await expect(open(harnessRole(DELEGATE), `${BASE_ID}-${DELEGATE}`)).resolves.toBeDefined();
	const readerArn = `arn:aws:iam::${DELEGATE}:role/RolebridgeOrganizationReader`;
	const reader = clientsFor(sandbox.url, await open(readerArn, `${BASE_ID}-${DELEGATE}`));
	expect((await reader.organizations.send(new ListRootsCommand({}))).Roots).toHaveLength(1);
	const { StackSet } = await reader.cloudFormation.send(
		new DescribeStackSetCommand({ StackSetName: SET, CallAs: "DELEGATED_ADMIN" }),
	);
	expect(StackSet).toMatchObject({ StackSetName: SET });
});
