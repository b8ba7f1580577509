import { describe, expect, test } from "vitest";
import type { AwsErrorFacts } from "./map-error.ts";
import { type Attempt, createRetryBudget, type RetryPolicy, withRetries } from "./retry.ts";

const facts: AwsErrorFacts = {
	name: "X",
	message: "",
	httpStatus: null,
	requestId: null,
	clockCorrected: false,
};

function script(...retries: ("no" | "soon" | "throttled" | "ok")[]) {
	let calls = 0;
	const attempt = async (): Promise<Attempt<string>> => {
		const next = retries[Math.min(calls, retries.length - 1)] ?? "ok";
		calls += 1;
		if (next === "ok") return { ok: true, value: "value" };
		return { ok: false, facts, mapped: { kind: "failed", code: "AWS_THROTTLED", retry: next } };
	};
	return { attempt, calls: () => calls };
}

function policy(more: Partial<RetryPolicy> = {}): RetryPolicy & { waits: number[] } {
	const waits: number[] = [];
	return {
		maxAttempts: 4,
		baseDelayMs: 100,
		maxDelayMs: 500,
		random: () => 0.5,
		wait: async (ms) => void waits.push(ms),
		budget: createRetryBudget(100),
		waits,
		...more,
	};
}

const never = new AbortController().signal;

describe("retries", () => {
	test("go on until it works, waiting longer each time, longest after throttling", async () => {
		const { attempt, calls } = script("soon", "soon", "throttled", "ok");
		const with4 = policy();
		expect(await withRetries(with4, never, attempt)).toMatchObject({ ok: true });
		expect(calls()).toBe(4);
		expect(with4.waits).toEqual([50, 100, 250]);
	});

	test("end at the limit of attempts", async () => {
		const { attempt, calls } = script("throttled");
		expect(await withRetries(policy(), never, attempt)).toMatchObject({ ok: false });
		expect(calls()).toBe(4);
	});

	test("are not made for what will not change", async () => {
		const { attempt, calls } = script("no", "ok");
		await withRetries(policy(), never, attempt);
		expect(calls()).toBe(1);
	});

	test("are not made for somebody who has gone", async () => {
		const { attempt, calls } = script("soon", "ok");
		await withRetries(policy(), AbortSignal.abort(), attempt);
		expect(calls()).toBe(1);
	});

	test("stop for everybody when the budget is spent, and come back with successes", async () => {
		const budget = createRetryBudget(10);
		const outage = script("soon");
		await withRetries(policy({ budget }), never, outage.attempt);
		expect(outage.calls()).toBe(3);
		await withRetries(policy({ budget }), never, outage.attempt);
		expect(outage.calls()).toBe(4);
		for (let i = 0; i < 5; i += 1) await withRetries(policy({ budget }), never, script("ok").attempt);
		await withRetries(policy({ budget }), never, outage.attempt);
		expect(outage.calls()).toBe(6);
	});
});
