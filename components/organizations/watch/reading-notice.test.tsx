import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { FAILURES, type FailureCode } from "#lib/domain/failures.ts";
import type { RolloutHead } from "#lib/loaders/rollout-watch.ts";
import type { ReadingView, RolloutWatchView } from "#lib/loaders/rollout-watch-view.ts";
import { ReadingNotice } from "./reading-notice.tsx";

afterEach(cleanup);

const MINUTE_MS = 60_000;
const HEAD: RolloutHead = {
	...{ id: "r1", version: 1, name: "Acme", kind: "organization", status: "launched" },
	...{ managementAccountId: null, isDelegated: false, launchedAt: 0, endedAt: null, exceptionCount: 0 },
};

function open(now: number, reading: Partial<ReadingView>, head: Partial<RolloutHead> = {}) {
	const view: RolloutWatchView = {
		...{ now, version: 1, status: "launched", units: [], moreUnits: 0, problems: [], changes: [] },
		coverage: { expected: 0, deployed: 0, answering: 0, verified: 0, registered: 0, healthy: 0 },
		reading: { isRead: true, readerFoundAt: null, reconciledAt: null, failure: null, ...reading },
		...{ stackSet: null, waves: null },
	};
	render(<ReadingNotice head={{ ...HEAD, ...head }} view={view} />);
}

const refused = (code: FailureCode) => ({ failure: { code, detail: "" } });
const NOT_FOUND = refused("ORGANIZATION_READER_NOT_FOUND");
const firstFix = (code: FailureCode) => FAILURES[code].fixes[0];

test("a reader role that is not there is on its way for five minutes, then it is a failure", () => {
	open(4 * MINUTE_MS, NOT_FOUND);
	expect(screen.getByText("Waiting for the stack in the management account")).toBeDefined();
	expect(screen.getByText(/not found is not yet a failure/)).toBeDefined();
	expect(screen.queryByText(firstFix("ORGANIZATION_READER_NOT_FOUND"))).toBeNull();
	expect(screen.getByRole("link", { name: "Show the ways to launch" }).getAttribute("href")).toBe(
		"/organizations/r1/setup/launch",
	);
	cleanup();
	open(6 * MINUTE_MS, NOT_FOUND, { isDelegated: true });
	expect(screen.getByText("Waiting for the stack in the delegated administrator's account")).toBeDefined();
	expect(screen.getByText(firstFix("ORGANIZATION_READER_NOT_FOUND"))).toBeDefined();
});

test("what no waiting mends is said at once", () => {
	open(MINUTE_MS, refused("ORGANIZATION_READER_NOT_STRICT"));
	expect(screen.queryByText(/not yet a failure/)).toBeNull();
	expect(screen.getByText(firstFix("ORGANIZATION_READER_NOT_STRICT"))).toBeDefined();
});

test("numbers that are old are said to be old", () => {
	open(60 * MINUTE_MS, { ...NOT_FOUND, readerFoundAt: 0, reconciledAt: 30 * MINUTE_MS });
	expect(screen.getByText(/could not be read, last 30 min ago/)).toBeDefined();
	expect(screen.getByText(/Nothing is taken for gone because of it/)).toBeDefined();
});
