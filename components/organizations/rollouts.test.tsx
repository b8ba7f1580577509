import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { RolloutSummary } from "#lib/loaders/rollouts.ts";
import { Rollouts } from "./rollouts.tsx";

afterEach(cleanup);

const DRAFT: RolloutSummary = {
	id: "draft",
	name: "",
	kind: "organization",
	status: "draft",
	managementAccountId: null,
	createdByName: "Ada",
	createdAt: 0,
	launchedAt: null,
	coverage: null,
	isUnseen: false,
};
const counts = (expected: number, healthy: number) => ({
	...{ expected, deployed: expected, answering: expected, verified: expected, registered: expected, healthy },
});
const LAUNCHED: RolloutSummary = {
	...DRAFT,
	id: "launched",
	name: "Acme",
	status: "launched",
	launchedAt: 0,
};

function open(rollouts: readonly RolloutSummary[], parts: { mayBegin?: boolean; nextAfter?: string } = {}) {
	const page = { rollouts, nextAfter: null, now: 60_000, mayBegin: true, ...parts };
	render(<Rollouts page={page} isFirst />);
}

const row = (name: string) => within(screen.getByRole("row", { name: new RegExp(name) }));

test("a draft goes on in its set-up, and says that nothing was launched", () => {
	open([DRAFT]);
	const draft = row("Draft without a name");
	expect(draft.getByRole("link").getAttribute("href")).toBe("/organizations/draft/setup");
	expect(draft.getByText("Set-up not finished")).toBeDefined();
	expect(draft.getAllByText("Not launched")).toHaveLength(2);
});

test("only a rollout whose every account is healthy says so", () => {
	open([
		{ ...LAUNCHED, id: "a", name: "Whole", coverage: counts(3, 3) },
		{ ...LAUNCHED, id: "b", name: "Partly", coverage: counts(1_200, 1_199) },
		{ ...LAUNCHED, id: "c", name: "Nobody", coverage: counts(0, 0) },
		{ ...LAUNCHED, id: "d", name: "Silent", coverage: counts(3, 3), isUnseen: true },
		{ ...LAUNCHED, id: "e", name: "Over", coverage: counts(3, 3), status: "ended" },
	]);
	expect(row("Whole").getByText("All healthy")).toBeDefined();
	expect(row("Partly").getByText("Under way")).toBeDefined();
	expect(row("Partly").getByText("1,199 of 1,200")).toBeDefined();
	expect(row("Nobody").getByText("Under way")).toBeDefined();
	expect(row("Silent").getByText("AWS does not answer")).toBeDefined();
	expect(row("Over").getByText("Ended")).toBeDefined();
	expect(row("Whole").getByRole("link").getAttribute("href")).toBe("/organizations/a");
});

test("an empty list leads to the first rollout, but not somebody who may not begin one", () => {
	open([]);
	expect(screen.getByRole("link", { name: "Connect an organization" }).getAttribute("href")).toBe(
		"/organizations/new",
	);
	cleanup();
	open([], { mayBegin: false });
	expect(screen.getByText("No organization is connected yet")).toBeDefined();
	expect(screen.queryByRole("link", { name: "Connect an organization" })).toBeNull();
});

test("older rollouts are on a page of their own", () => {
	open([LAUNCHED], { nextAfter: "0.abc" });
	expect(screen.getByRole("link", { name: "Older" }).getAttribute("href")).toBe("/organizations?after=0.abc");
});
