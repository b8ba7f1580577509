import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { StsRegionsNote } from "./sts-regions-note.tsx";

afterEach(cleanup);

test("says which regions are off at first, and the exact places to switch STS on, each with its link", () => {
	render(<StsRegionsNote partition="aws" />);
	expect(screen.getByText(/ap-east-1 or eu-south-1: where STS is switched on/)).toBeTruthy();
	expect(screen.getByText(/off until the account switches them on/)).toBeTruthy();
	const places = [...document.querySelectorAll("ol li")];
	expect(places).toHaveLength(3);
	for (const place of places) {
		expect(place.textContent).toMatch(/STS|region/i);
		expect(place.querySelector("a")?.getAttribute("href")).toMatch(/^https:\/\/console\.aws\.amazon\.com\//);
	}
});

test("is not there in a partition whose regions are all on", () => {
	const { container } = render(<StsRegionsNote partition="aws-us-gov" />);
	expect(container.textContent).toBe("");
});
