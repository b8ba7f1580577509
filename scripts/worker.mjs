// `npm run worker`: one more worker for an installation that runs elsewhere; any number, on any machine.
import { startWorker, withoutEmpty } from "./processes.mjs";
import { Family, Stop } from "./run.mjs";
import { loadDotEnv } from "./settings.mjs";
import { ensureInstalled, ensurePrismaClient, say } from "./setup.mjs";

const family = new Family({ onLine: (_name, line) => process.stdout.write(`${line}\n`) });
for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => family.end(0));

try {
	loadDotEnv();
	for (const name of ["DATABASE_URL", "ROLEBRIDGE_SECRET_KEYS"]) {
		if (!process.env[name])
			throw new Stop(`${name} is required: a worker joins an installation by its database and keys.`);
	}
	await ensureInstalled();
	await ensurePrismaClient();
	await startWorker(family, withoutEmpty({ ...process.env, NODE_ENV: "production" }));
	say("The worker is ready.");
	process.exitCode = await family.ended;
} catch (error) {
	process.stderr.write(`${error instanceof Stop ? error.message : error.stack}\n`);
	await family.end(1);
	process.exitCode = 1;
}
