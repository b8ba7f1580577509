// How verifications a second grow with the number of workers when STS is not the limit, and how long due connectors
// wait at 100,000 on the default schedule.
import { availableParallelism } from "node:os";
import { simulateDueLag } from "./due-lag.ts";
import { print } from "./figures.ts";
import {
	dueCount,
	type Installation,
	insertProvenFleet,
	makeAllDue,
	postponeAll,
	startInstallation,
} from "./installation.ts";

const COUNT = Number(process.env.BENCH_CONNECTORS ?? 4_000);
const CALLS_EACH = 3;
/** More than any machine here asks for: the budget is there, and is no limit. */
const NO_LIMIT = 100_000;

export async function measureScale(): Promise<void> {
	measureDueLag();
	const installation = await startInstallation({ stsQuota: 0 });
	try {
		await installation.client.query(
			"INSERT INTO settings (id, sts_requests_per_second) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET sts_requests_per_second = $1",
			[NO_LIMIT],
		);
		await insertProvenFleet(installation, COUNT);
		const rates: number[] = [];
		for (const workers of [1, 2, 4]) rates.push(await measure(installation, workers));
		for (const [index, workers] of [1, 2, 4].entries()) {
			const rate = rates[index] ?? 0;
			const ratio = `${(rate / (rates[0] ?? 1)).toFixed(2)} times one`;
			const cores = `${availableParallelism()} cores, shared with PostgreSQL and the sandbox`;
			print(
				`verifications with ${workers} worker${workers > 1 ? "s" : ""}`,
				`${rate.toFixed(0)} /s, ${ratio}`,
				cores,
			);
		}
	} finally {
		await installation.close();
	}
}

/** Connectors a second, from the first due one to the last stored one. */
async function measure(installation: Installation, count: number): Promise<number> {
	await postponeAll(installation);
	const workers = await Promise.all(Array.from({ length: count }, installation.startWorker));
	try {
		// Our own side is looked at, and the code is warm.
		await pause(4_000);
		await makeAllDue(installation);
		const startedAt = performance.now();
		while ((await dueCount(installation)) > 0) await pause(50);
		return COUNT / ((performance.now() - startedAt) / 1_000);
	} finally {
		await Promise.all(workers.map(({ stop }) => stop()));
	}
}

function measureDueLag(): void {
	const plan = { connectors: 100_000, hours: 12, requestsPerSecond: 300, failingPerMille: 10, seed: 7 };
	const computed = (plan.connectors / 1_800) * CALLS_EACH + (plan.connectors / 21_600) * 5;
	const share = `${computed.toFixed(0)} calls /s, ${((100 * computed) / plan.requestsPerSecond).toFixed(0)} % of ${plan.requestsPerSecond}`;
	print("100,000 connectors, computed", share, "");
	const { longestSeconds, used, verifications } = simulateDueLag(plan);
	const figure = `${longestSeconds} s, ${(100 * used).toFixed(0)} % of the budget`;
	print(
		`longest due lag in ${plan.hours} simulated hours`,
		figure,
		`limit 60 s; ${verifications.toLocaleString("en")} verifications`,
	);
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
