import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { AbilitiesProvider } from "#components/shell/abilities.tsx";
import { failed, ok } from "#lib/domain/result.ts";
import type { PlanView, RolloutPlanView } from "#lib/loaders/rollout-plan-view.ts";
import { type PlanActs, PlanPanel } from "./plan-panel.tsx";

afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
});

const PLAN: PlanView = {
	id: "p1",
	state: "ready",
	failure: null,
	counts: { create: 2, update: 1, adopt: 0, unchanged: 4, blocked: 1 },
	operationId: null,
	actorName: "Ada",
	createdAt: 0,
	finishedAt: 0,
	isTooOld: false,
	action: "create",
	rows: [
		{
			...{ accountId: "100000000001", connectorId: "c1", action: "create", reason: "new" },
			...{ name: "team-1", identifier: "AWS_100000000001", changes: [] },
		},
	],
	nextAfter: null,
};

type World = {
	/** What the live route answers about the plan, by its address. */
	plan: (url: URL) => PlanView | null;
	operation: { readonly state: string; readonly counts: { readonly failed: number } };
};

function open(initial: PlanView | null, world: Partial<World> = {}, can = true) {
	const at: World = {
		plan: () => initial,
		operation: { state: "running", counts: { failed: 0 } },
		...world,
	};
	const asked: string[] = [];
	vi.stubGlobal("fetch", async (path: string) => {
		asked.push(path);
		const url = new URL(path, "http://x");
		if (url.pathname.startsWith("/api/live/operations/")) return Response.json(at.operation);
		return Response.json({ now: 60_000, plan: at.plan(url) } satisfies RolloutPlanView);
	});
	const acts = {
		start: vi.fn<PlanActs["start"]>(async () => ({ data: ok({ planId: "p2" }) })),
		apply: vi.fn<PlanActs["apply"]>(async () => ({ data: ok({ operationId: "o1" }) })),
		retry: vi.fn<PlanActs["retry"]>(async () => ({ data: ok({ operationId: "o2" }) })),
	};
	render(
		<AbilitiesProvider abilities={can ? ["connector.connect"] : []}>
			<PlanPanel
				rolloutId="r1"
				initial={{ now: 60_000, plan: initial }}
				hasKey
				requestsPerMinute={60}
				acts={acts}
				progress={(operationId) => <p>Progress of {operationId}</p>}
			/>
		</AbilitiesProvider>,
	);
	return { acts, at, asked };
}

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));

test("first a plan is made, then it is shown, and only then can it be applied", async () => {
	const { acts, at } = open(null);
	expect(screen.queryByRole("button", { name: /^Register/ })).toBeNull();
	at.plan = () => ({ ...PLAN, state: "queued" });
	press("Make a plan");
	expect(await screen.findByRole("progressbar", { name: /Comparing every account/ })).toBeDefined();
	expect(acts.start).toHaveBeenCalledWith({ rolloutId: "r1" });
	expect(screen.getByRole("button", { name: "Make a new plan" })).toHaveProperty("disabled", true);
	at.plan = () => PLAN;
	const register = await screen.findByRole("button", { name: "Register 3 accounts" }, { timeout: 4_000 });
	expect(screen.getByText("team-1")).toBeDefined();
	expect(acts.apply).not.toHaveBeenCalled();
	at.plan = () => ({ ...PLAN, operationId: "o1" });
	fireEvent.click(register);
	expect(await screen.findByText("Progress of o1")).toBeDefined();
	expect(acts.apply).toHaveBeenCalledWith({ planId: "p1" });
	expect(screen.queryByRole("button", { name: /^Register/ })).toBeNull();
});

test("one action is looked at after the other, each with its reason and its differences", async () => {
	const update: PlanView = {
		...PLAN,
		action: "update",
		rows: [
			{
				...{ accountId: "100000000002", connectorId: "c2", action: "update", reason: "differs" },
				...{ name: "team-2", identifier: "AWS_100000000002" },
				changes: [{ path: "spec.crossAccountAccess.externalId", from: "", to: "harness:1:a" }],
			},
		],
	};
	const blocked: PlanView = {
		...PLAN,
		action: "blocked",
		rows: [
			{
				...{ accountId: "100000000003", connectorId: "c3", action: "blocked", reason: "quarantined" },
				...{ name: "team-3", identifier: "", changes: [] },
			},
		],
	};
	const { asked } = open(PLAN, {
		plan: (url) => ({ update, blocked })[url.searchParams.get("action") ?? ""] ?? PLAN,
	});
	press(/^Update/);
	expect(await screen.findByText("1 field changes")).toBeDefined();
	expect(screen.getByText("(empty) → harness:1:a")).toBeDefined();
	press(/^Not registered/);
	expect(await screen.findByText(/it is quarantined, and is never registered/)).toBeDefined();
	expect(asked).toContain("/api/live/rollouts/r1/plan?action=blocked");
});

test("an action of no account says so, and further pages are asked for from the last account on", async () => {
	const { asked } = open(
		{ ...PLAN, nextAfter: "100000000001" },
		{ plan: (url) => (url.searchParams.has("after") ? { ...PLAN, rows: [], nextAfter: null } : PLAN) },
	);
	press("Next page");
	expect(await screen.findByText("No account.")).toBeDefined();
	expect(asked).toContain("/api/live/rollouts/r1/plan?action=create&after=100000000001");
});

test("a plan that is too old, or that would write nothing, is not applied", () => {
	open({ ...PLAN, isTooOld: true });
	expect(screen.getByText(/It is too old to be applied/)).toBeDefined();
	expect(screen.queryByRole("button", { name: /^Register/ })).toBeNull();
	cleanup();
	open({ ...PLAN, counts: { create: 0, update: 0, adopt: 0, unchanged: 7, blocked: 1 } });
	expect(screen.queryByRole("button", { name: /^Register/ })).toBeNull();
	expect(screen.getByRole("button", { name: "Make a new plan" })).toBeDefined();
});

test("whoever may only look sees the plan and no button", () => {
	open(PLAN, {}, false);
	expect(screen.getByText("team-1")).toBeDefined();
	expect(screen.queryByRole("button", { name: /Register \d|plan$/ })).toBeNull();
});

test("a refusal is said beside the button, and the plan stays", async () => {
	const { acts } = open(PLAN);
	acts.apply.mockResolvedValue({ data: failed({ code: "ROLLOUT_CHANGED_MEANWHILE" }) });
	press("Register 3 accounts");
	expect(await screen.findByRole("alert")).toBeDefined();
	expect(screen.getByRole("button", { name: "Register 3 accounts" })).toBeDefined();
});

test("only once it is over, and only when something failed, the failed ones can be tried again", async () => {
	const done = { state: "done", counts: { failed: 2 } };
	const { acts } = open({ ...PLAN, operationId: "o1" }, { operation: done });
	const again = await screen.findByRole("button", { name: "Try the failed ones again" });
	fireEvent.click(again);
	expect(await screen.findByText("Progress of o2")).toBeDefined();
	expect(acts.retry).toHaveBeenCalledWith({ operationId: "o1" });
	expect(acts.apply).not.toHaveBeenCalled();
	cleanup();
	for (const operation of [
		{ state: "running", counts: { failed: 2 } },
		{ state: "done", counts: { failed: 0 } },
	]) {
		const { asked } = open({ ...PLAN, operationId: "o1" }, { operation });
		await waitFor(() => expect(asked).toContain("/api/live/operations/o1"));
		expect(screen.queryByRole("button", { name: "Try the failed ones again" })).toBeNull();
		cleanup();
	}
});

test("what is shown after applying is said to be of before", () => {
	open({ ...PLAN, operationId: "o1" });
	const rows = within(screen.getByRole("region", { name: "The plan, account by account" }));
	expect(rows.getByText(/As it stood before the registering began/)).toBeDefined();
});
