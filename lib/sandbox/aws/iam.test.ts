import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import {
	AttachRolePolicyCommand,
	CreatePolicyCommand,
	CreateRoleCommand,
	GetPolicyCommand,
	GetPolicyVersionCommand,
	GetRoleCommand,
	GetRolePolicyCommand,
	ListAttachedRolePoliciesCommand,
	ListRolePoliciesCommand,
	PutRolePolicyCommand,
	SimulatePrincipalPolicyCommand,
	type SimulatePrincipalPolicyCommandOutput,
	TagRoleCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { administratorKeys, assume, clientsFor, sandboxCall } from "#lib/testing/sandbox-clients.ts";
import { type AwsSandbox, startAwsSandbox } from "./start-aws-sandbox.ts";

const ACCOUNT = "999900004444";
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/team/Reader`;
const allow = (Action: string | string[], Resource = "*") => ({
	Version: "2012-10-17",
	Statement: [{ Effect: "Allow", Action, Resource }],
});
const trustPolicy = {
	Version: "2012-10-17",
	Statement: [
		{
			Sid: "It's (one) * of them!",
			Effect: "Allow",
			Principal: { AWS: "arn:aws:iam::555566667777:root" },
			Action: "sts:AssumeRole",
		},
	],
};
let sandbox: AwsSandbox;
let iam: ReturnType<typeof clientsFor>["iam"];

const putRole = (body: object) =>
	sandboxCall(sandbox.url, "PUT", "roles", {
		account: ACCOUNT,
		name: "Reader",
		path: "/team/",
		trustPolicy,
		...body,
	});

beforeAll(async () => {
	sandbox = await startAwsSandbox({ port: 0, propagationDelayMs: 0, stackStepMs: 0 });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	await sandboxCall(sandbox.url, "POST", "reset");
	iam = clientsFor(sandbox.url, await administratorKeys(sandbox.url, ACCOUNT)).iam;
});

it("shows a role with its path, its percent-encoded trust policy, boundary and tags", async () => {
	await putRole({
		tags: { "rolebridge:connector": "abc" },
		boundaryArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
	});
	const { Role } = await iam.send(new GetRoleCommand({ RoleName: "Reader" }));
	expect(Role).toMatchObject({
		Arn: ROLE_ARN,
		Path: "/team/",
		Tags: [{ Key: "rolebridge:connector", Value: "abc" }],
		PermissionsBoundary: { PermissionsBoundaryArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
	});
	expect(Role?.AssumeRolePolicyDocument).not.toContain("{");
	expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""))).toEqual(trustPolicy);
	await expect(iam.send(new GetRoleCommand({ RoleName: "Nobody" }))).rejects.toMatchObject({
		name: "NoSuchEntityException",
	});
});

it("shows inline and managed policies with their documents", async () => {
	await putRole({ inline: { own: allow("s3:GetObject") }, policies: { Shared: allow("ec2:Describe*") } });
	const RoleName = "Reader";
	expect((await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual(["own"]);
	const inline = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: "own" }));
	expect(JSON.parse(decodeURIComponent(inline.PolicyDocument ?? ""))).toEqual(allow("s3:GetObject"));
	const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
	const PolicyArn = `arn:aws:iam::${ACCOUNT}:policy/Shared`;
	expect(attached.AttachedPolicies).toEqual([{ PolicyName: "Shared", PolicyArn }]);
	const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
	const version = await iam.send(
		new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }),
	);
	expect(JSON.parse(decodeURIComponent(version.PolicyVersion?.Document ?? ""))).toEqual(
		allow("ec2:Describe*"),
	);
});

it("lets a session do only what role, session policy and boundary all allow", async () => {
	await putRole({ inline: { all: allow("*") } });
	const open = async (policy?: object) => {
		const keys = await assume(clientsFor(sandbox.url).sts, {
			RoleArn: ROLE_ARN,
			...(policy === undefined ? {} : { Policy: JSON.stringify(policy) }),
		});
		return clientsFor(sandbox.url, keys).iam.send(new GetRoleCommand({ RoleName: "Reader" }));
	};
	await expect(open()).resolves.toBeDefined();
	await expect(open(allow("iam:GetRole"))).resolves.toBeDefined();
	await expect(open(allow("s3:*"))).rejects.toThrow(
		"because no session policy allows the iam:GetRole action",
	);
	await putRole({ boundaryArn: `arn:aws:iam::${ACCOUNT}:policy/Missing` });
	await expect(open()).rejects.toThrow("because no permissions boundary allows the iam:GetRole action");
	await putRole({ boundaryArn: null });
	await sandboxCall(sandbox.url, "POST", "faults/organization-denies", {
		account: ACCOUNT,
		actions: ["iam:*"],
	});
	await expect(open()).rejects.toThrow("with an explicit deny in a service control policy");
});

const simulate = (input: object) =>
	iam.send(
		new SimulatePrincipalPolicyCommand({
			PolicySourceArn: ROLE_ARN,
			ActionNames: ["s3:GetObject"],
			...input,
		}),
	);
const decisions = (output: SimulatePrincipalPolicyCommandOutput) =>
	output.EvaluationResults?.map((result) => [result.EvalActionName, result.EvalDecision]);

it("simulates the role's real policies, its boundary and the organization's denies", async () => {
	await putRole({
		inline: {
			reads: allow("s3:GetObject", "arn:aws:s3:::acme/*"),
			not: { Statement: [{ Effect: "Deny", Action: "ec2:Run*", Resource: "*" }] },
		},
		attached: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
	});
	const ActionNames = ["s3:GetObject", "s3:PutObject", "ec2:RunInstances", "ec2:DescribeInstances"];
	expect(decisions(await simulate({ ActionNames, ResourceArns: ["arn:aws:s3:::acme/x"] }))).toEqual([
		["s3:GetObject", "allowed"],
		["s3:PutObject", "implicitDeny"],
		["ec2:RunInstances", "explicitDeny"],
		["ec2:DescribeInstances", "allowed"],
	]);
	await sandboxCall(sandbox.url, "POST", "faults/organization-denies", {
		account: ACCOUNT,
		actions: ["s3:*"],
	});
	expect((await simulate({})).EvaluationResults).toMatchObject([
		{ EvalDecision: "explicitDeny", OrganizationsDecisionDetail: { AllowedByOrganizations: false } },
	]);
});

it("reports the boundary's part in a simulation", async () => {
	await putRole({
		inline: { all: allow("*") },
		boundaryArn: "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
	});
	const { EvaluationResults } = await simulate({ ActionNames: ["s3:ListBucket", "s3:GetObject"] });
	expect(EvaluationResults).toMatchObject([
		{ EvalDecision: "allowed", PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true } },
		{
			EvalDecision: "implicitDeny",
			PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
		},
	]);
});

it("answers a long simulation in pages", async () => {
	await putRole({ inline: { all: allow("*") } });
	const ActionNames = Array.from({ length: 60 }, (_, index) => `s3:Action${index}`);
	const seen: unknown[] = [];
	let Marker: string | undefined;
	do {
		const page = await simulate({ ActionNames, Marker });
		expect(page.IsTruncated).toBe(page.Marker !== undefined);
		expect(page.EvaluationResults?.length).toBeLessThanOrEqual(25);
		seen.push(...(page.EvaluationResults ?? []));
		Marker = page.Marker;
	} while (Marker !== undefined);
	expect(seen).toHaveLength(60);
});

it("refuses to simulate wildcards, malformed actions and unknown roles", async () => {
	await putRole({});
	for (const action of ["s3:Get*", "s3", "s3:"])
		await expect(simulate({ ActionNames: [action] })).rejects.toMatchObject({
			name: "InvalidInputException",
		});
	await expect(simulate({ PolicySourceArn: `arn:aws:iam::${ACCOUNT}:role/Nobody` })).rejects.toMatchObject({
		name: "NoSuchEntityException",
	});
});

it("makes a role by hand as IAM does: trust, policies, attachments and tags", async () => {
	const name = "ByHand";
	await iam.send(
		new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trustPolicy) }),
	);
	const made = await iam.send(
		new CreatePolicyCommand({
			PolicyName: "reads",
			PolicyDocument: JSON.stringify(allow("rds:DescribeEvents")),
		}),
	);
	await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: made.Policy?.Arn }));
	await iam.send(
		new PutRolePolicyCommand({
			RoleName: name,
			PolicyName: "inline",
			PolicyDocument: JSON.stringify(allow("ec2:DescribeRegions")),
		}),
	);
	await iam.send(new TagRoleCommand({ RoleName: name, Tags: [{ Key: "a", Value: "b" }] }));
	const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
	expect(Role?.Tags).toEqual([{ Key: "a", Value: "b" }]);
	const keys = await assume(clientsFor(sandbox.url).sts, { RoleArn: Role?.Arn ?? "" });
	await expect(clientsFor(sandbox.url, keys).ec2.send(new DescribeRegionsCommand({}))).resolves.toBeDefined();
	expect(await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: name }))).toMatchObject({
		AttachedPolicies: [{ PolicyName: "reads" }],
	});
});

it("refuses by hand what IAM refuses", async () => {
	await putRole({});
	const role = { AssumeRolePolicyDocument: JSON.stringify(trustPolicy) };
	await expect(iam.send(new CreateRoleCommand({ ...role, RoleName: "reader" }))).rejects.toMatchObject({
		name: "EntityAlreadyExistsException",
	});
	await expect(
		iam.send(new CreateRoleCommand({ RoleName: "New", AssumeRolePolicyDocument: "{}" })),
	).rejects.toMatchObject({ name: "MalformedPolicyDocumentException" });
	const attach = { RoleName: "Reader", PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/none` };
	await expect(iam.send(new AttachRolePolicyCommand(attach))).rejects.toMatchObject({
		name: "NoSuchEntityException",
	});
});
