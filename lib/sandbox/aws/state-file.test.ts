import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	CreateStackCommand,
	CreateStackInstancesCommand,
	CreateStackSetCommand,
	UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { ListAccountsCommand } from "@aws-sdk/client-organizations";
import { afterAll, expect, it } from "vitest";
import { administratorKeys, clientsFor, sandboxCall, settled } from "#lib/testing/sandbox-clients.ts";
import { instancesOf, operationEnd, putOrganization } from "#lib/testing/sandbox-organization.ts";
import { SANDBOX_ORGANIZATION_ACCOUNT_ID } from "../seed.ts";
import { isObject, type JsonObject, objectOf } from "./json.ts";
import { startAwsSandbox } from "./start-aws-sandbox.ts";

const directory = mkdtempSync(join(tmpdir(), "rolebridge-state-"));
afterAll(() => rmSync(directory, { recursive: true }));

const TEMPLATE = "Resources: {Bucket: {Type: 'AWS::S3::Bucket'}}";
const ROLE = `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {AWS: !Ref AWS::AccountId}, Action: sts:AssumeRole}]
`;

it("goes on with a stack set's operation where a restart cut it off", async () => {
	const options = { port: 0, propagationDelayMs: 0, stateFile: join(directory, "cut.json") };
	const first = await startAwsSandbox({ ...options, stackSetStepMs: 20 });
	const { rootId } = await putOrganization(first.url, { account: "700000000001", accounts: 6 });
	const before = clientsFor(first.url, await administratorKeys(first.url, "700000000001")).cloudFormation;
	await before.send(
		new CreateStackSetCommand({
			StackSetName: "cut",
			TemplateBody: ROLE,
			PermissionModel: "SERVICE_MANAGED",
			Capabilities: ["CAPABILITY_IAM"],
		}),
	);
	const { OperationId } = await before.send(
		new CreateStackInstancesCommand({
			StackSetName: "cut",
			Regions: ["us-east-1"],
			DeploymentTargets: { OrganizationalUnitIds: [rootId] },
		}),
	);
	const current = async (client: typeof before) =>
		(await instancesOf(client, "cut")).filter(({ Status }) => Status === "CURRENT").length;
	while ((await current(before)) < 2);
	// From here on nothing more would be done in this test's lifetime.
	await sandboxCall(first.url, "PATCH", "faults", { stackSetStepMs: 3_600_000 });
	await first.close();
	const state = JSON.parse(readFileSync(options.stateFile, "utf8"));
	state.faults.stackSetStepMs = 0;
	writeFileSync(options.stateFile, JSON.stringify(state));
	const second = await startAwsSandbox(options);
	const after = clientsFor(second.url, await administratorKeys(second.url, "700000000001")).cloudFormation;
	expect(await operationEnd(after, "cut", OperationId)).toBe("SUCCEEDED");
	expect(await current(after)).toBe(6);
	await second.close();
});

/** As the version before stack sets wrote it. */
function asBefore(state: JsonObject): object {
	const { templates, stackSets: _, ...rest } = state;
	const bodies = objectOf(templates);
	const entries = (of: unknown) =>
		Object.entries(objectOf(of)).map(([key, value]) => [key, objectOf(value)] as const);
	const stacks = entries(state.stacks).map(([id, { templateDigest, madeBy: __, ...stack }]) => [
		id,
		{ ...stack, templateBody: bodies[String(templateDigest)] },
	]);
	const accounts = entries(state.accounts).map(([key, { memberOf: __, organization, ...account }]) => {
		const { id, members } = objectOf(organization);
		const old = entries(members).map(([, { parentId: ___, ...member }]) => member);
		return [key, { ...account, organization: isObject(organization) ? { id, members: old } : null }];
	});
	const { stackSetStepMs: __, stackSetConcurrency: ___, ...faults } = objectOf(state.faults);
	return {
		...rest,
		stacks: Object.fromEntries(stacks),
		// That version had no organization of its own at the start.
		accounts: Object.fromEntries(
			accounts.filter(([key]) => key !== `aws/${SANDBOX_ORGANIZATION_ACCOUNT_ID}`),
		),
		faults,
	};
}

it("takes up a state of an earlier version", async () => {
	const options = { port: 0, propagationDelayMs: 0, stackStepMs: 0, stateFile: join(directory, "old.json") };
	const clientsOf = async (url: string, own: string) => clientsFor(url, await administratorKeys(url, own));
	const first = await startAwsSandbox(options);
	await sandboxCall(first.url, "PUT", "accounts", {
		account: "800000000001",
		members: [{ id: "810000000001", name: "Old member" }],
	});
	const before = await clientsOf(first.url, "999900001111");
	await before.cloudFormation.send(new CreateStackCommand({ StackName: "kept", TemplateBody: TEMPLATE }));
	await settled(before.cloudFormation, "kept");
	await first.close();
	const state: unknown = JSON.parse(readFileSync(options.stateFile, "utf8"));
	writeFileSync(options.stateFile, JSON.stringify(asBefore(objectOf(state))));
	const second = await startAwsSandbox(options);
	const { cloudFormation } = await clientsOf(second.url, "999900001111");
	const TemplateBody = TEMPLATE.replace("}}", "}, More: {Type: 'AWS::S3::Bucket'}}");
	await cloudFormation.send(new UpdateStackCommand({ StackName: "kept", TemplateBody }));
	expect(await settled(cloudFormation, "kept")).toMatchObject({ StackStatus: "UPDATE_COMPLETE" });
	const accountsOf = async (own: string) => {
		const { organizations } = await clientsOf(second.url, own);
		return (await organizations.send(new ListAccountsCommand({}))).Accounts;
	};
	expect((await accountsOf("800000000001"))?.map(({ Name }) => Name)).toEqual([
		"Account 800000000001",
		"Old member",
	]);
	expect(await accountsOf(SANDBOX_ORGANIZATION_ACCOUNT_ID)).toHaveLength(20);
	await second.close();
});
