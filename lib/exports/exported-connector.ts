import type { DashboardRow } from "#lib/db/dashboard-port.ts";
import type { CsvValue } from "#lib/domain/csv.ts";

/** One connector of an export: the names are an interface, so they stay. */
export function exportedRecord(row: DashboardRow) {
	return {
		id: row.id,
		name: row.name,
		identifier: row.identifier,
		aws_account_id: row.awsAccountId,
		partition: row.partition,
		table: row.table,
		status: row.status,
		health: row.health,
		health_since: timeOf(row.since),
		reason_check: row.reason?.checkId ?? null,
		reason_code: row.reason?.code ?? null,
		reason: row.reason?.observed ?? null,
		proof: row.proof,
		last_proof_at: timeOf(row.lastProofAt),
		features: row.features,
		tags: row.tags,
		role_arn: row.roleArn,
		template_version: row.templateVersion,
		is_offboarding: row.isOffboarding,
		type: row.type,
	};
}

export const EXPORT_COLUMNS = [
	"id",
	"name",
	"identifier",
	"aws_account_id",
	"partition",
	"table",
	"status",
	"health",
	"health_since",
	"reason_check",
	"reason_code",
	"reason",
	"proof",
	"last_proof_at",
	"features",
	"tags",
	"role_arn",
	"template_version",
	"is_offboarding",
	"type",
] as const satisfies readonly (keyof ReturnType<typeof exportedRecord>)[];

/** The same in the order of the columns; lists by spaces, tags as JSON. */
export function exportedValues(row: DashboardRow): readonly CsvValue[] {
	const record = exportedRecord(row);
	const flat = { ...record, features: record.features.join(" "), tags: JSON.stringify(record.tags) };
	return EXPORT_COLUMNS.map((column) => flat[column]);
}

function timeOf(at: number | null): string | null {
	return at === null ? null : new Date(at).toISOString();
}
