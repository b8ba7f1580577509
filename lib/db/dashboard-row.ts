// Between a row of the dashboard's SQL and what a page sees.
import type { DashboardTable } from "#lib/domain/dashboard-query.ts";
import { CONNECTOR_TYPES, type Destination } from "#lib/domain/destination.ts";
import type { HealthState } from "#lib/domain/health.ts";
import type { DashboardReason, DashboardRow } from "./dashboard-port.ts";

/** What `COLUMNS` of dashboard-sql.ts selects. */
export type SelectedRow = {
	readonly id: string;
	readonly name: string | null;
	readonly identifier: string | null;
	readonly aws_account_id: string | null;
	readonly status: DashboardRow["status"];
	readonly proof: DashboardRow["proof"];
	readonly is_gov_cloud: boolean;
	readonly cost_report_kind: string | null;
	readonly features: DashboardRow["features"] | null;
	readonly tags: DashboardRow["tags"];
	readonly role_arn: string | null;
	readonly destination: Destination;
	readonly state: HealthState;
	readonly state_since: Date | null;
	readonly proven_until: Date | null;
	readonly last_proof_at: Date | null;
	readonly state_check_id: DashboardReason["checkId"];
	readonly state_code: DashboardReason["code"];
	readonly state_observed: string | null;
	readonly template_version: number | null;
	readonly offboarding_at: Date | null;
	/** Of its order: see pageStatement(). */
	readonly rank: number;
	readonly key: string;
};

export function toDashboardRow(row: SelectedRow, now: Date): DashboardRow {
	const isExpired = row.proven_until !== null && row.proven_until < now;
	const since = isExpired ? row.proven_until : row.state_since;
	return {
		id: row.id,
		name: row.name,
		identifier: row.identifier,
		awsAccountId: row.aws_account_id,
		status: row.status,
		proof: row.proof,
		partition: row.is_gov_cloud ? "aws-us-gov" : "aws",
		type: CONNECTOR_TYPES[row.destination],
		table: tableOf(row),
		features: row.features ?? [],
		tags: row.tags,
		roleArn: row.role_arn,
		health: isExpired ? "unknown" : row.state,
		since: since?.getTime() ?? null,
		reason: isExpired ? EXPIRED : reasonOf(row),
		lastProofAt: row.last_proof_at?.getTime() ?? null,
		templateVersion: row.template_version,
		isOffboarding: row.offboarding_at !== null,
	};
}

const EXPIRED: DashboardReason = { checkId: null, code: "EVIDENCE_EXPIRED", observed: null };

function reasonOf(row: SelectedRow): DashboardReason | null {
	const { state_check_id: checkId, state_code: code, state_observed: observed } = row;
	return checkId === null && code === null ? null : { checkId, code, observed };
}

function tableOf({ cost_report_kind }: SelectedRow): DashboardTable {
	return cost_report_kind === "own" ? "billing" : "resource";
}
