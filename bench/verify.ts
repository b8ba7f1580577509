// What a full verification of one connector costs, as a ratio to the same SDK calls made one after another by a
// bare script. The sandbox runs in a process of its own, as AWS does.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { BCMDataExportsClient, GetExportCommand, ListExportsCommand } from "@aws-sdk/client-bcm-data-exports";
import { DescribeRegionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
	GetRoleCommand,
	GetRolePolicyCommand,
	IAMClient,
	ListAttachedRolePoliciesCommand,
	ListRolePoliciesCommand,
	SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { createAws } from "#lib/aws/aws.ts";
import { deliveryPlace } from "#lib/domain/cost-report.ts";
import { nearMisses } from "#lib/domain/external-id.ts";
import { sessionPolicy } from "#lib/domain/permissions/session-policy.ts";
import { probesFor } from "#lib/domain/permissions.ts";
import { permissionFacts } from "#lib/health/check-permissions.ts";
import { loadConnectorFacts } from "#lib/health/connector-facts.ts";
import {
	CONNECTOR_ID,
	OWN_REPORT,
	putRole,
	REQUIREMENTS,
	storedConnector,
	unwrap,
	VERIFIER_ID,
	verify,
} from "#lib/health/verify.test-support.ts";
import { OPERATOR_CREDENTIALS } from "#lib/sandbox/credentials.ts";
import { SANDBOX_CUR2_PREFIX } from "#lib/sandbox/seed.ts";
import { median, print } from "./figures.ts";

const RUNS = 5;
const ROUNDS = 40;
const WARM_UP = 10;

if (import.meta.main && process.send !== undefined) {
	const { startAwsSandbox } = await import("#lib/sandbox/aws/start-aws-sandbox.ts");
	process.send((await startAwsSandbox({ port: 0, propagationDelayMs: 0, stackStepMs: 0 })).url);
}

/** The median of several runs, each of them the ratio of two medians. */
export async function measureVerification(): Promise<void> {
	const runs: Run[] = [];
	for (let run = 0; run < RUNS; run += 1) runs.push(await measure());
	const ratio = median(runs.map(({ mine, plain }) => mine / plain));
	const times = `${median(runs.map(({ mine }) => mine)).toFixed(1)} / ${median(runs.map(({ plain }) => plain)).toFixed(1)} ms`;
	print("full verification ÷ bare SDK calls", `${ratio.toFixed(2)} (${times})`, "limit 1.3");
}

type Run = { readonly mine: number; readonly plain: number };

async function measure(): Promise<Run> {
	const child = fork(fileURLToPath(import.meta.url));
	const url = await new Promise<string>((resolve) => child.once("message", (text) => resolve(String(text))));
	const aws = createAws({ env: { AWS_ENDPOINT_URL: url }, credentialsFor: () => OPERATOR_CREDENTIALS });
	const admin = async (method: string, path: string, body?: unknown) => {
		await fetch(`${url}/_sandbox/${path}`, { method, body: JSON.stringify(body) });
	};
	await putRole({ admin });
	const ctx = await storedConnector({ aws });
	await verify(ctx);
	ctx.advance(61_000);
	const { found } = await verify(ctx);
	const open = Object.entries(found).filter(([, row]) => row?.[0] !== "passed");
	if (open.length > 0) throw new Error(`The bench must measure a passing connector: ${JSON.stringify(open)}`);
	const bare = await bareScript(url, ctx);
	const [ours, theirs]: [number[], number[]] = [[], []];
	// Turn and turn about, so that a busy machine slows both.
	for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
		const [a, b] = [await timeOf(() => verify(ctx)), await timeOf(bare)];
		if (round >= WARM_UP) {
			ours.push(a);
			theirs.push(b);
		}
	}
	aws.close();
	child.kill();
	return { mine: median(ours), plain: median(theirs) };
}

async function timeOf(run: () => Promise<unknown>): Promise<number> {
	const startedAt = performance.now();
	await run();
	return performance.now() - startedAt;
}

/** The same calls, one after another, with the SDK's clients and nothing around them. */
async function bareScript(url: string, ctx: Awaited<ReturnType<typeof storedConnector>>) {
	const connector = await ctx.db.connectors.find(CONNECTOR_ID);
	if (connector === null) throw new Error("The connector is stored above.");
	const facts = unwrap(await loadConnectorFacts(ctx, connector, null));
	const base = { endpoint: url, region: "us-east-1", maxAttempts: 1 };
	const { accessKeyId, secretAccessKey } = OPERATOR_CREDENTIALS;
	const sts = new STSClient({ ...base, credentials: { accessKeyId, secretAccessKey } });
	const assume = (ExternalId: string | undefined, policy: unknown) =>
		sts.send(
			new AssumeRoleCommand({
				RoleArn: facts.role.arn,
				RoleSessionName: "rolebridge-bench",
				DurationSeconds: 900,
				Policy: JSON.stringify(policy),
				ExternalId,
			}),
		);
	const Bucket = OWN_REPORT.bucketName;
	return async () => {
		const { Credentials: keys } = await assume(
			VERIFIER_ID,
			sessionPolicy("checks", { arn: `arn:aws:s3:::${Bucket}` }),
		);
		for (const id of [undefined, ...nearMisses(VERIFIER_ID).map(({ externalId }) => externalId)]) {
			await assume(id, sessionPolicy("denied")).catch(() => undefined);
		}
		await assume(VERIFIER_ID, sessionPolicy("denied"));
		const credentials = {
			accessKeyId: keys?.AccessKeyId ?? "",
			secretAccessKey: keys?.SecretAccessKey ?? "",
			sessionToken: keys?.SessionToken ?? "",
		};
		const config = { ...base, credentials };
		const iam = new IAMClient(config);
		const RoleName = facts.role.roleName;
		await iam.send(new GetRoleCommand({ RoleName }));
		for (const feature of REQUIREMENTS.features) {
			const probes = probesFor(feature, REQUIREMENTS, permissionFacts(facts));
			for (const [resource, group] of Map.groupBy(probes, (probe) => probe.resource)) {
				const ActionNames = group.map(({ action }) => action);
				await iam.send(
					new SimulatePrincipalPolicyCommand({
						PolicySourceArn: facts.role.arn,
						ActionNames,
						ResourceArns: [resource],
					}),
				);
			}
		}
		await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
		const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
		for (const PolicyName of PolicyNames ?? [])
			await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
		const exportsClient = new BCMDataExportsClient(config);
		const { Exports } = await exportsClient.send(new ListExportsCommand({}));
		const ExportArn = Exports?.find(({ ExportName }) => ExportName === OWN_REPORT.reportName)?.ExportArn;
		await exportsClient.send(new GetExportCommand({ ExportArn }));
		const s3 = new S3Client(config);
		const place = deliveryPlace(
			"CUR2.0",
			{ name: OWN_REPORT.reportName, prefix: SANDBOX_CUR2_PREFIX },
			new Date(),
		);
		const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: place.prefix }));
		const object = await s3.send(
			new GetObjectCommand({ Bucket, Key: Contents?.[0]?.Key, Range: "bytes=0-0" }),
		);
		await object.Body?.transformToByteArray();
		const ec2 = new EC2Client(config);
		await ec2.send(new DescribeRegionsCommand({ AllRegions: true }));
		for (const client of [iam, exportsClient, s3, ec2]) client.destroy();
	};
}
