import {
	CreateStackCommand,
	DeleteStackCommand,
	DescribeStackEventsCommand,
	DescribeStacksCommand,
	GetTemplateSummaryCommand,
	UpdateStackCommand,
	ValidateTemplateCommand,
} from "@aws-sdk/client-cloudformation";
import { GetRoleCommand, ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { administratorKeys, assume, clientsFor, sandboxCall, settled } from "#lib/testing/sandbox-clients.ts";
import { type AwsSandbox, startAwsSandbox } from "./start-aws-sandbox.ts";

const ACCOUNT = "999900002222";
const HARNESS_TEMPLATE =
	"https://continuous-efficiency-prod.s3.us-east-2.amazonaws.com/setup/ngv1/HarnessAWSTemplate.yaml";
const STACK = "harness-ce-iam-role-stack";
let sandbox: AwsSandbox;
let aws: ReturnType<typeof clientsFor>;

const parameters = (values: Record<string, string>) =>
	Object.entries(values).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
const create = (values: Record<string, string>, more: object = {}) =>
	aws.cloudFormation.send(
		new CreateStackCommand({
			StackName: STACK,
			TemplateURL: HARNESS_TEMPLATE,
			Capabilities: ["CAPABILITY_NAMED_IAM"],
			Parameters: parameters(values),
			...more,
		}),
	);
const minimal = { ExternalId: "harness:891928451355:abc", BucketName: "" };

beforeAll(async () => {
	sandbox = await startAwsSandbox({ port: 0, propagationDelayMs: 0, stackStepMs: 0 });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	await sandboxCall(sandbox.url, "POST", "reset");
	aws = clientsFor(sandbox.url, await administratorKeys(sandbox.url, ACCOUNT));
});

describe("a template at its S3 address", () => {
	it("is summed up with parameters, capability and resource types", async () => {
		const summary = await clientsFor(sandbox.url).cloudFormation.send(
			new GetTemplateSummaryCommand({ TemplateURL: HARNESS_TEMPLATE }),
		);
		expect(summary.Parameters?.map((parameter) => parameter.ParameterKey)).toContain("PrincipalBilling");
		expect(summary.Parameters?.find(({ ParameterKey }) => ParameterKey === "BillingEnabled")).toMatchObject({
			DefaultValue: "false",
			ParameterType: "String",
			NoEcho: false,
			ParameterConstraints: { AllowedValues: ["true", "false"] },
		});
		expect(summary.Capabilities).toEqual(["CAPABILITY_NAMED_IAM"]);
		expect(summary.ResourceTypes).toEqual(["AWS::IAM::Role", "AWS::IAM::ManagedPolicy"]);
	});

	it("is refused when it is not an S3 address or not there", async () => {
		const summary = (TemplateURL: string) =>
			aws.cloudFormation.send(new GetTemplateSummaryCommand({ TemplateURL }));
		await expect(summary("https://example.com/a.yaml")).rejects.toMatchObject({
			name: "ValidationError",
			message: "TemplateURL must be a supported URL.",
		});
		await expect(summary(`${HARNESS_TEMPLATE}x`)).rejects.toThrow(
			"S3 error: The specified key does not exist.",
		);
		await expect(
			summary("https://s3.us-east-2.amazonaws.com/continuous-efficiency-prod/setup/ngv1/AWSGovCFT.yaml"),
		).resolves.toBeDefined();
	});

	it("is validated from its body", async () => {
		const validate = (TemplateBody: string) =>
			aws.cloudFormation.send(new ValidateTemplateCommand({ TemplateBody }));
		await expect(validate("Resources: {}")).rejects.toThrow("At least one Resources member must be defined");
		await expect(validate("Resources: [")).rejects.toThrow("YAML not well-formed");
		const valid = "Parameters: {A: {Type: String, Default: x}}\nResources: {B: {Type: 'AWS::S3::Bucket'}}";
		await expect(validate(valid)).resolves.toMatchObject({
			Parameters: [{ ParameterKey: "A", DefaultValue: "x" }],
		});
	});
});

describe("creating a stack", () => {
	it("makes the role with its policies, its outputs and its events", async () => {
		const { StackId } = await create({ ...minimal, EventsEnabled: "true", OptimizationEnabled: "true" });
		expect(StackId).toMatch(
			/^arn:aws:cloudformation:us-east-1:999900002222:stack\/harness-ce-iam-role-stack\//,
		);
		const stack = await settled(aws.cloudFormation, STACK);
		expect(stack).toMatchObject({
			StackStatus: "CREATE_COMPLETE",
			Outputs: [
				{ OutputKey: "CrossAccountRoleArn", OutputValue: `arn:aws:iam::${ACCOUNT}:role/HarnessCERole` },
			],
		});
		const { Role } = await aws.iam.send(new GetRoleCommand({ RoleName: "HarnessCERole" }));
		expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""))).toMatchObject({
			Statement: [
				{
					Principal: { AWS: "arn:aws:iam::891928451355:root" },
					Condition: { StringEquals: { "sts:ExternalId": minimal.ExternalId } },
				},
			],
		});
		const attached = await aws.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: "HarnessCERole" }));
		expect(attached.AttachedPolicies).toHaveLength(3);
		const { StackEvents } = await aws.cloudFormation.send(
			new DescribeStackEventsCommand({ StackName: STACK }),
		);
		expect(StackEvents?.[0]).toMatchObject({ ResourceStatus: "CREATE_COMPLETE", LogicalResourceId: STACK });
		expect(StackEvents?.at(-1)).toMatchObject({
			ResourceStatus: "CREATE_IN_PROGRESS",
			ResourceStatusReason: "User Initiated",
		});
	});

	it("is refused without the acknowledgement, a needed value, a known parameter or an allowed value", async () => {
		await expect(create(minimal, { Capabilities: ["CAPABILITY_IAM"] })).rejects.toMatchObject({
			name: "InsufficientCapabilitiesException",
			message: "Requires capabilities : [CAPABILITY_NAMED_IAM]",
		});
		await expect(create({ BucketName: "" })).rejects.toThrow("Parameters: [ExternalId] must have values");
		await expect(create({ ...minimal, Nope: "1" })).rejects.toThrow("Parameters: [Nope] do not exist");
		await expect(create({ ...minimal, BillingEnabled: "yes" })).rejects.toThrow(
			"Parameter 'BillingEnabled' must be one of AllowedValues",
		);
	});

	it("is refused when the stack's name is taken in that region, and fails when the role's is", async () => {
		await create(minimal);
		await settled(aws.cloudFormation, STACK);
		await expect(create(minimal)).rejects.toMatchObject({ name: "AlreadyExistsException" });
		await create(minimal, { StackName: "second" });
		expect(await settled(aws.cloudFormation, "second")).toMatchObject({ StackStatus: "ROLLBACK_COMPLETE" });
		const { StackEvents } = await aws.cloudFormation.send(
			new DescribeStackEventsCommand({ StackName: "second" }),
		);
		const failure = StackEvents?.find(({ ResourceStatus }) => ResourceStatus === "CREATE_FAILED");
		expect(failure?.ResourceStatusReason).toContain("Role with name HarnessCERole already exists.");
		expect(failure?.ResourceStatusReason).toContain("HandlerErrorCode: AlreadyExists");
	});

	it("stops when a rule's assertion fails", async () => {
		const body = `
Parameters:
  Account: {Type: String}
Rules:
  RightAccount:
    Assertions:
      - Assert: !Equals [!Ref Account, !Ref AWS::AccountId]
        AssertDescription: This stack belongs in another account.
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {AWS: !Ref AWS::AccountId}, Action: sts:AssumeRole}]
Outputs:
  Name: {Value: !Sub '\${Role}/\${!literal}/\${AWS::Partition}/\${Role.Arn}'}
`.replaceAll("\\$", "$");
		const send = (value: string) =>
			create(
				{ Account: value },
				{ TemplateURL: undefined, TemplateBody: body, Capabilities: ["CAPABILITY_IAM"] },
			);
		await expect(send("111111111111")).rejects.toThrow("This stack belongs in another account.");
		await send(ACCOUNT);
		const output = (await settled(aws.cloudFormation, STACK))?.Outputs?.[0]?.OutputValue;
		expect(output).toMatch(/^harness-ce.*\/\$\{literal\}\/aws\/arn:aws:iam::999900002222:role\/harness-ce/);
	});
});

describe("changing a stack", () => {
	const update = (values: object[], more: object = {}) =>
		aws.cloudFormation.send(
			new UpdateStackCommand({
				StackName: STACK,
				UsePreviousTemplate: true,
				Capabilities: ["CAPABILITY_NAMED_IAM"],
				Parameters: values,
				...more,
			}),
		);
	const previous = ["ExternalId", "BucketName"].map((ParameterKey) => ({
		ParameterKey,
		UsePreviousValue: true,
	}));
	const role = async () => (await aws.iam.send(new GetRoleCommand({ RoleName: "HarnessCERole" }))).Role;

	it("adds and removes policies in place and keeps the role's id", async () => {
		await create({ ...minimal, EventsEnabled: "true" });
		await settled(aws.cloudFormation, STACK);
		const before = await role();
		await expect(
			update([...previous, { ParameterKey: "EventsEnabled", UsePreviousValue: true }]),
		).rejects.toThrow("No updates are to be performed.");
		await update([...previous, { ParameterKey: "GovernanceEnabled", ParameterValue: "true" }]);
		expect(await settled(aws.cloudFormation, STACK)).toMatchObject({ StackStatus: "UPDATE_COMPLETE" });
		expect((await role())?.RoleId).toBe(before?.RoleId);
		const attached = await aws.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: "HarnessCERole" }));
		const names = attached.AttachedPolicies?.map(({ PolicyName }) => PolicyName).join(" ");
		expect(names).toContain("HarnessGovernance");
		expect(names).not.toContain("HarnessEvents");
	});

	it("takes everything back when a step fails", async () => {
		await sandboxCall(sandbox.url, "PUT", "roles", { account: ACCOUNT, name: "Taken", trustPolicy: {} });
		await create(minimal);
		await settled(aws.cloudFormation, STACK);
		const before = await role();
		await update([...previous, { ParameterKey: "RoleName", ParameterValue: "Taken" }]);
		expect(await settled(aws.cloudFormation, STACK)).toMatchObject({
			StackStatus: "UPDATE_ROLLBACK_COMPLETE",
			Parameters: expect.arrayContaining([{ ParameterKey: "RoleName", ParameterValue: "HarnessCERole" }]),
		});
		expect((await role())?.RoleId).toBe(before?.RoleId);
	});

	it("removes the role with the stack", async () => {
		await create({ ...minimal, OptimizationEnabled: "true" });
		const id = (await settled(aws.cloudFormation, STACK))?.StackId ?? "";
		await aws.cloudFormation.send(new DeleteStackCommand({ StackName: STACK }));
		expect(await settled(aws.cloudFormation, id)).toMatchObject({ StackStatus: "DELETE_COMPLETE" });
		await expect(role()).rejects.toMatchObject({ name: "NoSuchEntityException" });
		await expect(aws.cloudFormation.send(new DescribeStacksCommand({ StackName: STACK }))).rejects.toThrow(
			`Stack with id ${STACK} does not exist`,
		);
	});
});

it("pages the list of stacks by twenty", async () => {
	for (let index = 0; index < 21; index += 1)
		await create({ ...minimal, RoleName: `Role${index}` }, { StackName: `stack-${index}` });
	const first = await aws.cloudFormation.send(new DescribeStacksCommand({}));
	expect(first.Stacks).toHaveLength(20);
	const second = await aws.cloudFormation.send(new DescribeStacksCommand({ NextToken: first.NextToken }));
	expect(second).toMatchObject({ Stacks: [{ StackName: "stack-0" }] });
	expect(second.NextToken).toBeUndefined();
});

it("opens a role that a stack made to the principal that it names", async () => {
	await create({ ...minimal, PrincipalBilling: "arn:aws:iam::555566667777:root" });
	await settled(aws.cloudFormation, STACK);
	const keys = await assume(clientsFor(sandbox.url).sts, {
		RoleArn: `arn:aws:iam::${ACCOUNT}:role/HarnessCERole`,
		ExternalId: minimal.ExternalId,
	});
	expect(keys.sessionToken).not.toBe("");
});
