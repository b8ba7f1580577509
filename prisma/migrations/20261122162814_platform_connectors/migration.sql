-- AlterTable
ALTER TABLE "connector" ADD COLUMN     "destination" TEXT NOT NULL DEFAULT 'harness-ccm',
ADD COLUMN     "destination_external_id" TEXT,
ADD COLUMN     "org_id" TEXT,
ADD COLUMN     "platform" JSONB,
ADD COLUMN     "project_id" TEXT,
ADD COLUMN     "report_stack" JSONB,
ADD COLUMN     "earlier_role_arn" TEXT;

-- CreateTable
CREATE TABLE "permission_question" (
    "id" TEXT NOT NULL,
    "connector_id" TEXT NOT NULL,
    "choice" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "answers" JSONB,
    "code" TEXT,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "permission_question_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "permission_question_connector_id_requested_at_idx" ON "permission_question"("connector_id", "requested_at" DESC);

-- CreateIndex
CREATE INDEX "permission_question_requested_at_idx" ON "permission_question"("requested_at");

-- AddForeignKey
ALTER TABLE "permission_question" ADD CONSTRAINT "permission_question_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One connector an account and role, except for platform connectors, of which an account may have many.
DROP INDEX "connector_account_key";
CREATE UNIQUE INDEX "connector_account_key" ON "connector" ("harness_account_ref", "destination", "aws_account_id") WHERE "status" <> 'offboarded' AND "destination" <> 'harness-platform';
DROP INDEX "connector_role_key";
CREATE UNIQUE INDEX "connector_role_key" ON "connector" ("harness_account_ref", "role_arn") WHERE "status" <> 'offboarded' AND "destination" <> 'harness-platform';

-- Harness keeps identifiers unique within a scope, whatever the type.
DROP INDEX "connector_identifier_key";
CREATE UNIQUE INDEX "connector_identifier_key" ON "connector" ("harness_account_ref", COALESCE("org_id", ''), COALESCE("project_id", ''), "identifier") WHERE "status" <> 'offboarded' AND "destination" <> 'cloudzero';

-- What is not Cost Management's is found without reading all that is.
CREATE INDEX "connector_destination_idx" ON "connector" ("destination", (CASE WHEN "cost_report_kind" = 'own' THEN 0 ELSE 1 END), (lower(coalesce("name", '')) COLLATE "C"), "id") WHERE "status" <> 'offboarded' AND "destination" <> 'harness-ccm';
-- Where in Harness platform connectors lie: each scope is listed by itself.
CREATE INDEX "connector_platform_scope_idx" ON "connector" ("harness_account_ref", "org_id", "project_id") WHERE "destination" = 'harness-platform' AND "status" = 'registered';
-- Of questions asked at once about one connector, one is stored.
CREATE UNIQUE INDEX "permission_question_open_key" ON "permission_question" ("connector_id") WHERE "state" <> 'done';
