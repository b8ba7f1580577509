import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { RolloutAccountRow } from "#lib/db/rollouts-port.ts";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { parseRolloutAccountsQuery } from "#lib/domain/rollout/accounts-query.ts";
import type { RolloutAccountsPage, RolloutHead } from "#lib/loaders/rollout-watch.ts";
import { RolloutAccounts } from "./rollout-accounts.tsx";

afterEach(cleanup);

const HEAD: RolloutHead = {
	id: "r1",
	version: 1,
	name: "Acme",
	kind: "organization",
	status: "launched",
	managementAccountId: null,
	launchedAt: 0,
	endedAt: null,
	isDelegated: false,
	exceptionCount: 0,
};

function account(id: string, parts: Partial<RolloutAccountRow> = {}): RolloutAccountRow {
	const parsed = parseAccountId(id);
	if (!parsed.ok) throw new Error(id);
	return {
		...{ accountId: parsed.value, name: `team-${id.slice(-1)}`, unitId: "ou-1", tags: {}, state: "ACTIVE" },
		...{ isManagement: false, wave: 0, firstSeenAt: new Date(0), lastSeenAt: new Date(0), leftAt: null },
		...{
			instance: null,
			connectorId: null,
			enrolCode: null,
			stage: "expected",
			problem: null,
			connector: null,
		},
		...parts,
	};
}

function open(parts: Partial<Omit<RolloutAccountsPage, "query">> = {}, asked: Record<string, string> = {}) {
	const page: RolloutAccountsPage = {
		...{ head: HEAD, rows: [], total: parts.rows?.length ?? 0, nextAfter: null, now: 0 },
		...{ query: parseRolloutAccountsQuery(asked), units: [{ id: "ou-1", path: "Root / Test" }] },
		...parts,
	};
	render(<RolloutAccounts page={page} />);
}

test("a stack that failed is told in plain words; AWS's own are folded behind them", () => {
	const words = 'Resource handler returned message: "Role with name HarnessCERole already exists."';
	const problem = { kind: "stack-failed", cause: "STACK_ROLE_NAME_TAKEN", words } as const;
	open({ rows: [account("100000000001", { problem })] });
	const row = within(screen.getByRole("row", { name: /team-1/ }));
	expect(row.getByText(/A role of this name exists already/)).toBeDefined();
	const raw = row.getByText(words).closest("details");
	expect(raw?.open).toBe(false);
});

test("an account says where it stands, also when nothing covers it and when it has left", () => {
	open({
		rows: [
			account("100000000001"),
			account("100000000002", { stage: null, wave: null }),
			account("100000000003", { stage: null, wave: 1 }),
			account("100000000004", { stage: "verified", leftAt: new Date(0) }),
			account("100000000005", { stage: "verified" }),
		],
	});
	const said = (name: string, words: string) =>
		expect(within(screen.getByRole("row", { name: new RegExp(name) })).getByText(words)).toBeDefined();
	said("team-1", "Waits for its stack");
	said("team-2", "Not covered");
	said("team-3", "Not expected yet");
	said("team-4", "Left the organization");
	said("team-5", "Ready to register");
});

test("what was chosen stays in the form and in the address of the next page", () => {
	open(
		{ rows: [account("100000000001")], total: 120, nextAfter: "100000000001" },
		{ stage: "deployed", unit: "ou-1", problem: "stack-failed:STACK_FAILED" },
	);
	const form = within(screen.getByRole("form", { name: "Which accounts" }));
	expect(form.getByLabelText("Where it stands")).toHaveProperty("value", "deployed");
	expect(form.getByLabelText("Organizational unit")).toHaveProperty("value", "ou-1");
	const next = screen.getByRole("link", { name: "Next page" }).getAttribute("href") ?? "";
	expect(Object.fromEntries(new URL(next, "http://x").searchParams)).toEqual({
		stage: "deployed",
		unit: "ou-1",
		problem: "stack-failed:STACK_FAILED",
		after: "100000000001",
	});
	expect(screen.getByRole("heading", { name: "120 accounts" })).toBeDefined();
});

test("an empty list says whether nobody has looked yet, or nothing matches", () => {
	open({ units: [] });
	expect(screen.getByText(/No account is known yet/)).toBeDefined();
	cleanup();
	open({}, { text: "nobody" });
	expect(screen.getByText("No account matches.")).toBeDefined();
});
