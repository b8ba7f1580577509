import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Tabs } from "./tabs.tsx";

afterEach(cleanup);

function open() {
	render(
		<Tabs
			label="How"
			tabs={[
				{ id: "console", label: "Console", content: "by hand" },
				{ id: "cli", label: "CLI", content: "by command" },
				{ id: "terraform", label: "Terraform", content: "by plan" },
			]}
		/>,
	);
	return (name: string) => screen.getByRole("tab", { name });
}

function press(key: string) {
	fireEvent.keyDown(document.activeElement ?? document.body, { key });
}

test("arrow keys open the next tab and go round at the ends; Home and End jump", () => {
	const tab = open();
	tab("Console").focus();
	press("ArrowRight");
	expect(document.activeElement).toBe(tab("CLI"));
	expect(screen.getByRole("tabpanel").textContent).toBe("by command");
	press("End");
	expect(document.activeElement).toBe(tab("Terraform"));
	press("ArrowRight");
	expect(document.activeElement).toBe(tab("Console"));
	press("ArrowLeft");
	expect(document.activeElement).toBe(tab("Terraform"));
	press("Home");
	expect(screen.getByRole("tabpanel").textContent).toBe("by hand");
});

test("only the open tab is a stop of the Tab key", () => {
	const tab = open();
	fireEvent.click(tab("CLI"));
	expect(screen.getAllByRole("tab").map((each) => each.tabIndex)).toEqual([-1, 0, -1]);
});

test("tab and panel name each other", () => {
	const tab = open();
	const panel = screen.getByRole("tabpanel", { name: "Console" });
	expect(tab("Console").getAttribute("aria-controls")).toBe(panel.id);
});
