-- CreateTable
CREATE TABLE "sign_in_count" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_count_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_count_key_key" ON "sign_in_count"("key");

-- CreateIndex
CREATE INDEX "sign_in_count_expiresAt_idx" ON "sign_in_count"("expiresAt");
