import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideRoleDenial, isDenialProvisional, nextRoleQuestion } from "./waiting.ts";

const now = new Date("2026-03-01T12:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const never = { launchedAt: null, firstPassedAt: null, lastPassedAt: null, now };

describe("decideRoleDenial", () => {
	test("a role that nobody launched is waited for", () => {
		expect(decideRoleDenial(never)).toEqual({ outcome: "waiting", code: "ROLE_PROPAGATING", until: null });
	});

	test("never failed within five minutes of the launch, always after", () => {
		fc.assert(
			fc.property(fc.integer({ min: -60, max: 7200 }), (seconds) => {
				const { outcome } = decideRoleDenial({ ...never, launchedAt: ago(seconds) });
				expect(outcome).toBe(seconds < 300 ? "waiting" : "failed");
			}),
		);
	});

	test("a role that worked once has stopped working, and since when is told", () => {
		const answer = decideRoleDenial({
			...never,
			launchedAt: ago(1),
			firstPassedAt: ago(900),
			lastPassedAt: ago(60),
		});
		expect(answer).toEqual({ outcome: "failed", code: "ROLE_STOPPED_WORKING", workedUntil: ago(60) });
	});
});

test("a refusal within a minute of the first success is provisional", () => {
	expect(isDenialProvisional({ firstPassedAt: ago(59), now })).toBe(true);
	expect(isDenialProvisional({ firstPassedAt: ago(60), now })).toBe(false);
	expect(isDenialProvisional({ firstPassedAt: null, now })).toBe(true);
});

test.each([
	[0, 5],
	[599, 5],
	[600, 60],
	[3599, 60],
	[3600, 900],
	[-30, 5],
])("after %i seconds of watching, the role is asked for again in %i", (watched, seconds) => {
	expect(nextRoleQuestion({ watchStartedAt: ago(watched), now })).toBe(seconds);
});
