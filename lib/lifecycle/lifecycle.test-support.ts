import { readFileSync } from "node:fs";
import {
	CreateStackCommand,
	DescribeStacksCommand,
	UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { templateInput } from "#lib/connectors/launch.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { Requirements } from "#lib/domain/features.ts";
import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import { ceAwsConnectorBody, registrationFacts } from "#lib/domain/harness-connector.ts";
import { failed, ok } from "#lib/domain/result.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { templateParameters } from "#lib/domain/template-parameters.ts";
import type { Harness, HarnessConnectorRecord } from "#lib/harness/port.ts";
import { HARNESS_ID, storedConnector, unwrap } from "#lib/health/verify.test-support.ts";
import { sha256Hex } from "#lib/sandbox/aws/sigv4.ts";
import { HARNESS_ACCOUNT_ID, OPERATOR_CREDENTIALS } from "#lib/sandbox/credentials.ts";
import { SANDBOX_PAYER_ACCOUNT_ID, sandboxTemplateUrl } from "#lib/sandbox/seed.ts";
import { administratorKeys, clientsFor, settled } from "#lib/testing/sandbox-clients.ts";
import type { SandboxWorld } from "#lib/testing/sandbox-world.ts";
import type { TestContext } from "#lib/testing/test-context.ts";

const TEMPLATE = readFileSync(new URL("../../public/templates/harness-ccm-role.yaml", import.meta.url));
const TEMPLATE_URL = sandboxTemplateUrl(sha256Hex(TEMPLATE));

/** A Harness of one connector that remembers who changed it when. */
function oneConnectorHarness() {
	let record: HarnessConnectorRecord | null = null;
	let minute = 0;
	const written: CeAwsConnector[] = [];
	const put = (connector: CeAwsConnector) => {
		minute += 1;
		const at = new Date(Date.UTC(2026, 10, 22, 10, minute));
		record = { connector, createdAt: at, lastModifiedAt: at, status: null };
		return record;
	};
	const harness: Partial<Harness> = {
		connectionDetail: async () =>
			ok({ externalId: HARNESS_ID, harnessAwsAccountId: HARNESS_ACCOUNT_ID, templateUrl: "", launchUrl: "" }),
		getConnector: async () =>
			record === null ? failed({ code: "HARNESS_CONNECTOR_NOT_FOUND" }) : ok(record),
		updateConnector: async (_target, { connector, knownLastModifiedAt }) => {
			if (record === null) return failed({ code: "HARNESS_CONNECTOR_NOT_FOUND" });
			const { lastModifiedAt } = record;
			if (knownLastModifiedAt !== null && lastModifiedAt !== null && lastModifiedAt > knownLastModifiedAt) {
				return failed({ code: "HARNESS_CONNECTOR_CHANGED" });
			}
			written.push(connector);
			return ok(put(connector));
		},
	};
	return { harness, put, written, record: () => record };
}

export type RegisteredWorld = Awaited<ReturnType<typeof registeredConnector>>;

/** A registered connector whose role was made by our template's stack in the sandbox's payer account. */
export async function registeredConnector(world: SandboxWorld, change: Partial<Connector> = {}) {
	const remembered = oneConnectorHarness();
	const bare = await storedConnector(world, { templateVersion: 20_261_122, ...change });
	const ctx: TestContext = { ...bare, harness: { ...bare.harness, ...remembered.harness } };
	await ctx.db.harnessAccounts.save({
		ref: "h1",
		accountId: "EfOfrUbHTtupeZjUqxlHBg",
		baseUrl: "https://harness.invalid",
		apiKey: "pat.a.b.c",
	});
	await ctx.db.verifiers.save({
		partition: "aws",
		accountId: OPERATOR_CREDENTIALS.accountId,
		principalArn: OPERATOR_CREDENTIALS.principalArn,
		result: {
			checkId: "verifier-self",
			outcome: "passed",
			code: null,
			observed: "",
			details: {},
			requestId: null,
			region: null,
			durationMs: 1,
			checkedAt: ctx.now(),
		},
	});
	const [id] = [...ctx.store.connectors.keys()];
	const find = async (): Promise<Connector> => {
		const found = await ctx.db.connectors.find(id ?? "");
		if (found === null) throw new Error("the connector is gone");
		return found;
	};
	const body = async (requirements?: Requirements) => {
		const connector = await find();
		const roleArn = derivedRoleArn(connector);
		const wanted = requirements === undefined ? connector : { ...connector, requirements };
		const facts = roleArn && registrationFacts(wanted, { roleArn, harnessExternalId: HARNESS_ID });
		if (facts === null) throw new Error("the connector is incomplete");
		return ceAwsConnectorBody(facts);
	};
	const made = remembered.put(await body());
	ctx.store.connectors.set(id ?? "", {
		...(await find()),
		status: "registered",
		harnessLastModifiedAt: made.lastModifiedAt,
		...change,
	});
	ctx.store.settings = { ...ctx.store.settings, templateUrl: TEMPLATE_URL };
	const aws = clientsFor(
		world.sandbox.url,
		await administratorKeys(world.sandbox.url, SANDBOX_PAYER_ACCOUNT_ID),
	);
	const values = templateParameters(unwrap(await templateInput(ctx, await find())).values);
	await aws.cloudFormation.send(
		new CreateStackCommand({
			StackName: (await find()).role.stackName,
			TemplateURL: TEMPLATE_URL,
			Capabilities: ["CAPABILITY_NAMED_IAM"],
			Parameters: Object.entries(values).map(([ParameterKey, ParameterValue]) => ({
				ParameterKey,
				ParameterValue,
			})),
		}),
	);
	await settled(aws.cloudFormation, (await find()).role.stackName);
	return {
		ctx,
		find,
		body,
		harness: remembered,
		/** Does what a command of ours says, through CloudFormation itself. */
		async run(command: string) {
			const { role } = await find();
			const parameters: { ParameterKey: string; ParameterValue?: string; UsePreviousValue?: boolean }[] =
				JSON.parse(/--parameters '(.*)'/s.exec(command)?.[1] ?? "[]");
			await aws.cloudFormation.send(
				new UpdateStackCommand({
					StackName: role.stackName,
					UsePreviousTemplate: true,
					Capabilities: ["CAPABILITY_NAMED_IAM"],
					Parameters: parameters,
				}),
			);
			await settled(aws.cloudFormation, role.stackName);
		},
		async stackParameters() {
			const { role } = await find();
			const answer = await aws.cloudFormation.send(new DescribeStacksCommand({ StackName: role.stackName }));
			const list = answer.Stacks?.[0]?.Parameters ?? [];
			return Object.fromEntries(
				list.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]),
			);
		},
	};
}
