import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { FAILURES } from "#lib/domain/failures.ts";
import type { RoleView } from "#lib/loaders/role-view.ts";
import { RoleWaiting } from "./role-waiting.tsx";

afterEach(cleanup);

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);

const WAITING: RoleView = {
	now: NOW,
	found: false,
	state: "waiting",
	code: "ROLE_PROPAGATING",
	explanation: null,
	observed: "The role does not answer yet.",
	awsMessage: "User: … is not authorized to perform: sts:AssumeRole",
	requestId: "req-1",
	askedAt: NOW - 6_000,
	nextAt: NOW + 4_000,
	isAsking: false,
	launchedAt: NOW - 60_000,
	patienceEndsAt: NOW + 240_000,
	launchReady: true,
	launchCode: null,
};

function show(view: Partial<RoleView>, isUnreachable = false) {
	const { container } = render(
		<RoleWaiting view={{ ...WAITING, ...view }} roleName="HarnessCERole" isUnreachable={isUnreachable} />,
	);
	return { container, panel: within(screen.getByRole("region", { name: "The role's answer" })) };
}

test("waiting says when it was asked, when it is asked next, and nowhere that anything failed", () => {
	const { container } = show({});
	expect(container.textContent).toContain("asked 6 s ago, next in 4 s");
	expect(container.textContent).not.toMatch(/fail(ed|s)|denied|not authorized|error/i);
});

test("the bar shows how much of AWS's time has passed", () => {
	const { panel } = show({});
	expect(panel.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("20");
});

test("before anything was launched there is no clock that runs out", () => {
	const { panel } = show({ launchedAt: null, patienceEndsAt: null });
	expect(panel.queryByRole("progressbar")).toBeNull();
});

test("while it is being asked it says so instead of a next time", () => {
	expect(show({ isAsking: true, nextAt: null }).container.textContent).toContain("asked 6 s ago, asking now");
});

test("once patience has ended every cause has its fix, and AWS's words are there to be opened", () => {
	const { panel } = show({
		state: "failed",
		code: "ROLE_ACCESS_DENIED",
		explanation: FAILURES.ROLE_ACCESS_DENIED,
	});
	expect(panel.getByText(FAILURES.ROLE_ACCESS_DENIED.title)).toBeDefined();
	expect(panel.getAllByRole("listitem").map((item) => item.textContent)).toEqual(
		FAILURES.ROLE_ACCESS_DENIED.fixes,
	);
	expect(panel.getByText(/AWS said/).closest("details")?.open).toBe(false);
});

test("a role from Harness's template is not promised to answer here", () => {
	expect(show({}, true).container.textContent).toContain("it will not answer here");
});

test("the change from waiting to found is announced once, not every second", () => {
	const { rerender } = render(<RoleWaiting view={WAITING} roleName="HarnessCERole" isUnreachable={false} />);
	const status = screen.getByRole("status");
	expect(status.textContent).toBe("Waiting for the role");
	rerender(
		<RoleWaiting view={{ ...WAITING, now: NOW + 1_000 }} roleName="HarnessCERole" isUnreachable={false} />,
	);
	expect(status.textContent).toBe("Waiting for the role");
	rerender(
		<RoleWaiting
			view={{ ...WAITING, found: true, state: "found" }}
			roleName="HarnessCERole"
			isUnreachable={false}
		/>,
	);
	expect(status.textContent).toBe("Role found");
});
