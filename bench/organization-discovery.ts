// From the first question to AWS Organizations until each of 5,000 accounts is known, with its stack and its connector:
// a worker as in production, against the AWS sandbox in a process of its own.
import { createSecretBox, parseKeyRing } from "#lib/crypto.ts";
import { createPrisma } from "#lib/db/client.ts";
import { createDb } from "#lib/db/create-db.ts";
import { launchOrganizationStack } from "#lib/testing/launched-organization.ts";
import { accountIdOf, launchedRollout } from "#lib/testing/rollout-world.ts";
import { putOrganization } from "#lib/testing/sandbox-organization.ts";
import { print } from "./figures.ts";
import { type Installation, startInstallation } from "./installation.ts";

const ACCOUNTS = Number(process.env.BENCH_ACCOUNTS ?? 5_000);
const MANAGEMENT = "700000000000";
const AREAS = 5;
const TEAMS = 20;
const ID = "discovery";
/** Far more than it takes: a bench that hangs tells nobody anything. */
const PATIENCE_MS = 10 * 60_000;
const LOOK_MS = 250;

export async function measureDiscovery(): Promise<void> {
	const installation = await startInstallation({ stsQuota: 600 });
	try {
		await launch(installation);
		await discover(installation);
	} finally {
		await installation.close();
	}
}

/** Three levels of units, and the stack set in every account. */
async function launch({ awsUrl, env }: Installation): Promise<void> {
	await fetch(`${awsUrl}/_sandbox/faults`, {
		method: "PATCH",
		body: JSON.stringify({ propagationDelayMs: 0, stackStepMs: 0, stackSetStepMs: 0 }),
	});
	const team = (_: unknown, index: number) => ({
		name: `Team ${index + 1}`,
		accounts: ACCOUNTS / AREAS / TEAMS,
	});
	const area = (_: unknown, index: number) => ({
		name: `Area ${index + 1}`,
		units: Array.from({ length: TEAMS }, team),
	});
	const units = Array.from({ length: AREAS }, area);
	const { rootId } = await putOrganization(awsUrl, { account: MANAGEMENT, units });
	const { DATABASE_URL = "", ROLEBRIDGE_SECRET_KEYS = "" } = env;
	const prisma = createPrisma(DATABASE_URL, { maxConnections: 2 });
	const db = createDb(prisma, createSecretBox(parseKeyRing(ROLEBRIDGE_SECRET_KEYS)));
	const made = await launchedRollout(db, { id: ID, launch: { waves: [[rootId]] }, at: new Date() });
	const edit = { managementAccountId: accountIdOf(MANAGEMENT) };
	const rollout = await db.rollouts.save(ID, made.version, edit);
	if (rollout === null) throw new Error("The rollout was not saved.");
	const startedAt = performance.now();
	const status = await launchOrganizationStack(awsUrl, rollout);
	if (status !== "CREATE_COMPLETE") throw new Error(`The stack ended as ${status}.`);
	print(
		`stack set to ${ACCOUNTS.toLocaleString("en")} accounts, by the sandbox`,
		`${((performance.now() - startedAt) / 1_000).toFixed(1)} s`,
		"",
	);
	await db.rollouts.makeDue(ID, new Date());
	await prisma.$disconnect();
}

type Standing = { readonly reconciled: Date | null; readonly accounts: number; readonly connectors: number };

async function discover(installation: Installation): Promise<void> {
	const { client } = installation;
	const standing = async (): Promise<Standing> => {
		const { rows } = await client.query<Standing>(
			`SELECT reconciled_at AS reconciled,
				(SELECT count(*)::int FROM rollout_account WHERE rollout_id = $1) AS accounts,
				(SELECT count(connector_id)::int FROM rollout_account WHERE rollout_id = $1) AS connectors
			FROM rollout WHERE id = $1`,
			[ID],
		);
		return rows[0] ?? { reconciled: null, accounts: 0, connectors: 0 };
	};
	const until = async (isThere: (now: Standing) => boolean): Promise<string> => {
		const startedAt = performance.now();
		while (!isThere(await standing())) {
			if (performance.now() - startedAt > PATIENCE_MS) throw new Error("It took too long.");
			await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
		}
		return `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`;
	};
	const worker = await installation.startWorker();
	const name = `discovery of ${ACCOUNTS.toLocaleString("en")} accounts`;
	try {
		print(`${name}: all are known`, await until(({ accounts }) => accounts > ACCOUNTS), "");
		print(`${name}: and their stacks`, await until(({ reconciled }) => reconciled !== null), "");
		print(`${name}: and their connectors`, await until(({ connectors }) => connectors >= ACCOUNTS), "");
		print(`${name}: memory of the worker`, `${(await worker.peakMb()).toFixed(0)} MB`, "");
	} finally {
		await worker.stop();
	}
}
