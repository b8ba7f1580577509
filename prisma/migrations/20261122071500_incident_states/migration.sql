-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "confirmed_state" TEXT,
ADD COLUMN     "flapping_at" TIMESTAMPTZ(3),
ADD COLUMN     "resolution" TEXT,
ADD COLUMN     "seen_at" TIMESTAMPTZ(3),
ADD COLUMN     "state_at" TIMESTAMPTZ(3),
ADD COLUMN     "untold_since" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "notification_told" (
    "channel_id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "telling" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notification_told_pkey" PRIMARY KEY ("channel_id","incident_id","telling")
);

-- CreateIndex
CREATE INDEX "notification_told_incident_id_idx" ON "notification_told"("incident_id");

-- CreateIndex
CREATE INDEX "notification_told_at_idx" ON "notification_told"("at");

-- AddForeignKey
ALTER TABLE "notification_told" ADD CONSTRAINT "notification_told_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "notification_channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_told" ADD CONSTRAINT "notification_told_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say.

ALTER TABLE "incident" ADD CONSTRAINT "incident_states" CHECK ("health_state" IN ('degraded', 'unknown', 'failing', 'quarantined') AND "confirmed_state" IN ('degraded', 'unknown', 'failing', 'quarantined'));
ALTER TABLE "incident" ADD CONSTRAINT "incident_resolution" CHECK ("resolution" IN ('recovered', 'blip', 'paused', 'offboarded', 'superseded'));
CREATE INDEX "incident_untold_idx" ON "incident" ("untold_since") WHERE "untold_since" IS NOT NULL;
DROP INDEX "incident_untold_recovery_idx";
CREATE INDEX "incident_resolved_idx" ON "incident" ("resolved_at" DESC, "id" DESC) WHERE "resolved_at" IS NOT NULL AND "confirmed_at" IS NOT NULL;
-- Whose proof runs out next.
CREATE INDEX "connector_proven_until_idx" ON "connector" ("proven_until") WHERE "status" = 'registered' AND "paused_at" IS NULL;
