-- While a connector is being offboarded: when AWS was last asked whether it still lets us in, and what it answered.
ALTER TABLE "connector" ADD COLUMN "refusal_asked_at" TIMESTAMPTZ(3),
ADD COLUMN "refusal_answer" TEXT;
