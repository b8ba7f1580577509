// `npm run web`: the web server alone, for an installation whose database and workers run elsewhere.
import { prepareDatabase, startWeb, withoutEmpty } from "./processes.mjs";
import { Family, Stop } from "./run.mjs";
import { loadDotEnv, readSettings } from "./settings.mjs";
import { ensureBuild, ensureInstalled, ensurePrismaClient, say } from "./setup.mjs";

const family = new Family({ onLine: (_name, line) => process.stdout.write(`${line}\n`) });
for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => family.end(0));

try {
	loadDotEnv();
	for (const name of ["DATABASE_URL", "ROLEBRIDGE_SECRET_KEYS"]) {
		if (!process.env[name])
			throw new Stop(`${name} is required: this web server joins an installation by its database and keys.`);
	}
	const { port, host, mode } = readSettings();
	await ensureInstalled();
	await ensurePrismaClient();
	await ensureBuild();
	const env = withoutEmpty({
		...process.env,
		NODE_ENV: "production",
		NEXT_TELEMETRY_DISABLED: "1",
		PORT: String(port),
		ROLEBRIDGE_MODE: mode,
	});
	await prepareDatabase(env);
	await startWeb(family, env, { port, host });
	say("The web server is ready.");
	process.exitCode = await family.ended;
} catch (error) {
	process.stderr.write(`${error instanceof Stop ? error.message : error.stack}\n`);
	await family.end(1);
	process.exitCode = 1;
}
