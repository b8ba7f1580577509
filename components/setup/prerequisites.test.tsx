import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { wordsOf } from "#lib/domain/destinations/words-of.ts";
import { Prerequisites } from "./prerequisites.tsx";

afterEach(cleanup);

test("CloudZero's prerequisites say which are required, what they are, and where to read on", () => {
	render(<Prerequisites words={wordsOf("cloudzero")} />);
	expect(screen.getByText("Before you connect to CloudZero")).toBeTruthy();
	const of = (what: string) => screen.getByText(what, { exact: false, selector: "p" }).textContent;
	expect(of("AWS Organizations with consolidated billing")).toContain("(required)");
	expect(of("A Cost and Usage Report that CloudZero can read")).toContain("(required)");
	expect(of("Cost allocation tags, switched on")).not.toContain("(required)");
	expect(screen.getByText(/as resource connections. Several management accounts are fine/)).toBeTruthy();
	const links = screen.getAllByRole("link");
	expect(links).toHaveLength(4);
	for (const link of links) expect(link.getAttribute("href")).toMatch(/^https:\/\/docs\./);
});

test("Harness's steps say theirs themselves: nothing stands before them", () => {
	const { container } = render(<Prerequisites words={wordsOf("harness-ccm")} />);
	expect(container.textContent).toBe("");
});
