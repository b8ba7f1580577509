import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	admitCall,
	type Breaker,
	breakerAt,
	CLOSED_BREAKER,
	HARNESS_BREAKER,
	noteAnswer,
	STS_BREAKER,
	type SystemAnswer,
} from "./breaker.ts";

const account = (index: number) => String(100_000_000_000 + index);

/** Answers a hundred milliseconds apart; `isOutage` decides by the account's index. */
function run(count: number, accounts: number, isOutage: (index: number) => boolean): Breaker {
	let breaker = CLOSED_BREAKER;
	for (let turn = 0; turn < count; turn += 1) {
		const index = turn % accounts;
		const answer = { account: account(index), isOutage: isOutage(index), at: turn * 100 };
		breaker = noteAnswer(breaker, STS_BREAKER, answer);
	}
	return breaker;
}

function opened(): Extract<Breaker, { kind: "open" }> {
	const breaker = run(20, 20, () => true);
	if (breaker.kind !== "open") throw new Error("It must have opened.");
	return breaker;
}

const probe = (at: number, isOutage: boolean): SystemAnswer => ({ account: null, isOutage, at });

describe("opening", () => {
	test("opens at the twentieth answer when nobody is answered", () => {
		expect(run(19, 19, () => true).kind).toBe("closed");
		expect(run(20, 20, () => true)).toMatchObject({ kind: "open", openMs: 15_000 });
	});

	test("500 hostile accounts among 2,000 do not open it, however often they are asked", () => {
		expect(run(8_000, 2_000, (index) => index % 4 === 0).kind).toBe("closed");
	});

	test("four broken accounts that are asked over and over do not open it", () => {
		expect(run(400, 4, () => true).kind).toBe("closed");
	});

	test("many failing answers of few accounts are not the system", () => {
		let breaker = CLOSED_BREAKER;
		for (let turn = 0; turn < 300; turn += 1) {
			const isHostile = turn > 30 && turn % 10 !== 0;
			const name = isHostile ? account(turn % 6) : account(1_000 + turn);
			breaker = noteAnswer(breaker, STS_BREAKER, { account: name, isOutage: isHostile, at: turn * 50 });
		}
		expect(breaker.kind).toBe("closed");
	});

	test("old answers are forgotten", () => {
		let breaker = run(15, 15, () => true);
		for (let turn = 0; turn < 15; turn += 1) {
			const at = 60_000 + turn;
			breaker = noteAnswer(breaker, STS_BREAKER, { account: account(turn), isOutage: true, at });
		}
		expect(breaker.kind).toBe("closed");
	});

	test("Harness, asked seldom and about itself, is down after five unanswered questions", () => {
		let breaker = CLOSED_BREAKER;
		for (let minute = 0; minute < 5; minute += 1) {
			expect(breaker.kind).toBe("closed");
			breaker = noteAnswer(breaker, HARNESS_BREAKER, probe(minute * 50_000, true));
		}
		expect(breaker.kind).toBe("open");
	});
});

describe("recovering", () => {
	test("lets nothing through while open, then three probes, then nothing until they answered", () => {
		const breaker = opened();
		expect(admitCall(breaker, STS_BREAKER, breaker.until - 1).isAdmitted).toBe(false);
		let state: Breaker = breaker;
		const admitted = [1, 2, 3, 4].map(() => {
			const asked = admitCall(state, STS_BREAKER, breaker.until);
			state = asked.breaker;
			return asked.isAdmitted;
		});
		expect(admitted).toEqual([true, true, true, false]);
	});

	test("closes after three good probes", () => {
		let state: Breaker = opened();
		const at = 60_000;
		for (let turn = 0; turn < 3; turn += 1) {
			expect(state.kind).not.toBe("closed");
			state = noteAnswer(admitCall(state, STS_BREAKER, at).breaker, STS_BREAKER, probe(at, false));
		}
		expect(state.kind).toBe("closed");
	});

	test("one failing probe opens it for twice as long, up to two minutes", () => {
		let state: Breaker = opened();
		const times: number[] = [];
		for (let turn = 0; turn < 6; turn += 1) {
			if (state.kind !== "open") throw new Error("It must be open.");
			times.push(state.openMs);
			state = noteAnswer(
				admitCall(state, STS_BREAKER, state.until).breaker,
				STS_BREAKER,
				probe(state.until, true),
			);
		}
		expect(times).toEqual([15_000, 30_000, 60_000, 120_000, 120_000, 120_000]);
	});

	test("probes that never came back do not keep it half-open for ever", () => {
		let state: Breaker = opened();
		for (let turn = 0; turn < 3; turn += 1) state = admitCall(state, STS_BREAKER, 60_000).breaker;
		expect(admitCall(state, STS_BREAKER, 100_000).isAdmitted).toBe(false);
		expect(admitCall(state, STS_BREAKER, 120_000).isAdmitted).toBe(true);
	});

	test("a clock that was set back does not keep it open", () => {
		expect(breakerAt(opened(), STS_BREAKER, -3_600_000).kind).toBe("half-open");
	});

	test("calls that were under way when it opened change nothing", () => {
		const breaker = opened();
		expect(
			noteAnswer(breaker, STS_BREAKER, { account: account(1), isOutage: false, at: breaker.until - 5_000 }),
		).toBe(breaker);
	});
});

test("it never opens while less than 60 % of the accounts are struck", () => {
	const answers = fc.array(fc.record({ index: fc.nat(40), ms: fc.nat(400) }), { maxLength: 400 });
	fc.assert(
		fc.property(answers, (asked) => {
			let breaker = CLOSED_BREAKER;
			let at = 0;
			for (const { index, ms } of asked) {
				at += ms;
				// Two in five are struck, and each healthy one answers in the same moment.
				const pair = [account(index % 2), account(100 + (index % 3))];
				for (const [turn, name] of pair.entries())
					breaker = noteAnswer(breaker, STS_BREAKER, { account: name, isOutage: turn === 0, at });
			}
			expect(breaker.kind).toBe("closed");
		}),
	);
});
