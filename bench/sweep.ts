// 10,000 connectors, three AssumeRole calls each, against an STS that takes 600 a second: by two workers, and by
// scripts as one would write them first.
import { spawnSync } from "node:child_process";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { nearMisses } from "#lib/domain/external-id.ts";
import { sessionPolicy } from "#lib/domain/permissions/session-policy.ts";
import { OPERATOR_CREDENTIALS } from "#lib/sandbox/credentials.ts";
import type { PlannedConnector } from "../scripts/fleet/plan.ts";
import { roleArnOf } from "../scripts/fleet/sandbox.ts";
import { inRoot } from "../scripts/paths.mjs";
import { print } from "./figures.ts";
import {
	dueCount,
	type Installation,
	insertProvenFleet,
	makeAllDue,
	postponeAll,
	startInstallation,
} from "./installation.ts";

const COUNT = Number(process.env.BENCH_CONNECTORS ?? 10_000);
const QUOTA = 600;
const CALLS_EACH = 3;
const WORKERS = 2;
/** The scripts are measured on fewer, and reckoned up. */
const SAMPLE = 600;

export async function measureSweep(): Promise<void> {
	const installation = await startInstallation({ stsQuota: QUOTA });
	try {
		await installation.client.query(
			"INSERT INTO settings (id, sts_requests_per_second) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET sts_requests_per_second = $1",
			[QUOTA],
		);
		const fleet = await insertProvenFleet(installation, COUNT);
		const ours = await measureWorkers(installation);
		await measureBareLoop(installation, fleet.slice(0, SAMPLE), ours);
		await measureBoto3(installation, fleet.slice(0, SAMPLE), ours);
	} finally {
		await installation.close();
	}
}

async function measureWorkers(installation: Installation): Promise<number> {
	await postponeAll(installation);
	const workers = await Promise.all(Array.from({ length: WORKERS }, installation.startWorker));
	try {
		await untilJudging(installation);
		const cpuBefore = await sum(workers.map(({ cpuSeconds }) => cpuSeconds()));
		await sandbox(installation, "DELETE", "sts-rate");
		await makeAllDue(installation);
		const startedAt = performance.now();
		while ((await dueCount(installation)) > 0) await pause(100);
		const seconds = (performance.now() - startedAt) / 1_000;
		const cpu = (await sum(workers.map(({ cpuSeconds }) => cpuSeconds()))) - cpuBefore;
		const peaks = await Promise.all(workers.map(({ peakMb }) => peakMb()));
		await report(installation, { seconds, cpu, peaks });
		return seconds;
	} finally {
		await Promise.all(workers.map(({ stop }) => stop()));
	}
}

type Measured = { readonly seconds: number; readonly cpu: number; readonly peaks: readonly number[] };

async function report(installation: Installation, { seconds, cpu, peaks }: Measured): Promise<void> {
	const minimum = (COUNT * CALLS_EACH) / QUOTA;
	const { calls, throttledLater } = await stsRate(installation);
	const { rows } = await installation.client.query<{ results: string; passed: string }>(
		`SELECT count(*) AS results, count(*) FILTER (WHERE outcome = 'passed') AS passed FROM check_result
		WHERE checked_at > now() - $1::float8 * interval '1 second'`,
		[seconds + 1],
	);
	const { results = "0", passed = "0" } = rows[0] ?? {};
	const name = `sweep of ${COUNT.toLocaleString("en")}`;
	print(
		`${name} ÷ the quota's own minimum`,
		`${(seconds / minimum).toFixed(2)} (${seconds.toFixed(1)} s / ${minimum.toFixed(0)} s)`,
		"limit 1.2",
	);
	print(
		`${name}, STS calls`,
		`${(calls / seconds).toFixed(0)} /s, ${((100 * calls) / seconds / QUOTA).toFixed(0)} % of ${QUOTA}`,
		"",
	);
	print(`${name}, calls for each connector`, (calls / COUNT).toFixed(2), String(CALLS_EACH));
	print(`${name}, throttled after the first second`, String(throttledLater), "limit 0");
	print(`${name}, results stored`, `${results}, ${passed} passed`, "");
	print(`${name}, processor time`, `${((1_000 * cpu) / COUNT).toFixed(2)} ms a connector`, "");
	print(`${name}, peak memory of a worker`, `${Math.max(...peaks).toFixed(0)} MB`, "limit 300 MB");
}

/** Their own side was looked at, and a canary-free verifier is green: from now on due connectors are claimed. */
async function untilJudging({ client }: Installation): Promise<void> {
	for (let waited = 0; waited < 600; waited += 1) {
		const { rows } = await client.query(
			"SELECT 1 FROM verifier WHERE partition = 'aws' AND result->>'outcome' = 'passed'",
		);
		// A second more: workers ask once a second whether they may.
		if (rows.length > 0) return pause(1_500);
		await pause(100);
	}
	throw new Error("The workers did not find their own side in order.");
}

/** One after another, as a first script does it: a new client for each role, and the SDK's own retries. */
async function measureBareLoop(
	installation: Installation,
	fleet: readonly PlannedConnector[],
	ours: number,
): Promise<void> {
	await pause(1_000);
	const startedAt = performance.now();
	for (const planned of fleet) {
		const client = new STSClient({
			endpoint: installation.awsUrl,
			region: "us-east-1",
			credentials: {
				accessKeyId: OPERATOR_CREDENTIALS.accessKeyId,
				secretAccessKey: OPERATOR_CREDENTIALS.secretAccessKey,
			},
		});
		for (const ExternalId of externalIds(planned)) {
			const input = {
				RoleArn: roleArnOf(planned),
				RoleSessionName: "rolebridge-bench",
				DurationSeconds: 900,
				ExternalId,
			};
			await client.send(new AssumeRoleCommand({ ...input, Policy: POLICY })).catch(() => undefined);
		}
		client.destroy();
	}
	told("bare loop, a new SDK client per role", startedAt, fleet.length, ours);
}

const POLICY = JSON.stringify(sessionPolicy("denied"));

function externalIds({ externalId }: PlannedConnector): readonly (string | undefined)[] {
	return [undefined, nearMisses(externalId)[0]?.externalId, externalId];
}

function told(name: string, startedAt: number, sampled: number, ours: number): void {
	const seconds = ((performance.now() - startedAt) / 1_000) * (COUNT / sampled);
	const figure = `${(seconds / ours).toFixed(1)} times ours (${seconds.toFixed(0)} s)`;
	print(name, figure, `reckoned from ${sampled.toLocaleString("en")} connectors`);
}

/** Sixty-four threads that share one client, where Python has boto3. */
async function measureBoto3(
	installation: Installation,
	fleet: readonly PlannedConnector[],
	ours: number,
): Promise<void> {
	if (spawnSync("python3", ["-c", "import boto3"]).status !== 0) {
		print("boto3 with 64 threads", "not measured: no boto3 here", "");
		return;
	}
	await pause(1_000);
	const input = fleet.map((planned) => ({
		role: roleArnOf(planned),
		ids: externalIds(planned).map((id) => id ?? null),
	}));
	const startedAt = performance.now();
	const { status, stderr } = spawnSync("python3", [inRoot("bench/boto3-sweep.py"), installation.awsUrl], {
		input: JSON.stringify({ policy: POLICY, connectors: input }),
		encoding: "utf8",
		env: {
			...process.env,
			AWS_ACCESS_KEY_ID: OPERATOR_CREDENTIALS.accessKeyId,
			AWS_SECRET_ACCESS_KEY: OPERATOR_CREDENTIALS.secretAccessKey,
			AWS_DEFAULT_REGION: "us-east-1",
		},
	});
	if (status !== 0) throw new Error(`boto3: ${stderr}`);
	told("boto3 with 64 threads", startedAt, fleet.length, ours);
}

type Second = { readonly second: number; readonly calls: number; readonly throttled: number };

async function stsRate(installation: Installation) {
	const answer = await sandbox(installation, "GET", "sts-rate");
	// The sandbox's own answer; lib/sandbox/aws/sts-quota.ts has its shape.
	const { seconds } = answer as { seconds: readonly Second[] };
	const first = seconds[0]?.second ?? 0;
	return {
		calls: seconds.reduce((total, { calls }) => total + calls, 0),
		throttledLater: seconds
			.filter(({ second }) => second > first)
			.reduce((total, { throttled }) => total + throttled, 0),
	};
}

async function sandbox({ awsUrl }: Installation, method: string, path: string): Promise<unknown> {
	const answer = await fetch(`${awsUrl}/_sandbox/${path}`, { method });
	return answer.status === 204 ? null : answer.json();
}

async function sum(values: readonly Promise<number>[]): Promise<number> {
	return (await Promise.all(values)).reduce((total, value) => total + value, 0);
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
