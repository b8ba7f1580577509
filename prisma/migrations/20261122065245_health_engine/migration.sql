-- AlterTable
ALTER TABLE "settings" ADD COLUMN     "harness_requests_per_minute" INTEGER NOT NULL DEFAULT 400,
ADD COLUMN     "owner_tag" TEXT NOT NULL DEFAULT 'owner',
ADD COLUMN     "result_retention_days" INTEGER NOT NULL DEFAULT 90,
ADD COLUMN     "sts_requests_per_second" INTEGER NOT NULL DEFAULT 300;

-- AlterTable
ALTER TABLE "connector" ADD COLUMN     "access_refused_at" TIMESTAMPTZ(3),
ADD COLUMN     "declined_template_version" INTEGER,
ADD COLUMN     "evaluated_at" TIMESTAMPTZ(3),
ADD COLUMN     "harness_removed_at" TIMESTAMPTZ(3),
ADD COLUMN     "offboarding_at" TIMESTAMPTZ(3),
ADD COLUMN     "paused_at" TIMESTAMPTZ(3),
ADD COLUMN     "pending_features" JSONB,
ADD COLUMN     "pending_features_at" TIMESTAMPTZ(3),
ADD COLUMN     "rotation_at" TIMESTAMPTZ(3),
ADD COLUMN     "rotation_external_id" TEXT,
ADD COLUMN     "rotation_phase" TEXT,
ADD COLUMN     "state_check_id" TEXT,
ADD COLUMN     "state_code" TEXT,
ADD COLUMN     "state_observed" TEXT,
ADD COLUMN     "template_version" INTEGER;

-- CreateTable
CREATE TABLE "latest_result" (
    "connector_id" TEXT NOT NULL,
    "check_id" TEXT NOT NULL,
    "connector_version" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "code" TEXT,
    "observed" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "request_id" TEXT,
    "region" TEXT,
    "duration_ms" INTEGER NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "first_passed_at" TIMESTAMPTZ(3),
    "last_passed_at" TIMESTAMPTZ(3),

    CONSTRAINT "latest_result_pkey" PRIMARY KEY ("connector_id","check_id")
);

-- CreateTable
CREATE TABLE "connector_schedule" (
    "connector_id" TEXT NOT NULL,
    "partition" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease" TEXT,
    "leased_until" TIMESTAMPTZ(3),
    "misses" INTEGER NOT NULL DEFAULT 0,
    "full_at" TIMESTAMPTZ(3),
    "harness_test_at" TIMESTAMPTZ(3),

    CONSTRAINT "connector_schedule_pkey" PRIMARY KEY ("connector_id")
);

-- CreateTable
CREATE TABLE "health_change" (
    "id" BIGSERIAL NOT NULL,
    "connector_id" TEXT NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT NOT NULL,
    "check_id" TEXT,
    "code" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "health_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connector_day" (
    "connector_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "worst_state" TEXT NOT NULL,
    "sweeps" INTEGER NOT NULL,
    "misses" INTEGER NOT NULL,

    CONSTRAINT "connector_day_pkey" PRIMARY KEY ("connector_id","day")
);

-- CreateTable
CREATE TABLE "check_day" (
    "connector_id" TEXT NOT NULL,
    "check_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "passed" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "warning" INTEGER NOT NULL DEFAULT 0,
    "waiting" INTEGER NOT NULL DEFAULT 0,
    "unknown" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "check_day_pkey" PRIMARY KEY ("connector_id","check_id","day")
);

-- CreateTable
CREATE TABLE "fleet_minute" (
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "checks" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "unknown" INTEGER NOT NULL,
    "sweeps" INTEGER NOT NULL,
    "durations" INTEGER[],

    CONSTRAINT "fleet_minute_pkey" PRIMARY KEY ("minute")
);

-- CreateTable
CREATE TABLE "fleet_state" (
    "at" TIMESTAMPTZ(0) NOT NULL,
    "state" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "fleet_state_pkey" PRIMARY KEY ("at","state")
);

-- CreateTable
CREATE TABLE "request_budget" (
    "key" TEXT NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "rate" DOUBLE PRECISION NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "lowered_at" TIMESTAMPTZ(3),

    CONSTRAINT "request_budget_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "incident" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "health_state" TEXT,
    "check_id" TEXT,
    "code" TEXT,
    "cause" TEXT NOT NULL,
    "owner" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "recovering_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "announced_at" TIMESTAMPTZ(3),
    "recovery_announced_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,
    "comment" TEXT NOT NULL DEFAULT '',
    "muted_until" TIMESTAMPTZ(3),

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "maintenance_window" (
    "id" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "selector" JSONB NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "created_by" TEXT NOT NULL,

    CONSTRAINT "maintenance_window_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_channel" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "selector" JSONB NOT NULL,
    "target_ciphertext" TEXT NOT NULL,
    "secret_ciphertext" TEXT,
    "target_label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notification_channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_delivery" (
    "id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "last_status" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operation" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "input" JSONB NOT NULL,
    "total" INTEGER NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "operation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operation_item" (
    "operation_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "code" TEXT,

    CONSTRAINT "operation_item_pkey" PRIMARY KEY ("operation_id","subject")
);

-- CreateIndex
CREATE INDEX "connector_schedule_partition_due_at_idx" ON "connector_schedule"("partition", "due_at");

-- CreateIndex
CREATE INDEX "health_change_at_idx" ON "health_change"("at" DESC);

-- CreateIndex
CREATE INDEX "health_change_connector_id_at_idx" ON "health_change"("connector_id", "at" DESC);

-- CreateIndex
CREATE INDEX "incident_subject_opened_at_idx" ON "incident"("subject", "opened_at" DESC);

-- CreateIndex
CREATE INDEX "incident_opened_at_idx" ON "incident"("opened_at" DESC);

-- CreateIndex
CREATE INDEX "maintenance_window_ends_at_idx" ON "maintenance_window"("ends_at");

-- CreateIndex
CREATE INDEX "notification_delivery_channel_id_created_at_idx" ON "notification_delivery"("channel_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "notification_delivery_channel_id_key_key" ON "notification_delivery"("channel_id", "key");

-- CreateIndex
CREATE INDEX "operation_created_at_idx" ON "operation"("created_at" DESC);

-- CreateIndex
CREATE INDEX "operation_item_operation_id_state_idx" ON "operation_item"("operation_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "connector_rotation_external_id_key" ON "connector"("rotation_external_id");

-- CreateIndex
CREATE INDEX "check_result_checked_at_idx" ON "check_result" USING BRIN ("checked_at");

-- AddForeignKey
ALTER TABLE "latest_result" ADD CONSTRAINT "latest_result_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connector_schedule" ADD CONSTRAINT "connector_schedule_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "health_change" ADD CONSTRAINT "health_change_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connector_day" ADD CONSTRAINT "connector_day_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_delivery" ADD CONSTRAINT "notification_delivery_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "notification_channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operation_item" ADD CONSTRAINT "operation_item_operation_id_fkey" FOREIGN KEY ("operation_id") REFERENCES "operation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say.

ALTER TABLE "connector" ADD CONSTRAINT "connector_rotation_phase" CHECK ("rotation_phase" IN ('pending', 'proved', 'committed'));
ALTER TABLE "incident" ADD CONSTRAINT "incident_kind" CHECK ("kind" IN ('connector', 'verifier', 'harness', 'sts'));
CREATE UNIQUE INDEX "incident_open_key" ON "incident" ("kind", "subject") WHERE "resolved_at" IS NULL;
CREATE INDEX "incident_unresolved_idx" ON "incident" ("opened_at") WHERE "resolved_at" IS NULL;
CREATE INDEX "incident_untold_recovery_idx" ON "incident" ("resolved_at") WHERE "announced_at" IS NOT NULL AND "recovery_announced_at" IS NULL;
CREATE INDEX "health_change_unhandled_idx" ON "health_change" ("id") WHERE "handled_at" IS NULL;
CREATE INDEX "notification_delivery_queued_idx" ON "notification_delivery" ("next_attempt_at") WHERE "state" = 'queued';
ALTER TABLE "notification_channel" ADD CONSTRAINT "notification_channel_kind" CHECK ("kind" IN ('webhook', 'slack', 'email'));
ALTER TABLE "notification_delivery" ADD CONSTRAINT "notification_delivery_state" CHECK ("state" IN ('queued', 'sent', 'failed'));
ALTER TABLE "operation" ADD CONSTRAINT "operation_state" CHECK ("state" IN ('queued', 'running', 'done', 'stopped'));
ALTER TABLE "operation_item" ADD CONSTRAINT "operation_item_state" CHECK ("state" IN ('queued', 'done', 'failed', 'skipped'));
ALTER TABLE "latest_result" ADD CONSTRAINT "latest_result_outcome" CHECK ("outcome" IN ('passed', 'failed', 'warning', 'waiting', 'unknown', 'skipped'));

-- Rows that change often keep room on their page.
ALTER TABLE "connector" SET (fillfactor = 80);
ALTER TABLE "latest_result" SET (fillfactor = 80);
ALTER TABLE "connector_schedule" SET (fillfactor = 70);

-- Installations of the first release: their history becomes the newest results, and what is registered falls due.
INSERT INTO "latest_result" ("connector_id", "check_id", "connector_version", "outcome", "code", "observed", "details", "request_id", "region", "duration_ms", "checked_at", "first_passed_at", "last_passed_at")
SELECT DISTINCT ON (r."connector_id", r."check_id") r."connector_id", r."check_id", r."connector_version", r."outcome", r."code", r."observed", r."details", r."request_id", r."region", r."duration_ms", r."checked_at",
	(SELECT min(p."checked_at") FROM "check_result" p WHERE p."connector_id" = r."connector_id" AND p."check_id" = r."check_id" AND p."outcome" = 'passed' AND p."connector_version" >= c."evidence_version"),
	(SELECT max(p."checked_at") FROM "check_result" p WHERE p."connector_id" = r."connector_id" AND p."check_id" = r."check_id" AND p."outcome" = 'passed' AND p."connector_version" >= c."evidence_version")
FROM "check_result" r JOIN "connector" c ON c."id" = r."connector_id"
WHERE r."connector_version" >= c."evidence_version"
ORDER BY r."connector_id", r."check_id", r."checked_at" DESC, r."id" DESC;
INSERT INTO "connector_schedule" ("connector_id", "partition", "due_at")
SELECT "id", CASE WHEN "is_gov_cloud" THEN 'aws-us-gov' ELSE 'aws' END, now() FROM "connector" WHERE "status" = 'registered';
