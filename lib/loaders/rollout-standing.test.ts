import { describe, expect, it } from "vitest";
import { launchedRollout } from "#lib/testing/rollout-world.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { readCoverage } from "./rollout-standing.ts";
import { readRolloutWatch } from "./rollout-watch-view.ts";

/** An organization of so many accounts; how often it was counted. */
async function world(expected: number) {
	const plain = testContext();
	const calls = { coverage: 0, problems: 0, waves: 0, accounts: 0 };
	const { rollouts } = plain.db;
	const counting: typeof rollouts = {
		...rollouts,
		coverage: async (...which) => {
			calls.coverage += 1;
			const { total, units } = await rollouts.coverage(...which);
			return { total: { ...total, expected }, units };
		},
		problems: async (...which) => {
			calls.problems += 1;
			return rollouts.problems(...which);
		},
		waveProgress: async () => {
			calls.waves += 1;
			return { expected, deployed: 0, verified: 0, failing: 0 };
		},
		accounts: async (...which) => {
			calls.accounts += 1;
			return rollouts.accounts(...which);
		},
	};
	const ctx = { ...plain, db: { ...plain.db, rollouts: counting } };
	const waves = [["r-ab12"], ["ou-ab12-34cd56ef"]];
	const rollout = await launchedRollout(plain.db, { at: plain.now(), launch: { waves, wavesBegun: 1 } });
	return { ctx, rollout, calls };
}

describe("the live state of a rollout", () => {
	it("of a large organization is counted once for all who look within three seconds", async () => {
		const { ctx, rollout, calls } = await world(5_000);
		for (let second = 0; second < 3; second += 1) {
			await Promise.all([readRolloutWatch(ctx, rollout), readRolloutWatch(ctx, rollout)]);
			expect(calls).toEqual({ coverage: 1, problems: 1, waves: 1, accounts: 0 });
			ctx.advance(1_000);
		}
		ctx.advance(1_000);
		await readRolloutWatch(ctx, rollout);
		expect(calls).toEqual({ coverage: 2, problems: 2, waves: 2, accounts: 0 });
	});

	it("of a small one is counted each time, so that what has just come is there at once", async () => {
		const { ctx, rollout, calls } = await world(10);
		await readRolloutWatch(ctx, rollout);
		await readRolloutWatch(ctx, rollout);
		expect(calls).toEqual({ coverage: 2, problems: 2, waves: 2, accounts: 0 });
	});

	it("is not counted before the launch", async () => {
		const { ctx, rollout, calls } = await world(5_000);
		expect((await readCoverage(ctx, { ...rollout, status: "draft" })).total.expected).toBe(0);
		expect(calls.coverage).toBe(0);
	});
});
