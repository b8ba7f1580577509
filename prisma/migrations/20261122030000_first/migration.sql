-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "mode" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 1,
    "verifier_mode" TEXT NOT NULL DEFAULT 'operator',
    "template_source" TEXT NOT NULL DEFAULT 'harness',
    "template_url" TEXT NOT NULL DEFAULT '',
    "template_sha256" TEXT NOT NULL DEFAULT '',
    "default_region" TEXT NOT NULL DEFAULT 'us-east-1',
    "opt_in_regions" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "canary_role_arn" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "harness_account" (
    "ref" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "account_id" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "api_key_ciphertext" TEXT,
    "aws_account_id" TEXT,
    "external_id" TEXT,
    "gov_aws_account_id" TEXT,
    "gov_external_id" TEXT,
    "checked_at" TIMESTAMPTZ(3),

    CONSTRAINT "harness_account_pkey" PRIMARY KEY ("ref")
);

-- CreateTable
CREATE TABLE "connector" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "proof" TEXT NOT NULL DEFAULT 'direct',
    "harness_account_ref" TEXT NOT NULL,
    "requires_auto_stopping" BOOLEAN NOT NULL DEFAULT false,
    "name" TEXT,
    "identifier" TEXT,
    "aws_account_id" TEXT,
    "description" TEXT NOT NULL DEFAULT '',
    "tags" JSONB NOT NULL DEFAULT '{}',
    "is_gov_cloud" BOOLEAN NOT NULL DEFAULT false,
    "cost_report_kind" TEXT,
    "report_name" TEXT,
    "bucket_name" TEXT,
    "report_type" TEXT,
    "payer_connector_id" TEXT,
    "features" JSONB,
    "role" JSONB NOT NULL,
    "pasted_role_arn" TEXT,
    "role_arn" TEXT,
    "verifier_external_id" TEXT NOT NULL,
    "launched_at" TIMESTAMPTZ(3),
    "role_found_at" TIMESTAMPTZ(3),
    "watched_at" TIMESTAMPTZ(3),
    "registered_at" TIMESTAMPTZ(3),
    "harness_last_modified_at" TIMESTAMPTZ(3),
    "trust_policy_hash" TEXT,
    "evidence_version" INTEGER NOT NULL DEFAULT 1,
    "drafts" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'pending',
    "state_since" TIMESTAMPTZ(3),
    "proven_until" TIMESTAMPTZ(3),
    "last_proof_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connector_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "check_run" (
    "id" TEXT NOT NULL,
    "connector_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "connector_version" INTEGER NOT NULL DEFAULT 0,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "check_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "check_result" (
    "id" BIGSERIAL NOT NULL,
    "connector_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "connector_version" INTEGER NOT NULL,
    "check_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "code" TEXT,
    "observed" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "request_id" TEXT,
    "region" TEXT,
    "duration_ms" INTEGER NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "check_result_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verifier" (
    "partition" TEXT NOT NULL,
    "account_id" TEXT,
    "principal_arn" TEXT,
    "result" JSONB NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verifier_pkey" PRIMARY KEY ("partition")
);

-- CreateTable
CREATE TABLE "template_check" (
    "url" TEXT NOT NULL,
    "partition" TEXT NOT NULL,
    "parameters" TEXT[],
    "sha256" TEXT,
    "result" JSONB NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "template_check_pkey" PRIMARY KEY ("url","partition")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "mustChangePassword" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lastRequest" BIGINT NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "harness_account_account_id_key" ON "harness_account"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "connector_verifier_external_id_key" ON "connector"("verifier_external_id");

-- CreateIndex
CREATE INDEX "connector_created_at_id_idx" ON "connector"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "check_run_connector_id_kind_requested_at_idx" ON "check_run"("connector_id", "kind", "requested_at" DESC);

-- CreateIndex
CREATE INDEX "check_result_connector_id_check_id_checked_at_idx" ON "check_result"("connector_id", "check_id", "checked_at" DESC);

-- CreateIndex
CREATE INDEX "audit_event_subject_at_idx" ON "audit_event"("subject", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_userId_idx" ON "session"("userId");

-- CreateIndex
CREATE INDEX "account_userId_idx" ON "account"("userId");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limit_key_key" ON "rate_limit"("key");

-- AddForeignKey
ALTER TABLE "connector" ADD CONSTRAINT "connector_harness_account_ref_fkey" FOREIGN KEY ("harness_account_ref") REFERENCES "harness_account"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_run" ADD CONSTRAINT "check_run_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_result" ADD CONSTRAINT "check_result_connector_id_fkey" FOREIGN KEY ("connector_id") REFERENCES "connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say.

-- One live connector an AWS account, a role and an identifier in each Harness account, drafts included.
CREATE UNIQUE INDEX "connector_account_key" ON "connector" ("harness_account_ref", "aws_account_id") WHERE "status" <> 'offboarded';
CREATE UNIQUE INDEX "connector_role_key" ON "connector" ("harness_account_ref", "role_arn") WHERE "status" <> 'offboarded';
CREATE UNIQUE INDEX "connector_identifier_key" ON "connector" ("harness_account_ref", "identifier") WHERE "status" <> 'offboarded';

ALTER TABLE "installation" ADD CONSTRAINT "installation_one_row" CHECK ("id" = 1);
ALTER TABLE "installation" ADD CONSTRAINT "installation_mode" CHECK ("mode" IN ('sandbox', 'live'));
ALTER TABLE "settings" ADD CONSTRAINT "settings_one_row" CHECK ("id" = 1);
ALTER TABLE "connector" ADD CONSTRAINT "connector_status" CHECK ("status" IN ('draft', 'registered', 'offboarded'));
ALTER TABLE "connector" ADD CONSTRAINT "connector_proof" CHECK ("proof" IN ('direct', 'harness'));
ALTER TABLE "connector" ADD CONSTRAINT "connector_aws_account_id" CHECK ("aws_account_id" ~ '^[0-9]{12}$');
ALTER TABLE "check_run" ADD CONSTRAINT "check_run_kind" CHECK ("kind" IN ('role', 'full'));
ALTER TABLE "check_run" ADD CONSTRAINT "check_run_state" CHECK ("state" IN ('queued', 'running', 'done', 'crashed'));
ALTER TABLE "check_result" ADD CONSTRAINT "check_result_outcome" CHECK ("outcome" IN ('passed', 'failed', 'warning', 'waiting', 'unknown', 'skipped'));
