// What the page of one rollout reads, with 5,000 and with 10,000 accounts, each with a connector and a full set of
// results, half of them still to be registered; and what one look at AWS writes.
import type { Sql } from "#lib/db/port.ts";
import { DEFAULT_ROLE_OPTIONS } from "#lib/domain/connector.ts";
import { DEFAULT_ROLLOUT_LAUNCH } from "#lib/domain/rollout.ts";
import { seenAccount } from "#lib/testing/rollout-world.ts";
import { type Bench, timesOf, withDatabase } from "./dashboard.ts";
import { print, quantile } from "./figures.ts";

const SIZES = [5_000, 10_000];

export async function measureOrganizationReads(): Promise<void> {
	await withDatabase(async (bench) => {
		for (const count of SIZES) {
			await fillRollout(bench.sql, count);
			await measureReads(bench, count);
			await measureWrites(bench, count);
		}
	});
}

async function measureReads({ db }: Bench, count: number): Promise<void> {
	const now = new Date();
	const id = benchRolloutId(count);
	const reads: Readonly<Record<string, () => Promise<unknown>>> = {
		coverage: () => db.rollouts.coverage(id, now),
		problems: () => db.rollouts.problems(id, now),
		"first page": () => db.rollouts.accounts(id, {}, { limit: 50, now }),
		"page of one stage": () => db.rollouts.accounts(id, { stage: "answering" }, { limit: 50, now }),
		"page of one problem": () => db.rollouts.accounts(id, { problem: "permissions" }, { limit: 50, now }),
		"count of a search": () => db.rollouts.countAccounts(id, { text: "account-1" }, now),
	};
	for (const [name, read] of Object.entries(reads)) {
		const p95 = quantile(await timesOf(read), 0.95);
		print(`rollout of ${count}: ${name} p95`, `${p95.toFixed(1)} ms`, "50 ms at 5,000");
	}
}

async function measureWrites({ db }: Bench, count: number): Promise<void> {
	const id = benchRolloutId(count);
	const seen = Array.from({ length: count }, (_, index) => seenAccount(index + 1));
	const seenAt = new Date();
	const instance = { status: "CURRENT", detail: "SUCCEEDED", reason: null, seenAt };
	const instances = new Map(seen.map(({ accountId }) => [accountId, instance]));
	const looks = async () => {
		await db.rollouts.seeAccounts(id, seen, { at: new Date(), isComplete: true });
		await db.rollouts.seeInstances(id, instances);
	};
	const p95 = quantile(await timesOf(looks), 0.95);
	print(`rollout of ${count}: what one look writes, p95`, `${p95.toFixed(0)} ms`, "1 s");
}

/** Of the shape that addresses take. */
export function benchRolloutId(count: number): string {
	return `rollout${String(count).padStart(13, "0")}`;
}

/** A launched rollout of so many accounts; its id is benchRolloutId(). */
export async function fillRollout(sql: Sql, count: number): Promise<void> {
	const id = benchRolloutId(count);
	const launch = { ...DEFAULT_ROLLOUT_LAUNCH, waves: [["r-ab12"]], wavesBegun: 1 };
	for (const statement of STATEMENTS) {
		const values = [id, count, JSON.stringify(launch), JSON.stringify(DEFAULT_ROLE_OPTIONS)];
		const used = values.slice(0, Math.max(...[...statement.matchAll(/\$(\d)/g)].map(([, n]) => Number(n))));
		await sql(statement, used);
	}
	await sql("VACUUM (ANALYZE)", []);
}

const STATEMENTS = [
	`INSERT INTO harness_account (ref, account_id, base_url) VALUES ($1, $1, 'https://app.harness.io')`,
	`INSERT INTO rollout (id, kind, status, harness_account_ref, naming, features, launch, verifier_external_id,
		created_by_name, updated_at)
	SELECT $1, 'organization', 'launched', $1, '{}', '{"member": {}, "exceptions": [], "payer": null}', $3::jsonb,
		'rb-' || $1, 'Ada', now() FROM (SELECT $2::int) AS unused`,
	`INSERT INTO rollout_unit (rollout_id, id, parent_id, name, path)
	SELECT $1, 'ou-' || n, NULL, 'Unit ' || n, 'Root / Unit ' || n FROM generate_series(0, 99) AS n`,
	`INSERT INTO connector (id, status, harness_account_ref, rollout_id, name, identifier, aws_account_id, features, role,
		role_arn, verifier_external_id, launched_at, role_found_at, state, state_since, proven_until, state_check_id,
		state_code, evaluated_at, updated_at)
	SELECT $1 || '-' || n, CASE WHEN n % 2 = 0 THEN 'registered' ELSE 'draft' END, $1, $1, 'AWSConnector-' || n,
		'AWSConnector_' || n, (700000000000 + n)::text, '{"features": ["VISIBILITY"]}', $4::jsonb,
		'arn:aws:iam::' || (700000000000 + n) || ':role/HarnessCERole', 'rb-' || $1 || '-' || n, now(), now(),
		CASE WHEN n % 2 = 1 THEN 'pending' WHEN n % 100 = 0 THEN 'failing' ELSE 'healthy' END, now(),
		now() + interval '2 hours', CASE WHEN n % 100 = 0 THEN 'role-assumable' END,
		CASE WHEN n % 100 = 0 THEN 'ROLE_STOPPED_WORKING' END, now(), now()
	FROM generate_series(1, $2::int) AS n, (SELECT $3::text) AS unused`,
	`INSERT INTO rollout_account (rollout_id, account_id, name, unit_id, state, wave, first_seen_at, last_seen_at,
		instance_status, instance_detail, instance_at, connector_id)
	SELECT $1, (700000000000 + n)::text, 'account-' || n, 'ou-' || n % 100, 'ACTIVE', 0, now(), now(), 'CURRENT',
		'SUCCEEDED', now(), $1 || '-' || n
	FROM generate_series(1, $2::int) AS n`,
	`INSERT INTO latest_result (connector_id, check_id, connector_version, outcome, code, observed, details, duration_ms,
		checked_at)
	SELECT $1 || '-' || n, c, 1, CASE WHEN c = 'permissions:VISIBILITY' AND n % 50 = 1 THEN 'failed'
		WHEN c = 'trust-policy' AND n % 70 = 3 THEN 'waiting' ELSE 'passed' END,
		CASE WHEN c = 'permissions:VISIBILITY' AND n % 50 = 1 THEN 'PERMISSION_DENIED' END,
		'AWS let us assume the role with its external ID.',
		jsonb_build_object('assumedRoleArn', repeat('x', 200), 'probes', repeat('y', 400)), 80, now()
	FROM generate_series(1, $2::int) AS n, unnest(ARRAY['role-assumable', 'external-id-required', 'external-id-exact',
		'trust-policy', 'verifier-self', 'permissions:VISIBILITY', 'permissions:OPTIMIZATION', 'regions',
		'template-current', 'harness-connector']) AS c`,
];
