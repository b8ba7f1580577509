import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { harnessExternalId, isHarnessAccountId } from "#lib/domain/external-id.ts";
import { HARNESS_ACCOUNT_ID, OPERATOR_ACCOUNT_ID, OPERATOR_CREDENTIALS } from "#lib/sandbox/credentials.ts";
import { insertFleet } from "./fleet/database.ts";
import { insertHistory } from "./fleet/history.ts";
import { planFleet } from "./fleet/plan.ts";
import { type FleetSide, putIntoAws, putIntoHarness } from "./fleet/sandbox.ts";
import { loadDotEnv, readSettings } from "./settings.mjs";

const USAGE = `Fills the running sandbox and its database with connectors, most of them in order, some really not.

npm run sandbox:seed -- --connectors 10000 [--history 30] [--spread 10]

--connectors  How many there shall be, at most 100000. Those of an earlier run stay; what is missing is added.
--history     So many days of a made-up past for timelines and charts. Default: none.
--spread      The first verifications fall due within so many minutes. Default: 10.`;

const { values } = parseArgs({
	options: {
		connectors: { type: "string" },
		history: { type: "string", default: "0" },
		spread: { type: "string", default: "10" },
		help: { type: "boolean" },
	},
});
const count = wholeNumber(values.connectors, 1, 100_000);
const days = wholeNumber(values.history, 0, 365);
const spreadMinutes = wholeNumber(values.spread, 0, 1_440);
if (values.help || count === null || days === null || spreadMinutes === null) {
	console.log(USAGE);
	process.exit(values.help ? 0 : 2);
}

try {
	await seed({ count, days, spreadMinutes });
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}

async function seed(wanted: { count: number; days: number; spreadMinutes: number }): Promise<void> {
	const startedAt = performance.now();
	loadDotEnv();
	const settings = readSettings();
	if (settings.mode !== "sandbox") throw new Error("ROLEBRIDGE_MODE is live. Only a sandbox is filled.");
	const [aws, harness] = [settings.awsPort, settings.harnessPort].map((port) => `http://127.0.0.1:${port}`);
	if (aws === undefined || harness === undefined) throw new Error("Both ports have defaults.");
	await Promise.all([mustAnswer(aws), mustAnswer(harness)]);
	const client = new pg.Client({ connectionString: await databaseUrl(settings) });
	await client.connect();
	try {
		await mustBeSandbox(client);
		const account = await harnessAccount(client);
		const fleet = planFleet(wanted.count, account.accountId);
		const side = sideOf(account.accountId);
		await Promise.all([
			putIntoAws(aws, fleet, side),
			putIntoHarness(harness, account.accountId, fleet, side),
		]);
		const added = await insertFleet(client, fleet, {
			harnessAccountRef: account.ref,
			spreadMinutes: wanted.spreadMinutes,
			registeredDaysAgo: wanted.days,
		});
		const ids = fleet.map(({ id }) => id);
		if (wanted.days > 0) await insertHistory(client, ids, wanted.days);
		const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
		console.log(`${added} connectors were added, ${fleet.length - added} were there. It took ${seconds} s.`);
	} finally {
		await client.end();
	}
}

function wholeNumber(text: string | undefined, from: number, to: number): number | null {
	const value = /^\d{1,6}$/.test(text ?? "") ? Number(text) : Number.NaN;
	return value >= from && value <= to ? value : null;
}

async function mustAnswer(url: string): Promise<void> {
	const answer = await fetch(`${url}/_sandbox/health`).catch(() => null);
	if (!answer?.ok) throw new Error(`Nothing plays the sandbox at ${url}. Start Rolebridge first.`);
}

/** The one that is given, else the embedded one of the running start. */
async function databaseUrl({ databaseUrl, dataDir }: ReturnType<typeof readSettings>): Promise<string> {
	if (databaseUrl !== null) return databaseUrl;
	const read = async (name: string) => (await readFile(join(dataDir, "postgres", name), "utf8")).trim();
	const [password, port] = await Promise.all([read("password"), read("port")]).catch(() => {
		throw new Error(`There is no database in ${dataDir}. Start Rolebridge first.`);
	});
	return `postgresql://rolebridge:${password}@127.0.0.1:${port}/postgres`;
}

/** A database says itself whom it belongs to; a live one is never filled, whatever the environment says. */
async function mustBeSandbox(client: pg.Client): Promise<void> {
	const { rows } = await client.query<{ mode: string }>("SELECT mode FROM installation WHERE id = 1");
	if (rows[0]?.mode !== "sandbox")
		throw new Error("This database does not belong to a sandbox. Nothing was written.");
}

async function harnessAccount(client: pg.Client): Promise<{ ref: string; accountId: string }> {
	const sql = 'SELECT ref, account_id AS "accountId" FROM harness_account ORDER BY ref LIMIT 1';
	const { rows } = await client.query<{ ref: string; accountId: string }>(sql);
	const [account] = rows;
	if (account === undefined || !isHarnessAccountId(account.accountId)) {
		throw new Error("No Harness account is set up. Open Settings first.");
	}
	return account;
}

function sideOf(harnessAccountId: string): FleetSide {
	const [operator, harness] = [parseAccountId(OPERATOR_ACCOUNT_ID), parseAccountId(HARNESS_ACCOUNT_ID)];
	if (!operator.ok || !harness.ok) throw new Error("The sandbox's own accounts have twelve digits.");
	return {
		verifier: { accountId: operator.value, principalArn: OPERATOR_CREDENTIALS.principalArn },
		harness: {
			principalArn: `arn:aws:iam::${HARNESS_ACCOUNT_ID}:root`,
			externalId: harnessExternalId(harness.value, harnessAccountId),
		},
	};
}
