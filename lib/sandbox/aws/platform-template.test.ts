import { CreateStackCommand } from "@aws-sdk/client-cloudformation";
import { SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { LibraryChoice } from "#lib/domain/policy/compose.ts";
import { probesOf } from "#lib/domain/policy/entry-probes.ts";
import { findEntry } from "#lib/domain/policy/library.ts";
import {
	PLATFORM_ROLE_NAME,
	PLATFORM_STACK_NAME,
	PLATFORM_TEMPLATE,
	platformTemplateParameters,
} from "#lib/domain/policy/template-parameters.ts";
import { administratorKeys, assume, clientsFor, sandboxCall, settled } from "#lib/testing/sandbox-clients.ts";
import { HARNESS_CREDENTIALS } from "../credentials.ts";
import { sandboxTemplateUrl } from "../seed.ts";
import { type AwsSandbox, startAwsSandbox } from "./start-aws-sandbox.ts";

const ACCOUNT = "999900003333";
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/${PLATFORM_ROLE_NAME}`;
const EXTERNAL_ID = "acme-7f3c9a";
const CHOICE: LibraryChoice = {
	entries: [
		{ id: "s3-read-write-console" },
		{ id: "ecr-pull" },
		{ id: "s3-other-account", bucketNames: ["theirs"] },
	],
	partition: "aws",
	bucketNames: ["acme-artifacts", "acme-reports"],
	regions: [],
	accountIds: [],
	otherAccountId: "999988887777",
};
let sandbox: AwsSandbox;
let aws: ReturnType<typeof clientsFor>;

beforeAll(async () => {
	sandbox = await startAwsSandbox({ port: 0, propagationDelayMs: 0, stackStepMs: 0 });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
	await sandboxCall(sandbox.url, "POST", "reset");
	aws = clientsFor(sandbox.url, await administratorKeys(sandbox.url, ACCOUNT));
});

async function launch() {
	const trust = { principalArn: HARNESS_CREDENTIALS.principalArn, externalId: EXTERNAL_ID };
	const parameters = platformTemplateParameters(CHOICE, { trust, roleName: "", awsAccountId: ACCOUNT });
	if (!parameters.ok) throw new Error(parameters.failure.message);
	await aws.cloudFormation.send(
		new CreateStackCommand({
			StackName: PLATFORM_STACK_NAME,
			TemplateURL: sandboxTemplateUrl(PLATFORM_TEMPLATE.sha256, `${PLATFORM_TEMPLATE.name}/`),
			Capabilities: ["CAPABILITY_NAMED_IAM"],
			Parameters: Object.entries(parameters.value).map(([ParameterKey, ParameterValue]) => ({
				ParameterKey,
				ParameterValue,
			})),
		}),
	);
	return settled(aws.cloudFormation, PLATFORM_STACK_NAME);
}

it("makes a role that the trusted principal alone assumes, with its external ID", async () => {
	const stack = await launch();
	expect(stack?.StackStatus, stack?.StackStatusReason).toBe("CREATE_COMPLETE");
	const open = (ExternalId: string) =>
		assume(clientsFor(sandbox.url, HARNESS_CREDENTIALS).sts, {
			RoleArn: ROLE_ARN,
			ExternalId,
			RoleSessionName: "harness",
		});
	await expect(open(EXTERNAL_ID)).resolves.toBeDefined();
	await expect(open("wrong-id")).rejects.toMatchObject({ name: "AccessDenied" });
});

it("lets the role do what its tasks are asked for, and not what they are not", async () => {
	await launch();
	const simulate = async (action: string, resource: string) => {
		const answer = await aws.iam.send(
			new SimulatePrincipalPolicyCommand({
				PolicySourceArn: ROLE_ARN,
				ActionNames: [action],
				ResourceArns: [resource],
				ContextEntries: [
					{
						ContextKeyName: "aws:ResourceAccount",
						ContextKeyType: "string",
						ContextKeyValues: ["999988887777"],
					},
				],
			}),
		);
		return answer.EvaluationResults?.[0]?.EvalDecision;
	};
	for (const { id, bucketNames = CHOICE.bucketNames } of CHOICE.entries) {
		const entry = findEntry(id);
		const probes = entry === null ? [] : probesOf(entry, { ...CHOICE, bucketNames });
		expect(probes.length, id).toBeGreaterThan(1);
		for (const { action, resource } of probes) {
			expect(await simulate(action, resource), `${action} ${resource}`).toBe("allowed");
		}
	}
	expect(await simulate("s3:GetObject", "arn:aws:s3:::somebody-elses/x")).toBe("implicitDeny");
	expect(await simulate("ecr:PutImage", "*")).toBe("implicitDeny");
});
