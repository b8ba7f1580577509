// Whole organizations: planning 10,000 accounts, how much of Harness's limit applying uses, and what is left of 300
// accounts when the process that registers them is killed twenty times at random moments.
import type { Db } from "#lib/db/port.ts";
import type { ExternalId } from "#lib/domain/external-id.ts";
import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import {
	indexConnectors,
	type PlannedAccount,
	plannedBody,
	planRollout,
} from "#lib/domain/rollout/plan-rollout.ts";
import { runPlan } from "#lib/organizations/run-plan.ts";
import { startPlan } from "#lib/organizations/start-plan.ts";
import { SANDBOX_HARNESS_ACCOUNT_ID } from "#lib/sandbox/harness/constants.ts";
import type { HarnessSandbox } from "#lib/sandbox/harness/start-harness-sandbox.ts";
import { rolledOut } from "#lib/testing/rolled-out.ts";
import { median, print } from "./figures.ts";
import { type Installation, postponeAll, startInstallation } from "./installation.ts";
import { killing } from "./rollout-kills.ts";
import { addPerson, begin, must, openWorld, pause, type World } from "./rollout-world.ts";

const PLANNED = Number(process.env.BENCH_ACCOUNTS ?? 10_000);
/** Of Harness, in a minute. */
const LIMIT = 400;
const WARM_UP_SECONDS = 15;
const MEASURED_SECONDS = 120;

export async function measureRollout(): Promise<void> {
	const installation = await startInstallation({ stsQuota: 600 });
	const world = openWorld(installation);
	try {
		await planning(world);
		await killing(world);
		await applying(world, installation);
	} finally {
		await world.close();
		await installation.close();
	}
}

/** In memory, and as the worker's job does it: read from PostgreSQL and from Harness, and stored row by row. */
async function planning(world: World): Promise<void> {
	const sandbox = await world.harness(1_000_000);
	await addPerson(world);
	const at = new Date();
	const { rollout } = await rolledOut(world.db, {
		count: PLANNED,
		at,
		prefix: "plan",
		firstAccount: 400_000_000_000,
	});
	const accounts = await read(world.db, rollout.id);
	// Half of them are there already, and every tenth of these is not as it ought to be.
	const there = accounts.slice(0, PLANNED / 2).flatMap(({ connector }, index): readonly CeAwsConnector[] => {
		const body = connector && plannedBody(connector, { harnessExternalId: HARNESS_ID });
		return body === null ? [] : [index % 10 === 0 ? { ...body, name: "by hand" } : body];
	});
	const facts = {
		harness: indexConnectors(there),
		harnessExternalId: HARNESS_ID,
		now: at,
		isVendorMode: false,
	};
	const seconds = Array.from({ length: 5 }, () => {
		const startedAt = performance.now();
		planRollout(accounts, { ...facts, harness: indexConnectors(there) });
		return (performance.now() - startedAt) / 1_000;
	});
	const name = `plan of ${PLANNED.toLocaleString("en")} accounts`;
	print(`${name}, decided`, `${median(seconds).toFixed(2)} s`, "limit 2 s");
	const listed = there.map((connector) => ({
		...{ accountId: SANDBOX_HARNESS_ACCOUNT_ID, connector, test: null, lastConnectedAt: null },
		...{ createdAt: at.getTime(), lastModifiedAt: at.getTime() },
	}));
	for (let from = 0; from < listed.length; from += 1_000) {
		const body = JSON.stringify({ connectors: listed.slice(from, from + 1_000) });
		await fetch(`${sandbox.url}/_sandbox/connectors`, { method: "PUT", body });
	}
	const started = must(await startPlan(world.ctx, { rolloutId: rollout.id }));
	globalThis.gc?.();
	const before = process.memoryUsage().rss;
	const startedAt = performance.now();
	await runPlan(world.ctx, started);
	const whole = (performance.now() - startedAt) / 1_000;
	const grown = (process.memoryUsage().rss - before) / 1_048_576;
	const plan = await world.db.rolloutPlans.find(started.planId);
	print(`${name}, read, decided and stored`, `${whole.toFixed(1)} s`, "");
	print(`${name}, memory on the way`, `${grown.toFixed(0)} MB more`, "");
	print(`${name}, its rows`, JSON.stringify(plan?.counts), "");
	await world.client.query("DELETE FROM rollout_plan");
	await world.client.query("DELETE FROM rollout");
	await world.client.query("DELETE FROM connector");
}

const HARNESS_ID = `harness:891928451355:${SANDBOX_HARNESS_ACCOUNT_ID}` as ExternalId;

async function read(db: Db, rolloutId: string): Promise<readonly PlannedAccount[]> {
	const rows = await db.rollouts.accounts(rolloutId, {}, { limit: PLANNED, now: new Date() });
	const known = await db.evidence.load(rows.flatMap(({ connectorId }) => connectorId ?? []));
	return rows.map((account) => {
		const evidence = known.get(account.connectorId ?? "");
		return { account, connector: evidence?.connector ?? null, results: evidence?.latest ?? [] };
	});
}

/** One worker as it runs in production, with the budget that all share, against a Harness that takes 400 a minute. */
async function applying(world: World, installation: Installation): Promise<void> {
	const sandbox = await world.harness(LIMIT);
	const count = Math.ceil(((WARM_UP_SECONDS + MEASURED_SECONDS + 30) * LIMIT) / 60);
	const operationId = await begin(world, "rate", count, 600_000_000_000);
	// Nobody made these roles: what is registered is looked at slowly, and the others not at all.
	await postponeAll(installation);
	await world.client.query(
		"INSERT INTO settings (id, sts_requests_per_second) VALUES (1, 5) ON CONFLICT (id) DO UPDATE SET sts_requests_per_second = 5",
	);
	const worker = await installation.startWorker();
	try {
		// The worker finds what is unfinished by itself, within a minute.
		while ((await world.db.operations.counts(operationId)).done === 0) await pause(500);
		await pause(WARM_UP_SECONDS * 1_000);
		const from = await world.db.operations.counts(operationId);
		const startedAt = performance.now();
		await pause(MEASURED_SECONDS * 1_000);
		const to = await world.db.operations.counts(operationId);
		const minutes = (performance.now() - startedAt) / 60_000;
		const rate = (to.done - from.done) / minutes;
		const name = `apply against ${LIMIT} requests a minute`;
		print(
			`${name}, accounts a minute`,
			`${rate.toFixed(0)}, ${((100 * rate) / LIMIT).toFixed(0)} % of the limit`,
			"limit 90 %",
		);
		print(`${name}, failed`, String(to.failed), "0");
		print(`${name}, refused as too many`, String(await refused(sandbox)), "0");
	} finally {
		await worker.stop();
	}
}

async function refused({ url }: HarnessSandbox): Promise<number> {
	const { requests } = (await (await fetch(`${url}/_sandbox/requests`)).json()) as {
		readonly requests: readonly { readonly status: number }[];
	};
	return requests.filter(({ status }) => status === 429).length;
}
