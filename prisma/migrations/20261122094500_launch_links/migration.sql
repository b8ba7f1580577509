-- What was asked when the link was sent: a page says so when it has changed since.
ALTER TABLE "launch_link" ADD COLUMN "request" JSONB NOT NULL DEFAULT '{}';

-- One browser more is looked for among those of its link only.
CREATE INDEX "launch_link_visit_launch_link_id_created_at_idx" ON "launch_link_visit"("launch_link_id", "created_at" DESC);
DROP INDEX "launch_link_visit_launch_link_id_idx";
