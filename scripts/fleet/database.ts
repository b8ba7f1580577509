// Puts a planned fleet into the database as registered connectors, in a few statements.
import type { Client } from "pg";
import { DEFAULT_ROLE_OPTIONS } from "#lib/domain/connector.ts";
import type { PlannedConnector } from "./plan.ts";
import { roleArnOf } from "./sandbox.ts";

type Options = {
	readonly harnessAccountRef: string;
	/** The first verifications are spread over so many minutes. */
	readonly spreadMinutes: number;
	/** When they were registered. */
	readonly registeredDaysAgo: number;
};

const BATCH = 2_000;

/** Those that are there already, by account, are left as they are; how many are new. */
export async function insertFleet(
	client: Client,
	fleet: readonly PlannedConnector[],
	options: Options,
): Promise<number> {
	let inserted = 0;
	for (let at = 0; at < fleet.length; at += BATCH) {
		const rows = fleet.slice(at, at + BATCH).map(rowOf);
		const { rowCount } = await client.query(CONNECTORS, [
			JSON.stringify(rows),
			options.harnessAccountRef,
			JSON.stringify(DEFAULT_ROLE_OPTIONS),
			options.registeredDaysAgo,
		]);
		inserted += rowCount ?? 0;
	}
	await client.query(SCHEDULE, [fleet.map(({ id }) => id), options.spreadMinutes]);
	for (const table of ["connector", "connector_schedule"]) await client.query(`ANALYZE ${table}`);
	return inserted;
}

function rowOf(planned: PlannedConnector) {
	const { id, name, identifier, accountId, tags, costReport, requirements, externalId, condition } = planned;
	const own = costReport.kind === "own" ? costReport : null;
	return {
		id,
		name,
		identifier,
		account: accountId,
		tags,
		features: requirements,
		kind: costReport.kind,
		report: own?.reportName ?? null,
		bucket: own?.bucketName ?? null,
		type: own?.reportType ?? null,
		payer: costReport.kind === "covered" ? costReport.payerConnectorId : null,
		arn: roleArnOf(planned),
		external: externalId,
		proof: condition === "harness-proof" ? "harness" : "direct",
		paused: condition === "paused",
	};
}

const CONNECTORS = `
	INSERT INTO connector (
		id, status, proof, harness_account_ref, name, identifier, aws_account_id, tags, cost_report_kind, report_name,
		bucket_name, report_type, payer_connector_id, features, role, role_arn, verifier_external_id, launched_at,
		role_found_at, registered_at, paused_at, state, state_since, created_at, updated_at
	)
	SELECT
		r.id, 'registered', r.proof, $2, r.name, r.identifier, r.account, r.tags, r.kind, r.report, r.bucket, r.type,
		r.payer, r.features, $3::jsonb, r.arn, r.external, t.at, t.at, t.at, CASE WHEN r.paused THEN now() END,
		CASE WHEN r.paused THEN 'paused' ELSE 'pending' END, now(), t.at, t.at
	FROM jsonb_to_recordset($1::jsonb) AS r (
		id text, name text, identifier text, account text, tags jsonb, features jsonb, kind text, report text, bucket text,
		type text, payer text, arn text, external text, proof text, paused boolean
	), LATERAL (SELECT now() - $4::int * interval '1 day' AS at) t
	ON CONFLICT DO NOTHING`;

const SCHEDULE = `
	INSERT INTO connector_schedule (connector_id, partition, due_at)
	SELECT id, 'aws', now() + random() * $2::int * interval '1 minute' FROM connector
	WHERE id = ANY($1::text[]) AND paused_at IS NULL
	ON CONFLICT DO NOTHING`;
