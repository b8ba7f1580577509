// A worker that does nothing but sweep: `node --conditions=react-server lib/testing/sweeper-process.ts` with
// DATABASE_URL and AWS_ENDPOINT_URL. For tests that kill it.
import { createPrisma } from "#lib/db/client.ts";
import { createDb } from "#lib/db/create-db.ts";
import { runSweeper } from "#lib/health/sweeper.ts";
import { createSecretBox, parseKeyRing } from "../crypto.ts";
import { impatientAws, sweepContext } from "./sweep-context.ts";

const { DATABASE_URL = "", AWS_ENDPOINT_URL = "" } = process.env;
const keys = parseKeyRing(
	`test:${Buffer.from(Array.from({ length: 32 }, (_, at) => at * 7)).toString("base64")}`,
);
const prisma = createPrisma(DATABASE_URL, { maxConnections: 10 });
const aws = impatientAws(AWS_ENDPOINT_URL);
const stopping = new AbortController();
process.on("SIGTERM", () => stopping.abort());
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
await runSweeper(sweepContext({ db: createDb(prisma, createSecretBox(keys)), aws }), {
	signal: stopping.signal,
	concurrency: 24,
});
aws.close();
await prisma.$disconnect();
process.exit(0);
