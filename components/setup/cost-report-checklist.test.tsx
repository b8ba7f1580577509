import { cleanup, render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { CostReportType } from "#lib/domain/connector.ts";
import type { Destination } from "#lib/domain/destination.ts";
import { CostReportChecklist } from "./cost-report-checklist.tsx";

function settings(destination: Destination, type: CostReportType): readonly string[] {
	render(<CostReportChecklist type={type} accountId="123456789012" destination={destination} />);
	const lines = within(screen.getByRole("list")).getAllByRole("listitem");
	const texts = lines.map(({ textContent }) => textContent);
	cleanup();
	return texts;
}
const lineOf = (lines: readonly string[], name: string) => lines.find((line) => line.includes(name));

test("a CUR 1.0 report is to be made with the versions that its reader takes", () => {
	const harness = settings("harness-ccm", "CUR1.0");
	const cloudzero = settings("cloudzero", "CUR1.0");
	expect(lineOf(harness, "Report versioning")).toContain("Overwrite existing report");
	expect(lineOf(harness, "Split cost allocation data")).toBeUndefined();
	expect(lineOf(cloudzero, "Report versioning")).toContain("Create new report version");
	expect(lineOf(cloudzero, "Split cost allocation data")).toContain("Off");
});

test("names are suggested after whoever reads the report", () => {
	for (const type of ["CUR1.0", "CUR2.0"] as const) {
		expect(lineOf(settings("harness-ccm", type), "S3 bucket")).toContain("harness-cost-reports-123456789012");
		expect(lineOf(settings("cloudzero", type), "S3 bucket")).toContain("cloudzero-cost-reports-123456789012");
	}
});
