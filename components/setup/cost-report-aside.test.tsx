import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { CostReportAside } from "./cost-report-aside.tsx";

afterEach(cleanup);

test.each([
	["harness-ccm", "CloudZero reads this payer too?"],
	["cloudzero", "Harness reads this payer too?"],
] as const)("a connector of %s is told of the other reader", (destination, title) => {
	render(<CostReportAside advice={[]} destination={destination} />);
	expect(screen.getByText(title)).toBeDefined();
	expect(screen.getAllByText(/reads this payer too\?/)).toHaveLength(1);
});
