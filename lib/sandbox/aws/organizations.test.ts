import {
	DescribeAccountCommand,
	DescribeOrganizationalUnitCommand,
	EnableAWSServiceAccessCommand,
	ListAccountsForParentCommand,
	ListAWSServiceAccessForOrganizationCommand,
	ListChildrenCommand,
	ListDelegatedAdministratorsCommand,
	ListOrganizationalUnitsForParentCommand,
	ListParentsCommand,
	ListPoliciesForTargetCommand,
	ListRootsCommand,
	ListTagsForResourceCommand,
} from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { administratorKeys, assume, clientsFor, sandboxCall } from "#lib/testing/sandbox-clients.ts";
import { putOrganization, unitNamed } from "#lib/testing/sandbox-organization.ts";
import { SANDBOX_ORGANIZATION_ACCOUNT_ID } from "../seed.ts";
import { type AwsSandbox, startAwsSandbox } from "./start-aws-sandbox.ts";

const MANAGEMENT = "700000000001";
let sandbox: AwsSandbox;
let aws: ReturnType<typeof clientsFor>;

const putOwn = (body: object) => putOrganization(sandbox.url, { account: MANAGEMENT, ...body });
const clientsOf = async (account: string) =>
	clientsFor(sandbox.url, await administratorKeys(sandbox.url, account));

beforeAll(async () => {
	sandbox = await startAwsSandbox({ port: 0, propagationDelayMs: 0, stackStepMs: 0 });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	await sandboxCall(sandbox.url, "POST", "reset");
	aws = await clientsOf(MANAGEMENT);
});

describe("an organization's tree", () => {
	const tree = {
		units: [
			{ name: "Workloads", units: [{ name: "Production", accounts: 45 }], tags: { owner: "platform" } },
			{ name: "Sandboxes", accounts: [{ name: "sandbox-ada", id: "710000000000", tags: { team: "ada" } }] },
		],
	};

	it("is read from its root down, in pages of twenty, the management account in the root", async () => {
		const made = await putOwn(tree);
		const { rootId } = made;
		const { Roots } = await aws.organizations.send(new ListRootsCommand({}));
		expect(Roots).toMatchObject([{ Id: rootId, Name: "Root" }]);
		expect(rootId).toMatch(/^r-[0-9a-z]{4}$/);
		const top = await aws.organizations.send(
			new ListOrganizationalUnitsForParentCommand({ ParentId: rootId }),
		);
		expect(top.OrganizationalUnits?.map(({ Name }) => Name)).toEqual(["Workloads", "Sandboxes"]);
		const production = unitNamed(made, "Production");
		expect(production).toMatch(/^ou-[0-9a-z]{4}-[0-9a-z]{8}$/);
		const list = (NextToken?: string) =>
			aws.organizations.send(new ListAccountsForParentCommand({ ParentId: production, NextToken }));
		const first = await list();
		const second = await list(first.NextToken);
		const third = await list(second.NextToken);
		expect([first, second, third].map(({ Accounts }) => Accounts?.length)).toEqual([20, 20, 5]);
		expect(third.NextToken).toBeUndefined();
		expect(first.Accounts?.[0]).toMatchObject({ Name: "production-1", State: "ACTIVE" });
		expect(first.Accounts?.[0]).not.toHaveProperty("Status");
		const inRoot = await aws.organizations.send(
			new ListChildrenCommand({ ParentId: rootId, ChildType: "ACCOUNT" }),
		);
		expect(inRoot.Children).toEqual([{ Id: MANAGEMENT, Type: "ACCOUNT" }]);
	});

	it("tells parents, tags and single accounts and units", async () => {
		const made = await putOwn(tree);
		const send = aws.organizations;
		const parents = await send.send(new ListParentsCommand({ ChildId: "710000000000" }));
		expect(parents.Parents).toEqual([{ Id: unitNamed(made, "Sandboxes"), Type: "ORGANIZATIONAL_UNIT" }]);
		const above = await send.send(new ListParentsCommand({ ChildId: unitNamed(made, "Sandboxes") }));
		expect(above.Parents).toEqual([{ Id: made.rootId, Type: "ROOT" }]);
		const tags = await send.send(new ListTagsForResourceCommand({ ResourceId: "710000000000" }));
		expect(tags.Tags).toEqual([{ Key: "team", Value: "ada" }]);
		const unitTags = await send.send(
			new ListTagsForResourceCommand({ ResourceId: unitNamed(made, "Workloads") }),
		);
		expect(unitTags.Tags).toEqual([{ Key: "owner", Value: "platform" }]);
		const account = await send.send(new DescribeAccountCommand({ AccountId: "710000000000" }));
		expect(account.Account).toMatchObject({ Name: "sandbox-ada", State: "ACTIVE" });
		const unit = await send.send(
			new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: unitNamed(made, "Production") }),
		);
		expect(unit.OrganizationalUnit).toMatchObject({ Name: "Production" });
		await expect(
			send.send(new ListAccountsForParentCommand({ ParentId: "ou-none-00000000" })),
		).rejects.toMatchObject({ name: "ParentNotFoundException" });
		await expect(
			send.send(new ListTagsForResourceCommand({ ResourceId: "999999999999" })),
		).rejects.toMatchObject({ name: "TargetNotFoundException" });
	});

	it("changes when accounts join, move, are suspended and leave", async () => {
		const made = await putOwn(tree);
		const names = async (unit: string) => {
			const answer = await aws.organizations.send(
				new ListAccountsForParentCommand({ ParentId: unitNamed(made, unit) }),
			);
			return answer.Accounts?.map(({ Id, State }) => [Id, State]);
		};
		const admin = (path: string, body: object) =>
			sandboxCall(sandbox.url, "POST", `organizations/${path}`, body);
		await admin("join", { management: MANAGEMENT, account: "720000000000", unit: "Sandboxes" });
		await admin("state", { account: "720000000000", state: "SUSPENDED" });
		expect(await names("Sandboxes")).toEqual([
			["710000000000", "ACTIVE"],
			["720000000000", "SUSPENDED"],
		]);
		await admin("move", { account: "710000000000", unit: "Workloads" });
		await admin("leave", { account: "720000000000" });
		expect(await names("Sandboxes")).toEqual([]);
		expect(await names("Workloads")).toEqual([["710000000000", "ACTIVE"]]);
		await expect(admin("leave", { account: "720000000000" })).rejects.toThrow("is not a member account");
		await expect(admin("state", { account: "710000000000", state: "GONE" })).rejects.toThrow(
			"must be one of",
		);
	});
});

it("is read by the management account and by delegated administrators, as far as their policies go", async () => {
	const { rootId } = await putOwn({ accounts: [{ id: "710000000000" }] });
	const member = await clientsOf("710000000000");
	const list = () => member.organizations.send(new ListAccountsForParentCommand({ ParentId: rootId }));
	await expect(list()).rejects.toMatchObject({ name: "AccessDeniedException" });
	await sandboxCall(sandbox.url, "PUT", "organizations/delegates", {
		management: MANAGEMENT,
		account: "710000000000",
	});
	await expect(list()).resolves.toMatchObject({ Accounts: [{ Id: MANAGEMENT }, { Id: "710000000000" }] });
	const known = await aws.organizations.send(
		new ListDelegatedAdministratorsCommand({
			ServicePrincipal: "member.org.stacksets.cloudformation.amazonaws.com",
		}),
	);
	expect(known.DelegatedAdministrators).toMatchObject([{ Id: "710000000000" }]);
	const narrow = await assume(clientsFor(sandbox.url).sts, {
		RoleArn: `arn:aws:iam::${MANAGEMENT}:role/Administrator`,
		Policy: JSON.stringify({
			Statement: [{ Effect: "Allow", Action: "organizations:ListRoots", Resource: "*" }],
		}),
	});
	const { organizations } = clientsFor(sandbox.url, narrow);
	await expect(organizations.send(new ListRootsCommand({}))).resolves.toBeDefined();
	await expect(
		organizations.send(new ListAccountsForParentCommand({ ParentId: rootId })),
	).rejects.toMatchObject({ name: "AccessDeniedException" });
});

it("lists trusted services and policies, and its policies bind the accounts below", async () => {
	const { rootId } = await putOwn({
		isTrusted: false,
		units: [{ name: "Locked", accounts: [{ id: "710000000000" }] }],
	});
	const trusted = async () =>
		(
			await aws.organizations.send(new ListAWSServiceAccessForOrganizationCommand({}))
		).EnabledServicePrincipals?.map(({ ServicePrincipal }) => ServicePrincipal);
	expect(await trusted()).toEqual([]);
	const principal = "member.org.stacksets.cloudformation.amazonaws.com";
	await aws.organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: principal }));
	expect(await trusted()).toEqual([principal]);
	await sandboxCall(sandbox.url, "PUT", "organizations/policies", {
		management: MANAGEMENT,
		name: "DenyOutside",
		targets: ["Locked"],
		denies: ["sts:AssumeRole"],
	});
	const policies = (TargetId: string) =>
		aws.organizations.send(new ListPoliciesForTargetCommand({ TargetId, Filter: "SERVICE_CONTROL_POLICY" }));
	expect((await policies(rootId)).Policies?.map(({ Name }) => Name)).toEqual(["FullAWSAccess"]);
	const parents = await aws.organizations.send(new ListParentsCommand({ ChildId: "710000000000" }));
	const locked = await policies(parents.Parents?.[0]?.Id ?? "");
	expect(locked.Policies?.map(({ Name }) => Name)).toEqual(["FullAWSAccess", "DenyOutside"]);
	await expect(administratorKeys(sandbox.url, "710000000000")).rejects.toThrow(
		"with an explicit deny in a service control policy",
	);
});

it("lets nobody into a suspended account", async () => {
	await putOwn({ accounts: [{ id: "710000000000", state: "SUSPENDED" }] });
	await expect(administratorKeys(sandbox.url, "710000000000")).rejects.toMatchObject({
		name: "AccessDenied",
	});
});

it("is there from the beginning with three levels of units, tags and trusted access", async () => {
	const { organizations } = await clientsOf(SANDBOX_ORGANIZATION_ACCOUNT_ID);
	const { Roots } = await organizations.send(new ListRootsCommand({}));
	const unitsIn = async (ParentId: string | undefined) =>
		(await organizations.send(new ListOrganizationalUnitsForParentCommand({ ParentId }))).OrganizationalUnits;
	const workloads = (await unitsIn(Roots?.[0]?.Id))?.find(({ Name }) => Name === "Workloads");
	const production = (await unitsIn(workloads?.Id))?.find(({ Name }) => Name === "Production");
	const payments = (await unitsIn(production?.Id))?.find(({ Name }) => Name === "Payments");
	const { Accounts } = await organizations.send(new ListAccountsForParentCommand({ ParentId: payments?.Id }));
	expect(Accounts?.[0]).toMatchObject({ Name: "payments-prod", State: "ACTIVE" });
	const { Tags } = await organizations.send(
		new ListTagsForResourceCommand({ ResourceId: Accounts?.[0]?.Id }),
	);
	expect(Tags).toContainEqual({ Key: "environment", Value: "production" });
	const trusted = await organizations.send(new ListAWSServiceAccessForOrganizationCommand({}));
	expect(trusted.EnabledServicePrincipals).toHaveLength(1);
});
