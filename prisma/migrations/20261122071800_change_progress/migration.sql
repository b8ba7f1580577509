-- What the worker found of a change that is under way, and who declined a newer template.
ALTER TABLE "connector" ADD COLUMN "change_progress" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN "template_declined_at" TIMESTAMPTZ(3),
ADD COLUMN "template_declined_by" TEXT;
