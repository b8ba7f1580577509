// npm run secrets:rotate: seals every stored secret with the newest of ROLEBRIDGE_SECRET_KEYS, while Rolebridge runs.
import { resealSecondFactors } from "#lib/auth/reseal-second-factors.ts";
import { createSecretBox, parseKeyRing } from "#lib/crypto.ts";
import { createPrisma } from "#lib/db/client.ts";
import { resealAll } from "#lib/db/reseal.ts";
import { sealedSecondFactors } from "#lib/db/sealed-second-factors.ts";

const { DATABASE_URL: databaseUrl, ROLEBRIDGE_SECRET_KEYS: keys } = process.env;
if (!databaseUrl || !keys) {
	console.error(
		"Set DATABASE_URL and ROLEBRIDGE_SECRET_KEYS as for the running Rolebridge, the new key in front.",
	);
	process.exit(2);
}
const ring = parseKeyRing(keys);
const secrets = createSecretBox(ring);
const prisma = createPrisma(databaseUrl, { maxConnections: 2 });
try {
	// The sign-in library's own layer first: what is written anew there gets the outer layer on the way.
	const inner = await resealSecondFactors(sealedSecondFactors(prisma, secrets), ring);
	console.log(`two_factor, inner layer: ${inner} sealed anew`);
	const done = await resealAll(prisma, secrets);
	for (const { table, column, count } of done) console.log(`${table}.${column}: ${count} sealed anew`);
	console.log("Once nothing is left to seal anew in a further run, the old key may go.");
} finally {
	await prisma.$disconnect();
}
