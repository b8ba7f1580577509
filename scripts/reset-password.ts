// npm run reset-password -- you@example.com: a link to choose a new password, where no e-mail is sent or nobody can
// sign in any more. Whoever may run this on the server could read the database as well.
import { createAuth } from "#lib/auth/auth.ts";
import { makeResetLink } from "#lib/auth/make-reset-link.ts";
import { deriveSecret, parseKeyRing } from "#lib/crypto.ts";
import { createPrisma } from "#lib/db/client.ts";

const [email] = process.argv.slice(2);
const { DATABASE_URL: databaseUrl, ROLEBRIDGE_SECRET_KEYS: keys, ROLEBRIDGE_URL, PORT } = process.env;
if (!databaseUrl || !keys || email === undefined) {
	console.error(
		"Usage: npm run reset-password -- you@example.com, with DATABASE_URL and ROLEBRIDGE_SECRET_KEYS as for the running Rolebridge.",
	);
	process.exit(2);
}
const port = Number(PORT || 3000);
const baseUrl = ROLEBRIDGE_URL || null;
const prisma = createPrisma(databaseUrl, { maxConnections: 1 });
try {
	const auth = createAuth({
		database: prisma,
		secret: deriveSecret(parseKeyRing(keys), "sessions"),
		baseUrl,
		port,
	});
	const path = await makeResetLink(auth, email);
	if (path === null) {
		console.error("Nobody signs in with this e-mail address and a password.");
		process.exitCode = 1;
	} else {
		console.log(`${new URL(path, baseUrl ?? `http://localhost:${port}`).href}\nIt works once, for one hour.`);
	}
} finally {
	await prisma.$disconnect();
}
