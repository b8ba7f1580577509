import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { ProblemGroup } from "#lib/db/rollouts-port.ts";
import { ProblemsCard } from "./problems-card.tsx";

afterEach(cleanup);

const RAW = 'Resource handler returned message: "Role with name HarnessCERole already exists."';
const examples = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ accountId: `10000000000${index}`, name: `team-${index}` }));
const NAME_TAKEN: ProblemGroup = {
	problem: { kind: "stack-failed", cause: "STACK_ROLE_NAME_TAKEN", words: RAW },
	count: 40,
	examples: examples(10),
};
const SUSPENDED: ProblemGroup = {
	problem: { kind: "account-state", cause: "SUSPENDED", words: "The account is suspended." },
	count: 1,
	examples: examples(1),
};
const NOBODY = { expected: 0, deployed: 0, answering: 0, verified: 0, registered: 0, healthy: 0 };

function open(problems: readonly ProblemGroup[], deployed = 5) {
	render(<ProblemsCard rolloutId="r1" problems={problems} coverage={{ ...NOBODY, deployed }} />);
	return screen.queryAllByRole("listitem").filter((item) => within(item).queryByText(/accounts?$/) !== null);
}

test("forty accounts with one cause are one row: the cause in plain words, some of them, and all by a link", () => {
	const [row] = open([NAME_TAKEN, SUSPENDED]);
	const first = within(row as HTMLElement);
	expect(first.getByText("40 accounts")).toBeDefined();
	expect(first.getAllByText("A role of this name exists already")).toHaveLength(1);
	expect(first.getByText("and 37 more")).toBeDefined();
	expect(first.getByRole("link", { name: "Show them" }).getAttribute("href")).toBe(
		"/organizations/r1/accounts?problem=stack-failed%3ASTACK_ROLE_NAME_TAKEN",
	);
});

test("what to do and AWS's own words stand behind the cause", () => {
	const [row] = open([NAME_TAKEN]);
	const details = row?.querySelector("details");
	expect(details?.open).toBe(false);
	expect(details?.textContent).toContain("What to do");
	expect(details?.textContent).toContain(RAW);
	// Of a stack set nobody presses anything in a single account's set-up.
	expect(details?.textContent).not.toContain("I already have a role");
});

test("what an organization policy denies is said as that, not as a person's missing right", () => {
	const words =
		"is not authorized to perform: iam:CreateRole with an explicit deny in a service control policy";
	const problem = { kind: "stack-failed", cause: "ORGANIZATION_DENY", words } as const;
	open([{ problem, count: 2, examples: examples(2) }]);
	expect(screen.getByText("An organization policy denies what the stack needs")).toBeDefined();
	expect(screen.queryByText(/person who launched/)).toBeNull();
	cleanup();
	open([
		{
			problem: { ...problem, cause: "STACK_NOT_ALLOWED" },
			count: 1,
			examples: [],
		},
	]);
	expect(screen.getByText("AWS refuses an action that the stack needs")).toBeDefined();
});

test("a cause that says everything has nothing to open", () => {
	const [row] = open([SUSPENDED]);
	expect(row?.textContent).toContain("The account is suspended.");
	expect(row?.querySelector("details")).toBeNull();
	expect(screen.getByRole("link", { name: "Show it" })).toBeDefined();
});

test("no problem is claimed to be absent before a single stack is there", () => {
	open([], 0);
	expect(screen.queryByText("Problems")).toBeNull();
	cleanup();
	open([], 5);
	expect(screen.getByText("None was seen in the accounts that have their stack.")).toBeDefined();
});
