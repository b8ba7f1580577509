-- AlterTable
ALTER TABLE "settings" ADD COLUMN     "organization_template_sha256" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "organization_template_url" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "harness_account" ADD COLUMN     "api_key_expires_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "connector" ADD COLUMN     "rollout_id" TEXT;

-- AlterTable
ALTER TABLE "launch_link" ADD COLUMN     "rollout_id" TEXT,
ALTER COLUMN "connector_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "rollout" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "kind" TEXT NOT NULL,
    "harness_account_ref" TEXT NOT NULL,
    "partition" TEXT NOT NULL DEFAULT 'aws',
    "name" TEXT NOT NULL DEFAULT '',
    "management_account_id" TEXT,
    "naming" JSONB NOT NULL,
    "features" JSONB,
    "launch" JSONB,
    "verifier_external_id" TEXT NOT NULL,
    "drafts" JSONB NOT NULL DEFAULT '{}',
    "launched_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "reader_found_at" TIMESTAMPTZ(3),
    "organization" JSONB,
    "stack_set" JSONB,
    "reconciled_at" TIMESTAMPTZ(3),
    "reconcile_code" TEXT,
    "reconcile_detail" TEXT,
    "watched_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "lease" TEXT,
    "leased_until" TIMESTAMPTZ(3),
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rollout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rollout_unit" (
    "rollout_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "parent_id" TEXT,
    "name" TEXT NOT NULL,
    "path" TEXT NOT NULL,

    CONSTRAINT "rollout_unit_pkey" PRIMARY KEY ("rollout_id","id")
);

-- CreateTable
CREATE TABLE "rollout_account" (
    "rollout_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "unit_id" TEXT,
    "tags" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL,
    "is_management" BOOLEAN NOT NULL DEFAULT false,
    "wave" INTEGER,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),
    "instance_status" TEXT,
    "instance_detail" TEXT,
    "instance_reason" TEXT,
    "instance_at" TIMESTAMPTZ(3),
    "connector_id" TEXT,
    "enrol_code" TEXT,

    CONSTRAINT "rollout_account_pkey" PRIMARY KEY ("rollout_id","account_id")
);

-- CreateTable
CREATE TABLE "rollout_change" (
    "id" BIGSERIAL NOT NULL,
    "rollout_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rollout_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rollout_plan" (
    "id" TEXT NOT NULL,
    "rollout_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "code" TEXT,
    "detail" TEXT,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "operation_id" TEXT,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "rollout_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rollout_plan_row" (
    "plan_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "connector_id" TEXT,
    "action" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "changes" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "rollout_plan_row_pkey" PRIMARY KEY ("plan_id","account_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "rollout_verifier_external_id_key" ON "rollout"("verifier_external_id");

-- CreateIndex
CREATE INDEX "rollout_due_at_idx" ON "rollout"("due_at");

-- CreateIndex
CREATE INDEX "rollout_created_at_id_idx" ON "rollout"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "rollout_account_rollout_id_unit_id_idx" ON "rollout_account"("rollout_id", "unit_id");

-- CreateIndex
CREATE INDEX "rollout_account_connector_id_idx" ON "rollout_account"("connector_id");

-- CreateIndex
CREATE INDEX "rollout_change_rollout_id_at_id_idx" ON "rollout_change"("rollout_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "rollout_plan_rollout_id_created_at_idx" ON "rollout_plan"("rollout_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "rollout_plan_row_plan_id_action_account_id_idx" ON "rollout_plan_row"("plan_id", "action", "account_id");

-- CreateIndex
CREATE INDEX "connector_rollout_id_idx" ON "connector"("rollout_id");

-- CreateIndex
CREATE INDEX "launch_link_rollout_id_created_at_idx" ON "launch_link"("rollout_id", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "connector" ADD CONSTRAINT "connector_rollout_id_fkey" FOREIGN KEY ("rollout_id") REFERENCES "rollout"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollout" ADD CONSTRAINT "rollout_harness_account_ref_fkey" FOREIGN KEY ("harness_account_ref") REFERENCES "harness_account"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollout_unit" ADD CONSTRAINT "rollout_unit_rollout_id_fkey" FOREIGN KEY ("rollout_id") REFERENCES "rollout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollout_account" ADD CONSTRAINT "rollout_account_rollout_id_fkey" FOREIGN KEY ("rollout_id") REFERENCES "rollout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollout_account" ADD CONSTRAINT "rollout_account_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollout_change" ADD CONSTRAINT "rollout_change_rollout_id_fkey" FOREIGN KEY ("rollout_id") REFERENCES "rollout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollout_plan" ADD CONSTRAINT "rollout_plan_rollout_id_fkey" FOREIGN KEY ("rollout_id") REFERENCES "rollout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollout_plan_row" ADD CONSTRAINT "rollout_plan_row_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "rollout_plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "launch_link" ADD CONSTRAINT "launch_link_rollout_id_fkey" FOREIGN KEY ("rollout_id") REFERENCES "rollout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A link is about a connector or about a rollout.
ALTER TABLE "launch_link" ADD CONSTRAINT "launch_link_subject" CHECK (("connector_id" IS NULL) <> ("rollout_id" IS NULL));
