import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Stepper } from "./stepper.tsx";

afterEach(cleanup);

function open() {
	render(
		<Stepper
			label="Steps"
			steps={[
				{ label: "Overview", state: "done", href: "/overview" },
				{ label: "Create cross-account role", state: "now" },
				{ label: "Connection test", state: "todo" },
			]}
		/>,
	);
	return within(screen.getByRole("navigation", { name: "Steps" }));
}

test("the step one is on is marked as current and says its place in the row", () => {
	const current = open()
		.getAllByRole("listitem")
		.filter((item) => item.getAttribute("aria-current") === "step");
	expect(current.map((item) => item.textContent)).toEqual(["2Step 2 of 3: Create cross-account role"]);
});

test("a step that can be entered is a link, one that cannot is not", () => {
	const links = open().getAllByRole<HTMLAnchorElement>("link");
	expect(links.map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
		["Overview, done", "/overview"],
	]);
});
