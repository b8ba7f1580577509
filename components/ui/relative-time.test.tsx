import { act, cleanup, render, screen } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RelativeTime } from "./relative-time.tsx";
import { relativeWords } from "./time-words.ts";

const NOW = Date.UTC(2026, 10, 22, 2, 51, 0);

beforeEach(() => {
	vi.useFakeTimers({ now: NOW });
});

afterEach(() => {
	cleanup();
	vi.useRealTimers();
});

test.each([
	[0, "now"],
	[6_000, "6 s ago"],
	[59_000, "59 s ago"],
	[60_000, "1 min ago"],
	[3_599_000, "59 min ago"],
	[31 * 3_600_000, "31 h ago"],
	[5 * 86_400_000, "5 d ago"],
	[-4_000, "in 4 s"],
])("%d ms in the past is said as %j", (agoMs, words) => {
	expect(relativeWords(NOW - agoMs, NOW)).toBe(words);
});

test("it counts each second under a minute", () => {
	render(<RelativeTime at={NOW - 6_000} now={NOW} />);
	expect(screen.getByRole("time").textContent).toBe("6 s ago");
	act(() => vi.advanceTimersByTime(3_000));
	expect(screen.getByRole("time").textContent).toBe("9 s ago");
});

test("the server says the moment itself in UTC, or the distance when it was handed its clock", () => {
	expect(renderToString(<RelativeTime at={NOW} />)).toContain(">22 Nov 2026, 02:51 UTC<");
	expect(renderToString(<RelativeTime at={NOW - 60_000} now={NOW} />)).toContain(">1 min ago<");
});
