// An installation without a web server, for benches of the worker: PostgreSQL, AWS's sandbox in a process of its own,
// a fleet of registered connectors that were proven a moment ago, and workers whose memory and time are measured.
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { harnessExternalId } from "#lib/domain/external-id.ts";
import { HARNESS_ACCOUNT_ID, OPERATOR_ACCOUNT_ID, OPERATOR_CREDENTIALS } from "#lib/sandbox/credentials.ts";
import { insertFleet } from "../scripts/fleet/database.ts";
import { type PlannedConnector, planFleet } from "../scripts/fleet/plan.ts";
import { putIntoAws } from "../scripts/fleet/sandbox.ts";
import { inRoot, NODE } from "../scripts/paths.mjs";
import { freePort } from "../scripts/ports.mjs";
import { startPostgres } from "../scripts/postgres.mjs";
import { prepareDatabase, withoutEmpty, workerArguments } from "../scripts/processes.mjs";
import { Family } from "../scripts/run.mjs";

const HARNESS_ACCOUNT = "EfOfrUbHTtupeZjUqxlHBg";
const REF = "bench";

export type Installation = {
	readonly awsUrl: string;
	/** Of a worker: the database, the secret's keys, and where the sandbox is. */
	readonly env: NodeJS.ProcessEnv;
	readonly client: pg.Client;
	readonly startWorker: () => Promise<BenchWorker>;
	readonly close: () => Promise<void>;
};
export type BenchWorker = {
	/** Seconds of processor time so far. */
	readonly cpuSeconds: () => Promise<number>;
	/** The most memory that was resident at once, in MB. */
	readonly peakMb: () => Promise<number>;
	readonly stop: () => Promise<void>;
};

export async function startInstallation({ stsQuota }: { readonly stsQuota: number }): Promise<Installation> {
	const folder = await mkdtemp(join(tmpdir(), "rolebridge-bench-"));
	const family = new Family({
		onLine: (name: string, line: string) => process.stderr.write(`${name}: ${line}\n`),
	});
	const awsPort = await freePort();
	const sandbox = family.start("sandbox (aws)", NODE, [inRoot("lib/sandbox/main.ts"), "aws"], {
		env: {
			...process.env,
			SANDBOX_AWS_PORT: String(awsPort),
			SANDBOX_STS_QUOTA: String(stsQuota),
			ROLEBRIDGE_DATA_DIR: folder,
		},
		isReady: (line: string) => line.startsWith('{"ready":true'),
	});
	const [line, databaseUrl] = await Promise.all([sandbox, startPostgres(family, folder)]);
	const env: NodeJS.ProcessEnv = {
		...withoutEmpty({ ...process.env, ...JSON.parse(String(line)).environment }),
		NODE_ENV: "production",
		ROLEBRIDGE_MODE: "sandbox",
		ROLEBRIDGE_SECRET_KEYS: `bench:${randomBytes(32).toString("base64")}`,
		ROLEBRIDGE_LOG_LEVEL: "warn",
		DATABASE_URL: databaseUrl,
	};
	await prepareDatabase(env);
	const client = new pg.Client({ connectionString: databaseUrl });
	await client.connect();
	return {
		awsUrl: `http://127.0.0.1:${awsPort}`,
		env,
		client,
		startWorker: () => startWorker(env),
		async close() {
			await client.end();
			await family.end(0);
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** Waits until the worker said that it is ready. */
async function startWorker(env: NodeJS.ProcessEnv): Promise<BenchWorker> {
	const child = spawn(NODE, workerArguments(), { env, stdio: ["ignore", "pipe", "inherit"] });
	const exited = new Promise<void>((resolve) => child.once("close", () => resolve()));
	await new Promise<void>((resolve, reject) => {
		createInterface({ input: child.stdout }).on("line", (line) => {
			if (line.startsWith('{"ready":true')) resolve();
			else process.stderr.write(`worker: ${line}\n`);
		});
		child.once("close", () => reject(new Error("The worker ended.")));
	});
	return {
		cpuSeconds: () => cpuSeconds(child),
		peakMb: () => peakMb(child),
		stop: async () => {
			child.kill("SIGTERM");
			await exited;
		},
	};
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: fields 14 and 15, in ticks of 10 ms. */
async function cpuSeconds({ pid }: ChildProcess): Promise<number> {
	const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
	const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
	return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

async function peakMb({ pid }: ChildProcess): Promise<number> {
	const text = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
	return Number(/^VmHWM:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) / 1_024;
}

/** Connectors in order that were proven in full just now: what is due of them is the light sweep. */
export async function insertProvenFleet({ client, awsUrl }: Installation, count: number) {
	const [operator, harness] = [parseAccountId(OPERATOR_ACCOUNT_ID), parseAccountId(HARNESS_ACCOUNT_ID)];
	if (!operator.ok || !harness.ok) throw new Error("The sandbox's own accounts have twelve digits.");
	await client.query("DELETE FROM harness_account");
	await client.query(
		"INSERT INTO harness_account (ref, account_id, base_url, aws_account_id, external_id) VALUES ($1, $2, 'https://harness.invalid', $3, $4)",
		[REF, HARNESS_ACCOUNT, harness.value, harnessExternalId(harness.value, HARNESS_ACCOUNT)],
	);
	const fleet = planFleet(count).map((planned): PlannedConnector => ({ ...planned, ...PLAIN, members: [] }));
	await putIntoAws(awsUrl, fleet, {
		verifier: { accountId: operator.value, principalArn: OPERATOR_CREDENTIALS.principalArn },
		harness: {
			principalArn: `arn:aws:iam::${HARNESS_ACCOUNT_ID}:root`,
			externalId: harnessExternalId(harness.value, HARNESS_ACCOUNT),
		},
	});
	await insertFleet(client, fleet, { harnessAccountRef: REF, spreadMinutes: 0, registeredDaysAgo: 1 });
	await client.query(PROVEN, [
		["role-assumable", "external-id-required", "external-id-exact", "trust-policy"],
	]);
	await client.query(HEALTHY);
	await client.query("ANALYZE latest_result");
	return fleet;
}

const PLAIN = {
	condition: "fine",
	costReport: { kind: "none", reason: "not-needed" },
	requirements: {
		features: ["VISIBILITY"],
		autoStopping: [],
		governancePolicyArns: [],
		commitmentWrite: false,
	},
} as const satisfies Partial<PlannedConnector>;

const PROVEN = `
	INSERT INTO latest_result (
		connector_id, check_id, connector_version, outcome, observed, details, duration_ms, checked_at, first_passed_at,
		last_passed_at
	)
	SELECT c.id, k.check_id, 1, 'passed', 'It passed.', '{}', 40, now(), now() - interval '1 day', now()
	FROM connector c, unnest($1::text[]) AS k (check_id)`;

const HEALTHY = `
	UPDATE connector SET state = 'healthy', state_since = now() - interval '1 day', proven_until = now() + interval '3 hours',
		last_proof_at = now(), evaluated_at = now()`;

/** Everything is due from now on; nothing was until then. */
export async function makeAllDue({ client }: Installation): Promise<void> {
	await client.query(
		"UPDATE connector_schedule SET due_at = now(), full_at = now(), lease = NULL, leased_until = NULL",
	);
}

export async function postponeAll({ client }: Installation): Promise<void> {
	await client.query("UPDATE connector_schedule SET due_at = now() + interval '1 day', full_at = now()");
}

/** How many are not verified and stored yet. */
export async function dueCount({ client }: Installation): Promise<number> {
	const { rows } = await client.query<{ due: string }>(
		"SELECT count(*) AS due FROM connector_schedule WHERE due_at <= now() + interval '1 second'",
	);
	return Number(rows[0]?.due ?? 0);
}
