// npm run secrets:rotate: seals every stored secret with the newest of ROLEBRIDGE_SECRET_KEYS, while Rolebridge runs.
import { resealSecondFactors } from "#lib/auth/reseal-second-factors.ts";
import { createSecretBox, parseKeyRing } from "#lib/crypto.ts";
import { createPrisma } from "#lib/db/client.ts";
import { resealAll } from "#lib/db/reseal.ts";

const { DATABASE_URL: databaseUrl, ROLEBRIDGE_SECRET_KEYS: keys } = process.env;
if (!databaseUrl || !keys) {
	console.error(
		"Set DATABASE_URL and ROLEBRIDGE_SECRET_KEYS as for the running Rolebridge, the new key in front.",
	);
	process.exit(2);
}
const ring = parseKeyRing(keys);
const prisma = createPrisma(databaseUrl, { maxConnections: 2 });
try {
	const done = await resealAll(prisma, createSecretBox(ring));
	for (const { table, column, count } of done) console.log(`${table}.${column}: ${count} sealed anew`);
	console.log(`two_factor: ${await resealSecondFactors(prisma, ring)} sealed anew`);
	console.log("Once nothing is left to seal anew in a further run, the old key may go.");
} finally {
	await prisma.$disconnect();
}
