// A worker that does nothing but go on with one operation: `node --conditions=react-server
// lib/testing/operation-process.ts <operation id>` with DATABASE_URL and ROLEBRIDGE_SECRET_KEYS. For what kills it.
import { randomBytes } from "node:crypto";
import { createSecretBox, parseKeyRing } from "#lib/crypto.ts";
import { createPrisma } from "#lib/db/client.ts";
import { createDb } from "#lib/db/create-db.ts";
import { isOver } from "#lib/domain/operation.ts";
import { createHarness } from "#lib/harness/harness.ts";
import { runOperation } from "#lib/operations/run-operation.ts";
import { testContext } from "./test-context.ts";

const { DATABASE_URL = "", ROLEBRIDGE_SECRET_KEYS = "" } = process.env;
const [operationId = ""] = process.argv.slice(2);
const prisma = createPrisma(DATABASE_URL, { maxConnections: 10 });
const db = createDb(prisma, createSecretBox(parseKeyRing(ROLEBRIDGE_SECRET_KEYS)));
const now = () => new Date();
const ctx = {
	...testContext(),
	db,
	harness: createHarness(),
	now,
	randomBytes: (length: number) => randomBytes(length),
};
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
for (;;) {
	const operation = await db.operations.find(operationId);
	if (operation === null || isOver(operation)) break;
	await runOperation(ctx, { operationId });
}
await prisma.$disconnect();
process.exit(0);
