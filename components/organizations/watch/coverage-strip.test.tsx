import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Coverage } from "#lib/domain/rollout.ts";
import { CoverageStrip } from "./coverage-strip.tsx";

afterEach(cleanup);

const COVERAGE: Coverage = {
	expected: 1_200,
	deployed: 1_190,
	answering: 1_190,
	verified: 1_180,
	registered: 1_180,
	healthy: 1_180,
};

function open(coverage: Coverage | null) {
	render(<CoverageStrip rolloutId="r1" coverage={coverage} />);
	return screen.getAllByRole("listitem");
}

test("each stage has its number, and those that stop there are one press away", () => {
	const [expected, deployed, answering] = open(COVERAGE);
	expect(expected?.textContent).toContain("1,200");
	const waiting = within(expected as HTMLElement).getByRole("link", { name: "10 without a stack" });
	expect(waiting.getAttribute("href")).toBe("/organizations/r1/accounts?stage=expected");
	expect(within(answering as HTMLElement).getByRole("link").textContent).toBe("10 not proven yet");
	// All that have their stack answer: there is nobody to show.
	expect(within(deployed as HTMLElement).queryByRole("link")).toBeNull();
	expect(deployed?.textContent).toContain("Their stack was made.");
});

test("only when every account is healthy a bar is green", () => {
	const green = () => document.querySelectorAll(".bg-ok").length;
	open(COVERAGE);
	expect(green()).toBe(0);
	cleanup();
	open({ expected: 3, deployed: 3, answering: 3, verified: 3, registered: 3, healthy: 3 });
	expect(green()).toBe(1);
	cleanup();
	open({ expected: 0, deployed: 0, answering: 0, verified: 0, registered: 0, healthy: 0 });
	expect(green()).toBe(0);
});

test("before anybody has looked, no number is claimed", () => {
	const stages = open(null);
	expect(stages).toHaveLength(6);
	for (const stage of stages) {
		expect(stage.textContent).toContain("Not known yet");
		expect(stage.textContent).not.toMatch(/\d/);
	}
	expect(screen.queryByRole("link")).toBeNull();
});
