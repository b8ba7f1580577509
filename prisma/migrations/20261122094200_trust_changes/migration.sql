-- CreateTable
CREATE TABLE "trust_change" (
    "id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "what" TEXT[],
    "input_ciphertext" TEXT,
    "requested_by_id" TEXT NOT NULL,
    "requested_by_name" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "decided_by_name" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "failure_code" TEXT,
    "secret_ciphertext" TEXT,

    CONSTRAINT "trust_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trust_notice" (
    "id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "mailed_to" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "trust_notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trust_notice_dismissal" (
    "notice_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "trust_notice_dismissal_pkey" PRIMARY KEY ("notice_id","user_id")
);

-- CreateIndex
CREATE INDEX "trust_change_requested_at_idx" ON "trust_change"("requested_at" DESC);

-- CreateIndex
CREATE INDEX "trust_notice_at_idx" ON "trust_notice"("at" DESC);

-- CreateIndex
CREATE INDEX "trust_notice_dismissal_user_id_idx" ON "trust_notice_dismissal"("user_id");

-- CreateIndex
CREATE INDEX "invitation_email_idx" ON "invitation"("email");

-- AddForeignKey
ALTER TABLE "trust_notice_dismissal" ADD CONSTRAINT "trust_notice_dismissal_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "trust_notice"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trust_notice_dismissal" ADD CONSTRAINT "trust_notice_dismissal_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
