import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { FAILURES } from "#lib/domain/failures.ts";
import type { CheckRow } from "#lib/loaders/checks-view.ts";
import { TestCheckRow } from "./test-check-row.tsx";
import { summaryWords } from "./test-row-look.ts";

afterEach(cleanup);

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);

const PASSED: CheckRow = {
	checkId: "permissions:VISIBILITY",
	title: "Permissions for Resource Inventory Management",
	state: "passed",
	code: null,
	explanation: null,
	observed: "The role is allowed all 19 actions asked for.",
	details: {},
	requestId: "req-1",
	region: "us-east-1",
	durationMs: 212,
	checkedAt: NOW - 1_000,
	againAt: null,
};

function show(part: Partial<CheckRow>) {
	render(
		<ul>
			<TestCheckRow row={{ ...PASSED, ...part }} now={NOW} />
		</ul>,
	);
	const row = screen.getAllByRole("listitem")[0];
	if (row === undefined) throw new Error("There is no row.");
	return { row, inRow: within(row) };
}

test("a passed check shows word, title, what was seen and how long it took, and no fix", () => {
	const { row, inRow } = show({});
	expect(inRow.getByText("Passed")).toBeDefined();
	expect(row.textContent).toContain("The role is allowed all 19 actions asked for.");
	expect(row.textContent).toContain("212 ms");
	expect(row.textContent).not.toContain("What to do");
});

test("a failed check tells cause and fix; the denied actions stand first in its details", () => {
	const { row, inRow } = show({
		state: "failed",
		code: "PERMISSION_DENIED",
		explanation: FAILURES.PERMISSION_DENIED,
		details: {
			actions: [
				{ action: "ec2:DescribeInstances", resource: "*", verdict: "allowed" },
				{ action: "rds:DescribeDBClusters", resource: "*", verdict: "denied" },
			],
		},
	});
	expect(row.textContent).toContain(FAILURES.PERMISSION_DENIED.cause);
	for (const fix of FAILURES.PERMISSION_DENIED.fixes) expect(row.textContent).toContain(fix);
	const cells = inRow.getAllByRole("cell").map((cell) => cell.textContent);
	expect(cells.slice(0, 2)).toEqual(["rds:DescribeDBClusters", "denied"]);
});

test("details are folded, and hold AWS's own words, the request and the region", () => {
	const { row } = show({ details: { awsMessage: "Access denied by SCP", awsCode: "AccessDenied" } });
	const details = row.querySelector("details");
	expect(details?.open).toBe(false);
	for (const text of ["Access denied by SCP", "AccessDenied", "req-1", "us-east-1"]) {
		expect(details?.textContent).toContain(text);
	}
});

test("what cannot be told never looks passed", () => {
	const { inRow } = show({ state: "unknown", code: "AWS_THROTTLED", explanation: FAILURES.AWS_THROTTLED });
	expect(inRow.getByText("Cannot tell")).toBeDefined();
	expect(inRow.queryByText("Passed")).toBeNull();
});

test("a waiting check says when it is made again", () => {
	const { row } = show({
		state: "waiting",
		code: "EXTERNAL_ID_PROVISIONAL",
		explanation: FAILURES.EXTERNAL_ID_PROVISIONAL,
		againAt: NOW + 31_000,
	});
	expect(row.textContent).toContain("It is asked again in 31 s.");
});

test("a check that was not made yet has no details and no duration", () => {
	const { row, inRow } = show({ state: "running", observed: null, checkedAt: null, durationMs: null });
	expect(inRow.getByText("Running")).toBeDefined();
	expect(row.querySelector("details")).toBeNull();
	expect(row.textContent).not.toContain("ms");
});

test("what a check stored in an unexpected shape is shown as text, not thrown at the page", () => {
	const { row } = show({
		details: { actions: "not a list", probes: [1, null], odd: { a: [true, { b: 2 }] } },
	});
	expect(row.textContent).toContain("yes; 2");
});

test("the summary counts what needs somebody first", () => {
	expect(summaryWords(["passed", "passed", "waiting", "failed", "later"])).toBe(
		"1 failed, 1 waiting, 2 passed",
	);
});
