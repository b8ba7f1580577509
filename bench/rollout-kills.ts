// What is left of 300 accounts when the process that registers them is killed twenty times at random moments.
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import { inRoot, NODE } from "../scripts/paths.mjs";
import { print } from "./figures.ts";
import { begin, pause, type World } from "./rollout-world.ts";

const KILLED = 300;
const KILLS = 20;

/** Killed with SIGKILL at random moments; in the end each account has one connector, there and here. */
export async function killing(world: World): Promise<void> {
	const sandbox = await world.harness(1_000_000);
	const operationId = await begin(world, "kill", KILLED, 500_000_000_000);
	await fetch(`${sandbox.url}/_sandbox/faults`, { method: "POST", body: JSON.stringify({ latencyMs: 600 }) });
	let kills = 0;
	for (; kills < KILLS; kills += 1) {
		const life = lifeOf(world.env, operationId);
		await life.ready;
		await pause(100 + Math.random() * 1_900);
		if (!(await life.kill())) break;
	}
	await fetch(`${sandbox.url}/_sandbox/faults`, { method: "DELETE" });
	await lifeOf(world.env, operationId).ended;
	const counts = await world.db.operations.counts(operationId);
	const { rows } = await world.client.query<{ here: string; told: string }>(
		`SELECT count(*) AS here, (SELECT count(*) FROM audit_event e JOIN connector c ON c.id = e.subject
			WHERE e.action = 'connector.registered' AND c.aws_account_id LIKE '5%') AS told
		FROM connector WHERE status = 'registered' AND aws_account_id LIKE '5%'`,
	);
	const state = (await (await fetch(`${sandbox.url}/_sandbox/state`)).json()) as {
		readonly connectors: readonly { readonly connector: CeAwsConnector }[];
	};
	const inHarness = state.connectors.map(({ connector }) => connector.spec.awsAccountId);
	const name = `${KILLED} accounts, killed ${kills} times`;
	print(
		`${name}: connectors in Harness`,
		`${inHarness.length}, of ${new Set(inHarness).size} accounts`,
		String(KILLED),
	);
	print(`${name}: registered here`, String(rows[0]?.here), String(KILLED));
	print(`${name}: audit entries of it`, String(rows[0]?.told), String(KILLED));
	print(`${name}: failed or skipped`, String(counts.failed + counts.skipped + counts.queued), "0");
}

/** One process's life with the operation. */
function lifeOf(env: NodeJS.ProcessEnv, operationId: string) {
	const script = inRoot("lib/testing/operation-process.ts");
	const child = spawn(NODE, ["--conditions=react-server", script, operationId], {
		env,
		stdio: ["ignore", "pipe", "inherit"],
	});
	const ended = once(child, "close");
	return {
		ready: once(child.stdout, "data"),
		ended,
		/** False: it had ended by itself. */
		async kill() {
			const isAlive = child.exitCode === null;
			child.kill("SIGKILL");
			await ended;
			return isAlive;
		},
	};
}
