ALTER TABLE "incident" DROP CONSTRAINT "incident_kind";
ALTER TABLE "incident" ADD CONSTRAINT "incident_kind" CHECK ("kind" IN ('connector', 'verifier', 'harness', 'sts', 'audit'));
