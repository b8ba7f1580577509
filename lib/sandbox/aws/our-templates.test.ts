import { readFileSync } from "node:fs";
import {
	CreateStackCommand,
	GetTemplateSummaryCommand,
	UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { RunInstancesCommand } from "@aws-sdk/client-ec2";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { administratorKeys, assume, clientsFor, sandboxCall, settled } from "#lib/testing/sandbox-clients.ts";
import { HARNESS_CREDENTIALS, OPERATOR_CREDENTIALS } from "../credentials.ts";
import { sandboxTemplateUrl } from "../seed.ts";
import { sha256Hex } from "./sigv4.ts";
import { type AwsSandbox, startAwsSandbox } from "./start-aws-sandbox.ts";

const ACCOUNT = "999900003333";
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/HarnessCERole`;
const STACK = "harness-ce-iam-role-stack";
const templates = new URL("../../../public/templates/", import.meta.url);
const ours = readFileSync(new URL("harness-ccm-role.yaml", templates));
const TEMPLATE_URL = sandboxTemplateUrl(sha256Hex(ours));
const HARNESS_ID = "harness:891928451355:abc";
const VERIFIER_ID = "rolebridge:0123456789abcdef";
let sandbox: AwsSandbox;
let aws: ReturnType<typeof clientsFor>;

const withVerifier = {
	ExternalId: HARNESS_ID,
	BucketName: "",
	OptimizationEnabled: "true",
	VerifierAccountId: OPERATOR_CREDENTIALS.accountId,
	VerifierPrincipalArn: OPERATOR_CREDENTIALS.principalArn,
	VerifierExternalId: VERIFIER_ID,
	ExpectedAccountId: ACCOUNT,
};
const request = (values: Record<string, string>, TemplateURL = TEMPLATE_URL) => ({
	StackName: STACK,
	TemplateURL,
	Capabilities: ["CAPABILITY_NAMED_IAM" as const],
	Parameters: Object.entries(values).map(([ParameterKey, ParameterValue]) => ({
		ParameterKey,
		ParameterValue,
	})),
});

beforeAll(async () => {
	sandbox = await startAwsSandbox({ port: 0, propagationDelayMs: 0, stackStepMs: 0 });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	await sandboxCall(sandbox.url, "POST", "reset");
	aws = clientsFor(sandbox.url, await administratorKeys(sandbox.url, ACCOUNT));
});

it("is summed up from its content-addressed place", async () => {
	const summary = await clientsFor(sandbox.url).cloudFormation.send(
		new GetTemplateSummaryCommand({ TemplateURL: TEMPLATE_URL }),
	);
	expect(summary.Parameters?.map(({ ParameterKey }) => ParameterKey)).toEqual(
		expect.arrayContaining(Object.keys(withVerifier)),
	);
});

it("opens to Harness and to the verifier, each by its own ID", async () => {
	await aws.cloudFormation.send(new CreateStackCommand(request(withVerifier)));
	expect(await settled(aws.cloudFormation, STACK)).toMatchObject({ StackStatus: "CREATE_COMPLETE" });
	const open = (keys: typeof HARNESS_CREDENTIALS, ExternalId: string) =>
		assume(clientsFor(sandbox.url, keys).sts, { RoleArn: ROLE_ARN, ExternalId });
	await expect(open(HARNESS_CREDENTIALS, HARNESS_ID)).resolves.toBeDefined();
	await expect(open(OPERATOR_CREDENTIALS, VERIFIER_ID)).resolves.toBeDefined();
	await expect(open(OPERATOR_CREDENTIALS, HARNESS_ID)).rejects.toMatchObject({ name: "AccessDenied" });
	await expect(open(HARNESS_CREDENTIALS, VERIFIER_ID)).rejects.toMatchObject({ name: "AccessDenied" });
});

it("keeps the verifier's sessions from acting, whatever the role may do for Harness", async () => {
	await aws.cloudFormation.send(new CreateStackCommand(request(withVerifier)));
	await settled(aws.cloudFormation, STACK);
	const keys = await assume(clientsFor(sandbox.url).sts, { RoleArn: ROLE_ARN, ExternalId: VERIFIER_ID });
	const run = new RunInstancesCommand({ ImageId: "ami-1", MinCount: 1, MaxCount: 1, DryRun: true });
	await sandboxCall(sandbox.url, "PUT", "roles", {
		account: ACCOUNT,
		name: "HarnessCERole",
		policies: { Everything: { Statement: [{ Effect: "Allow", Action: "ec2:*", Resource: "*" }] } },
	});
	await expect(clientsFor(sandbox.url, keys).ec2.send(run)).rejects.toMatchObject({
		name: "UnauthorizedOperation",
	});
	const harness = await assume(clientsFor(sandbox.url, HARNESS_CREDENTIALS).sts, {
		RoleArn: ROLE_ARN,
		ExternalId: HARNESS_ID,
		RoleSessionName: "harness",
	});
	await expect(clientsFor(sandbox.url, harness).ec2.send(run)).rejects.toMatchObject({
		name: "DryRunOperation",
	});
});

it("stops in another account than the expected one", async () => {
	const elsewhere = { ...withVerifier, ExpectedAccountId: "111111111111" };
	await expect(aws.cloudFormation.send(new CreateStackCommand(request(elsewhere)))).rejects.toMatchObject({
		name: "ValidationError",
	});
});

it("takes over a stack made from Harness's template and keeps the role's id", async () => {
	const fromHarness =
		"https://continuous-efficiency-prod.s3.us-east-2.amazonaws.com/setup/ngv1/HarnessAWSTemplate.yaml";
	const everything = {
		ExternalId: HARNESS_ID,
		BucketName: "acme",
		BillingEnabled: "true",
		EventsEnabled: "true",
		OptimizationEnabled: "true",
		GovernanceEnabled: "true",
		CommitmentOrchestratorEnabled: "true",
	};
	const idOf = async () =>
		(await aws.iam.send(new GetRoleCommand({ RoleName: "HarnessCERole" }))).Role?.RoleId;
	await aws.cloudFormation.send(new CreateStackCommand(request(everything, fromHarness)));
	expect(await settled(aws.cloudFormation, STACK)).toMatchObject({ StackStatus: "CREATE_COMPLETE" });
	const before = await idOf();
	await aws.cloudFormation.send(new UpdateStackCommand(request({ ...withVerifier, ...everything })));
	expect(await settled(aws.cloudFormation, STACK)).toMatchObject({ StackStatus: "UPDATE_COMPLETE" });
	expect(await idOf()).toBe(before);
});

it("launches the operator's template", async () => {
	const body = readFileSync(new URL("rolebridge-operator.yaml", templates), "utf8");
	await aws.cloudFormation.send(
		new CreateStackCommand({
			StackName: "operator",
			TemplateBody: body,
			Capabilities: ["CAPABILITY_NAMED_IAM"],
		}),
	);
	const stack = await settled(aws.cloudFormation, "operator");
	expect(stack?.StackStatus, stack?.StackStatusReason).toBe("CREATE_COMPLETE");
});
