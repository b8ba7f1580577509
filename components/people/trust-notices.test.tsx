import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { TrustNoticeLine } from "#lib/loaders/trust.ts";
import { TrustNotices } from "./trust-notices.tsx";

afterEach(cleanup);

const NOW = Date.parse("2026-11-22T12:00:00Z");
const line = (id: string, minutesAgo: number, part: Partial<TrustNoticeLine> = {}): TrustNoticeLine => ({
	id,
	who: "Ada",
	words: `did ${id}`,
	at: NOW - minutesAgo * 60_000,
	isRequest: false,
	...part,
});

test("nothing to tell takes no place", () => {
	const { container } = render(<TrustNotices view={{ lines: [], now: NOW }} dismiss={async () => {}} />);
	expect(container.innerHTML).toBe("");
});

test("the newest is told at once, the others behind one press; a request leads to where it is decided", () => {
	const lines = [line("first", 1, { isRequest: true }), line("second", 2), line("third", 3)];
	render(<TrustNotices view={{ lines, now: NOW }} dismiss={async () => {}} />);
	expect(screen.getByRole("complementary", { name: "Changes of trust" }).textContent).toContain(
		"Ada did first",
	);
	expect(screen.getByText("2 more changes of trust")).toBeTruthy();
	expect(screen.getByRole("link", { name: "Decide" }).getAttribute("href")).toBe("/settings/approvals");
});

test("dismissing takes away what was on screen, and no later one", () => {
	const dismiss = vi.fn(async () => {});
	const lines = [line("second", 2), line("third", 3)];
	const { rerender } = render(<TrustNotices view={{ lines, now: NOW }} dismiss={dismiss} />);
	fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));
	expect(dismiss).toHaveBeenCalledWith({ upTo: NOW - 2 * 60_000 });
	expect(screen.queryByText(/Ada did/)).toBeNull();
	rerender(<TrustNotices view={{ lines: [line("first", 1), ...lines], now: NOW }} dismiss={dismiss} />);
	expect(screen.getByText(/Ada did first/)).toBeTruthy();
	expect(screen.queryByText(/more change/)).toBeNull();
});

test("what could not be dismissed is shown again", async () => {
	const dismiss = vi.fn(async () => {
		throw new Error("offline");
	});
	render(<TrustNotices view={{ lines: [line("first", 1)], now: NOW }} dismiss={dismiss} />);
	fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));
	await waitFor(() => expect(screen.getByText(/Ada did first/)).toBeTruthy());
});
