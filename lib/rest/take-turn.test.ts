import { expect, test } from "vitest";
import { testContext } from "#lib/testing/test-context.ts";
import { takeStrangersTurn } from "./take-turn.ts";

test("whoever has a whole IPv6 network gets the turns of one caller, and keeps nobody else out", async () => {
	const ctx = testContext();
	const waits: (number | null)[] = [];
	for (let host = 1; host <= 62; host += 1)
		waits.push(await takeStrangersTurn(ctx, `2001:db8:1:2::${host.toString(16)}`));
	expect(waits.filter((wait) => wait === null)).toHaveLength(60);
	expect(waits.at(-1)).toBe(1);
	expect(await takeStrangersTurn(ctx, "2001:db8:1:3::1")).toBeNull();
});
