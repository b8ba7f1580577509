-- CreateTable
CREATE TABLE "sign_in_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 1,
    "is_enabled" BOOLEAN NOT NULL DEFAULT false,
    "issuer" TEXT NOT NULL DEFAULT '',
    "client_id" TEXT NOT NULL DEFAULT '',
    "client_secret_ciphertext" TEXT,
    "scopes" TEXT NOT NULL DEFAULT 'openid profile email',
    "groups_claim" TEXT NOT NULL DEFAULT 'groups',
    "mappings" JSONB NOT NULL DEFAULT '[]',
    "default_role" TEXT,
    "button_label" TEXT NOT NULL DEFAULT '',
    "is_sso_only" BOOLEAN NOT NULL DEFAULT false,
    "break_glass_user_id" TEXT,
    "last_test" JSONB,

    CONSTRAINT "sign_in_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sso_logout_token" (
    "hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sso_logout_token_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "sso_logout_token_expires_at_idx" ON "sso_logout_token"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "account_providerId_accountId_key" ON "account"("providerId", "accountId");

-- AddForeignKey
-- The account that stays when the provider fails is not deleted while it is named.
ALTER TABLE "sign_in_settings" ADD CONSTRAINT "sign_in_settings_break_glass_user_id_fkey" FOREIGN KEY ("break_glass_user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
