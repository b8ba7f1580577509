import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { CheckRow, ChecksView } from "#lib/loaders/checks-view.ts";
import { TestQuarantine } from "./test-quarantine.tsx";

afterEach(cleanup);

function show(checkId: CheckRow["checkId"], code: FailureCode, observed: string, vendor = "Harness"): string {
	const row: CheckRow = {
		checkId,
		title: "",
		state: "failed",
		code,
		explanation: null,
		observed,
		details: {},
		requestId: null,
		region: null,
		durationMs: 1,
		checkedAt: 1,
		againAt: null,
	};
	const view: ChecksView = {
		now: 1,
		run: null,
		isRunning: false,
		isDue: false,
		rows: [row],
		finish: { kind: "quarantined", isProven: false, mayRestOnHarness: false, open: [] },
		status: "draft",
		proof: "direct",
		version: 1,
	};
	render(<TestQuarantine view={view} correctedTrustPolicy="{}" vendor={vendor} />);
	return screen.getByRole("alert").textContent;
}

test("a role that takes a wrong external ID is said to be open, with what to look for", () => {
	const text = show("external-id-exact", "EXTERNAL_ID_NOT_EXACT", "It let us in.");
	expect(text).toContain("this role lets in more than it should");
	expect(text).toContain("It let us in.");
	expect(text).toContain("Look in CloudTrail");
});

test("a role that only refuses Harness is not called open", () => {
	const text = show("trust-policy", "TRUST_POLICY_REFUSES_HARNESS", "It does not let Harness in.");
	expect(text).toContain("this role does not let Harness in");
	expect(text).toContain("Corrected trust policy");
	expect(text).not.toMatch(/more than it should|CloudTrail/);
});

test("a role for another vendor is said to refuse that vendor, and nothing is said of Harness", () => {
	const text = show(
		"trust-policy",
		"TRUST_POLICY_REFUSES_HARNESS",
		"It does not let CloudZero in.",
		"CloudZero",
	);
	expect(text).toContain("this role does not let CloudZero in");
	expect(text).not.toContain("Harness");
});
