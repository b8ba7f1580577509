// What our commands say, done: each is read by a real shell, and asked of AWS by the official SDK.
import { readFileSync } from "node:fs";
import {
	type CloudFormationClient,
	CreateStackInstancesCommand,
	CreateStackSetCommand,
	DescribeStacksCommand,
	ListStackSetOperationsCommand,
} from "@aws-sdk/client-cloudformation";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { cliFiles } from "#lib/domain/exports/cli-files.ts";
import { exportAccount, selectionPlan, withStackSet } from "#lib/domain/exports/export-plan.test-support.ts";
import { overrideSteps } from "#lib/domain/rollout/exceptions.ts";
import { organizationStack } from "#lib/domain/rollout/organization-link.ts";
import { ORGANIZATION_TEMPLATE_PARAMETERS } from "#lib/domain/rollout/organization-template.ts";
import { LAUNCH, requirementsWith, TRUST } from "#lib/domain/rollout/rollout.test-support.ts";
import {
	fullStackSetParameters,
	organizationParameters,
	type StackSetInput,
	stackSetParameters,
} from "#lib/domain/rollout/stack-set.ts";
import {
	addUnitsCommands,
	createOrganizationStackCommand,
	createStackSetCommands,
	overrideCommands,
	updateOrganizationStackCommand,
	updateStackSetCommand,
} from "#lib/domain/rollout/stack-set-cli.ts";
import type { RolloutFeatures, RolloutLaunch } from "#lib/domain/rollout.ts";
import { awsCommands, perform } from "#lib/testing/aws-commands.ts";
import { administratorKeys, assume, clientsFor, sandboxCall, settled } from "#lib/testing/sandbox-clients.ts";
import {
	instancesOf,
	putOrganization,
	type SandboxOrganization,
	unitNamed,
} from "#lib/testing/sandbox-organization.ts";
import { OPERATOR_CREDENTIALS } from "../credentials.ts";
import * as seed from "../seed.ts";
import { sha256Hex } from "./sigv4.ts";
import { type AwsSandbox, startAwsSandbox } from "./start-aws-sandbox.ts";

const MANAGEMENT = "700000000001";
const [WEB, DATA, CI, ALONE] = ["710000000001", "710000000002", "710000000003", "710000000004"] as const;
const BASE_ID = "rb-0123456789abcdefghjkmnpqrstvwxyz";
const templates = new URL("../../../public/templates/", import.meta.url);
const digestOf = (file: string) => sha256Hex(readFileSync(new URL(file, templates)));
const ROLE_URL = seed.sandboxTemplateUrl(digestOf("harness-ccm-role.yaml"));
const ORGANIZATION_URL = seed.sandboxTemplateUrl(
	digestOf("harness-ccm-organization.yaml"),
	seed.ORGANIZATION_TEMPLATE_KEY_PREFIX,
);
const HARNESS_URL = `https://${seed.HARNESS_TEMPLATE_BUCKET}.s3.${seed.HARNESS_TEMPLATE_BUCKET_REGION}.amazonaws.com/${seed.HARNESS_TEMPLATE_KEY}`;
const trust = {
	...TRUST,
	verifier: {
		accountId: OPERATOR_CREDENTIALS.accountId,
		principalArn: OPERATOR_CREDENTIALS.principalArn,
		externalId: BASE_ID,
	},
};
let sandbox: AwsSandbox;
let organization: SandboxOrganization;

beforeAll(async () => {
	sandbox = await startAwsSandbox({ port: 0, propagationDelayMs: 0, stackStepMs: 0 });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	await sandboxCall(sandbox.url, "POST", "reset");
	organization = await putOrganization(sandbox.url, {
		account: MANAGEMENT,
		units: [
			{ name: "Production", accounts: [{ id: WEB }, { id: DATA, tags: { team: "data" } }] },
			{ name: "Test", accounts: [{ id: CI }] },
			{ name: "Apart", accounts: [{ id: ALONE }] },
		],
	});
});

const clientsOf = async (account: string) =>
	clientsFor(sandbox.url, await administratorKeys(sandbox.url, account));
const unit = (name: string) => unitNamed(organization, name);
const input = (exceptions: RolloutFeatures["exceptions"] = []): StackSetInput => {
	const features = { member: requirementsWith(), payer: null, exceptions };
	return { trust, source: "ours", features, role: LAUNCH.role };
};
const launchOf = (units: readonly string[], change: Partial<RolloutLaunch> = {}): RolloutLaunch => ({
	...{ ...LAUNCH, way: "cli", waves: [units], wavesBegun: 1 },
	...change,
});
const roleIn = (account: string) => `arn:aws:iam::${account}:role/HarnessCERole`;
const opens = (account: string, ExternalId: string) =>
	assume(clientsFor(sandbox.url).sts, { RoleArn: roleIn(account), ExternalId });
const parametersOf = async (account: string) => {
	const { cloudFormation } = await clientsOf(account);
	const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({}));
	const stack = Stacks?.find(({ StackName }) => StackName?.startsWith(`StackSet-${LAUNCH.stackSetName}-`));
	return Object.fromEntries(
		stack?.Parameters?.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]) ?? [],
	);
};

/** Runs a script as an account's administrator, one command right after another, as a shell does. */
async function run(account: string, script: string): Promise<number | null> {
	const { exit, commands } = awsCommands(script, account);
	const { cloudFormation } = await clientsOf(account);
	for (const command of commands) await perform(cloudFormation, command);
	return exit;
}

/** Until no operation of the stack set is under way; gives their states, the newest first. */
async function quiet(client: CloudFormationClient, CallAs: "SELF" | "DELEGATED_ADMIN" = "SELF") {
	const StackSetName = LAUNCH.stackSetName;
	for (;;) {
		const { Summaries = [] } = await client.send(new ListStackSetOperationsCommand({ StackSetName, CallAs }));
		if (Summaries.every(({ EndTimestamp }) => EndTimestamp !== undefined)) {
			return Summaries.map(({ Action, Status }) => `${Action} ${Status}`);
		}
	}
}

it("the script of an export makes the set, a role in every account, the reader, and exceptions", async () => {
	const launch = launchOf([unit("Production"), unit("Test")]);
	const own = input([
		{
			match: { kind: "tag", key: "team", value: "data" },
			requirements: requirementsWith({ features: ["VISIBILITY", "GOVERNANCE"] }),
		},
		{
			match: { kind: "unit", unitId: unit("Production") },
			requirements: requirementsWith({ features: ["VISIBILITY", "OPTIMIZATION"] }),
		},
	]);
	const member = (accountId: string, unitName: string, tags: Readonly<Record<string, string>> = {}) => {
		return { accountId, tags, chain: [unit(unitName)], isManagement: false };
	};
	const members = [
		member(WEB, "Production"),
		member(DATA, "Production", { team: "data" }),
		member(CI, "Test"),
	];
	const beside = organizationParameters({
		...{ trust, features: own.features, role: launch.role, launch, roleTemplateUrl: ROLE_URL },
		...{ managementAccountId: MANAGEMENT, makesStackSet: false },
	});
	const set = { launch, templateUrl: ROLE_URL, parameters: stackSetParameters(own) };
	const commands = [
		...createStackSetCommands(set),
		createOrganizationStackCommand(organizationStack(launch, ORGANIZATION_URL, beside)),
		...overrideSteps(own, members).flatMap(({ target, overrides }) =>
			overrideCommands(launch, target, overrides),
		),
	].map((command) => ({ what: "A step.", command }));
	const [script] = cliFiles(withStackSet({ commands }));
	expect(await run(MANAGEMENT, script?.text ?? "")).toBe(0);

	const { cloudFormation } = await clientsOf(MANAGEMENT);
	expect(await quiet(cloudFormation)).toEqual(["UPDATE SUCCEEDED", "UPDATE SUCCEEDED", "CREATE SUCCEEDED"]);
	const instances = await instancesOf(cloudFormation, LAUNCH.stackSetName);
	expect(instances.map(({ Account, Status }) => `${Account} ${Status}`).sort()).toEqual(
		[WEB, DATA, CI].map((account) => `${account} CURRENT`),
	);
	for (const account of [WEB, DATA, CI]) {
		await expect(opens(account, `${BASE_ID}-${account}`)).resolves.toBeDefined();
		await expect(opens(account, BASE_ID)).rejects.toMatchObject({ name: "AccessDenied" });
	}
	// The first exception that matches has the last word.
	const [governed, optimised] = [{ GovernanceEnabled: "true" }, { OptimizationEnabled: "true" }];
	expect(await parametersOf(DATA)).toMatchObject({ ...governed, OptimizationEnabled: "false" });
	expect(await parametersOf(WEB)).toMatchObject({ ...optimised, GovernanceEnabled: "false" });
	expect(await parametersOf(CI)).toMatchObject({ OptimizationEnabled: "false", GovernanceEnabled: "false" });

	expect(await settled(cloudFormation, launch.stackName)).toMatchObject({ StackStatus: "CREATE_COMPLETE" });
	await expect(
		assume(clientsFor(sandbox.url).sts, {
			RoleArn: `arn:aws:iam::${MANAGEMENT}:role/RolebridgeOrganizationReader`,
			ExternalId: `${BASE_ID}-${MANAGEMENT}`,
		}),
	).resolves.toBeDefined();
});

it("what is there from Harness's template becomes ours in place, and keeps every role", async () => {
	const launch = launchOf([organization.rootId], { way: "existing" });
	const { cloudFormation } = await clientsOf(MANAGEMENT);
	const StackSetName = launch.stackSetName;
	await cloudFormation.send(
		new CreateStackSetCommand({
			...{ StackSetName, TemplateURL: HARNESS_URL, PermissionModel: "SERVICE_MANAGED" },
			Capabilities: ["CAPABILITY_NAMED_IAM"],
			AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
			ManagedExecution: { Active: true },
			Parameters: [
				{ ParameterKey: "ExternalId", ParameterValue: trust.externalId },
				{ ParameterKey: "BucketName", ParameterValue: "" },
				{ ParameterKey: "GovernanceEnabled", ParameterValue: "true" },
			],
		}),
	);
	const DeploymentTargets = { OrganizationalUnitIds: [organization.rootId] };
	await cloudFormation.send(
		new CreateStackInstancesCommand({ StackSetName, Regions: ["us-east-1"], DeploymentTargets }),
	);
	await quiet(cloudFormation);
	const { iam } = await clientsOf(WEB);
	const role = async () => (await iam.send(new GetRoleCommand({ RoleName: "HarnessCERole" }))).Role?.RoleId;
	const before = await role();
	expect(before).toBeDefined();
	await expect(opens(WEB, `${BASE_ID}-${WEB}`)).rejects.toMatchObject({ name: "AccessDenied" });

	const parameters = fullStackSetParameters(input());
	await run(MANAGEMENT, updateStackSetCommand({ launch, templateUrl: ROLE_URL, parameters }));
	expect(await quiet(cloudFormation)).toEqual(["UPDATE SUCCEEDED", "CREATE SUCCEEDED"]);
	for (const account of [WEB, DATA, CI, ALONE]) {
		await expect(opens(account, `${BASE_ID}-${account}`)).resolves.toBeDefined();
	}
	expect(await role()).toBe(before);
	// What it was given before, and is not chosen now, is taken back.
	expect(await parametersOf(WEB)).toMatchObject({ GovernanceEnabled: "false" });
});

it("the next wave is added by its own command, by a delegated administrator too", async () => {
	await sandboxCall(sandbox.url, "PUT", "organizations/delegates", {
		management: MANAGEMENT,
		account: ALONE,
	});
	const delegate = parseAccountId(ALONE);
	if (!delegate.ok) throw new Error("not an account");
	const launch = launchOf([unit("Production")], { delegatedAdministratorId: delegate.value });
	const set = { launch, templateUrl: ROLE_URL, parameters: stackSetParameters(input()) };
	const { cloudFormation } = await clientsOf(ALONE);
	const covered = async () => {
		await quiet(cloudFormation, "DELEGATED_ADMIN");
		const management = (await clientsOf(MANAGEMENT)).cloudFormation;
		return (await instancesOf(management, launch.stackSetName)).map(({ Account }) => Account).sort();
	};
	await run(ALONE, createStackSetCommands(set).join("\n"));
	expect(await covered()).toEqual([WEB, DATA]);
	await run(ALONE, addUnitsCommands(launch, [unit("Test")]).join("\n"));
	expect(await covered()).toEqual([WEB, DATA, CI]);
});

it("the one stack begins the next wave by an update, and keeps every other value", async () => {
	const launch = launchOf([unit("Production")], { way: "stack" });
	const parameters = organizationParameters({
		...{ trust, features: input().features, role: launch.role, launch, roleTemplateUrl: ROLE_URL },
		...{ managementAccountId: MANAGEMENT, makesStackSet: true },
	});
	const stack = organizationStack(launch, ORGANIZATION_URL, parameters);
	const { cloudFormation } = await clientsOf(MANAGEMENT);
	await run(MANAGEMENT, createOrganizationStackCommand(stack));
	const made = await settled(cloudFormation, stack.stackName);
	expect(made?.StackStatus).toBe("CREATE_COMPLETE");
	const both = `${unit("Production")},${unit("Test")}`;
	await run(
		MANAGEMENT,
		updateOrganizationStackCommand(stack, { OrganizationalUnitIds: both }, ORGANIZATION_TEMPLATE_PARAMETERS),
	);
	const updated = await settled(cloudFormation, stack.stackName);
	expect(updated?.StackStatus).toBe("UPDATE_COMPLETE");
	const others = (one: typeof made) =>
		one?.Parameters?.filter(({ ParameterKey }) => ParameterKey !== "OrganizationalUnitIds");
	expect(others(updated)).toEqual(others(made));
	const accounts = (await instancesOf(cloudFormation, launch.stackSetName)).map(({ Account }) => Account);
	expect(accounts.sort()).toEqual([WEB, DATA, CI]);
	await expect(opens(CI, `${BASE_ID}-${CI}`)).resolves.toBeDefined();
});

it("a selection's script makes the stack of the account that one is signed in to, and of no other", async () => {
	const account = exportAccount(WEB);
	if (account.stack === null) throw new Error("it has a stack of its own");
	const stack = { ...account.stack, templateUrl: ROLE_URL };
	const [script] = cliFiles(selectionPlan({ accounts: [{ ...account, stack }] }));
	const text = script?.text ?? "";
	expect(await run(WEB, text)).toBe(0);
	const { cloudFormation, iam } = await clientsOf(WEB);
	expect(await settled(cloudFormation, stack.stackName)).toMatchObject({ StackStatus: "CREATE_COMPLETE" });
	const { Role } = await iam.send(new GetRoleCommand({ RoleName: "HarnessCERole" }));
	expect(Role?.Arn).toBe(roleIn(WEB));
	const elsewhere = awsCommands(text, CI);
	expect(elsewhere.exit).toBe(1);
	expect(elsewhere.commands.map(({ name }) => name)).toEqual(["sts get-caller-identity"]);
});
