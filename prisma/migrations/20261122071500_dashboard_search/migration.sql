-- What the dashboard finds, sorts and counts by. lib/db/dashboard-sql.ts says the same expressions: an index answers
-- only the expression that it was made of. Table 0 is billing, 1 is resource.

CREATE INDEX "connector_table_name_idx" ON "connector"
	((CASE WHEN "cost_report_kind" = 'own' THEN 0 ELSE 1 END), (lower(coalesce("name", '')) COLLATE "C"), "id")
	WHERE "status" <> 'offboarded';

CREATE INDEX "connector_table_account_idx" ON "connector"
	((CASE WHEN "cost_report_kind" = 'own' THEN 0 ELSE 1 END), (coalesce("aws_account_id", '') COLLATE "C"), "id")
	WHERE "status" <> 'offboarded';

CREATE INDEX "connector_table_state_name_idx" ON "connector"
	((CASE WHEN "cost_report_kind" = 'own' THEN 0 ELSE 1 END), "state", (lower(coalesce("name", '')) COLLATE "C"), "id")
	WHERE "status" <> 'offboarded';

CREATE INDEX "connector_table_since_idx" ON "connector"
	((CASE WHEN "cost_report_kind" = 'own' THEN 0 ELSE 1 END), (coalesce("state_since", TIMESTAMPTZ 'epoch')), "id")
	WHERE "status" <> 'offboarded';

-- Few connectors are of these kinds: found without walking past all others.
CREATE INDEX "connector_gov_cloud_idx" ON "connector"
	((CASE WHEN "cost_report_kind" = 'own' THEN 0 ELSE 1 END), (lower(coalesce("name", '')) COLLATE "C"), "id")
	WHERE "status" <> 'offboarded' AND "is_gov_cloud";
CREATE INDEX "connector_harness_proof_idx" ON "connector"
	((CASE WHEN "cost_report_kind" = 'own' THEN 0 ELSE 1 END), (lower(coalesce("name", '')) COLLATE "C"), "id")
	WHERE "status" <> 'offboarded' AND "proof" = 'harness';

CREATE INDEX "connector_tags_idx" ON "connector" USING GIN ("tags") WHERE "status" <> 'offboarded';
CREATE INDEX "connector_features_idx" ON "connector" USING GIN ("features" jsonb_path_ops) WHERE "status" <> 'offboarded';

-- Search by any part of a name, identifier, account id or role ARN. A trusted extension since PostgreSQL 13: whoever
-- may create in the database may add it. docs/operations.md tells what to do where it is missing.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX "connector_search_idx" ON "connector" USING GIN ((
	lower(
		E'\n' || coalesce("name", '') || E'\n' || coalesce("identifier", '') ||
		E'\n' || coalesce("aws_account_id", '') || E'\n' || coalesce("role_arn", '')
	)
) gin_trgm_ops) WHERE "status" <> 'offboarded';

-- The two that every verification moves. The first also answers the totals without the table, and finds what expired.
CREATE INDEX "connector_state_proven_idx" ON "connector" ("state", "proven_until")
	INCLUDE ("cost_report_kind", "status", "proof", "last_proof_at")
	WHERE "status" <> 'offboarded';
CREATE INDEX "connector_table_proof_idx" ON "connector"
	((CASE WHEN "cost_report_kind" = 'own' THEN 0 ELSE 1 END), (coalesce("last_proof_at", TIMESTAMPTZ 'epoch')), "id")
	WHERE "status" <> 'offboarded';

-- Without them the planner guesses: it does not learn from indexes that hold only some of the rows.
CREATE STATISTICS "connector_table_stats"
	ON (CASE WHEN "cost_report_kind" = 'own' THEN 0 ELSE 1 END) FROM "connector";
CREATE STATISTICS "connector_name_stats" ON (lower(coalesce("name", ''))) FROM "connector";
CREATE STATISTICS "connector_search_stats" ON (
	lower(
		E'\n' || coalesce("name", '') || E'\n' || coalesce("identifier", '') ||
		E'\n' || coalesce("aws_account_id", '') || E'\n' || coalesce("role_arn", '')
	)
) FROM "connector";
ANALYZE "connector";
