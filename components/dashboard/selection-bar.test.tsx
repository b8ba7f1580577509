import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { afterEach, expect, test, vi } from "vitest";
import { EMPTY_DASHBOARD_FILTER } from "#lib/domain/dashboard-query.ts";
import { failed, ok } from "#lib/domain/result.ts";
import { PageCheckbox } from "./page-checkbox.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { SelectionProvider, useSelection } from "./selection-provider.tsx";
import type { StartOperation } from "./use-start-act.ts";

afterEach(cleanup);

const IDS = ["a", "b", "c"];
const FILTER = { ...EMPTY_DASHBOARD_FILTER, q: "prod" };

function Boxes() {
	const { selection, toggle } = useSelection();
	return IDS.map((id) => (
		<input
			key={id}
			type="checkbox"
			aria-label={id}
			checked={selection.kind === "all" || selection.ids.has(id)}
			onChange={() => toggle(id)}
		/>
	));
}

function open(start: StartOperation = async () => ({ data: ok({ id: "operation1" }) })) {
	const startOperation = vi.fn(start);
	const onUrlUpdate = vi.fn();
	const page = (filterKey: string) => (
		<NuqsTestingAdapter onUrlUpdate={onUrlUpdate} hasMemory>
			<SelectionProvider filterKey={filterKey} inSight={IDS}>
				<PageCheckbox label="All on this page" ids={IDS} />
				<Boxes />
				<SelectionBar
					startOperation={startOperation}
					filter={FILTER}
					matching="4,110"
					hasMore
					search="q=prod"
				/>
			</SelectionProvider>
		</NuqsTestingAdapter>
	);
	const { rerender } = render(page("q=prod"));
	return { startOperation, onUrlUpdate, filterBy: (key: string) => rerender(page(key)) };
}

const tick = (name: string) => fireEvent.click(screen.getByRole("checkbox", { name }));
const bar = () => within(screen.getByRole("region", { name: "Selection" }));
const press = (name: string) => fireEvent.click(bar().getByRole("button", { name }));

test("nothing chosen, no bar; it counts what is chosen", () => {
	open();
	expect(screen.queryByRole("region", { name: "Selection" })).toBeNull();
	tick("a");
	expect(bar().getByText("1 selected")).toBeDefined();
	tick("All on this page");
	expect(bar().getByText("3 selected")).toBeDefined();
	press("Clear");
	expect(screen.queryByRole("region", { name: "Selection" })).toBeNull();
});

test("the page's box shows that only a part is chosen", () => {
	open();
	tick("b");
	const box = screen.getByRole<HTMLInputElement>("checkbox", { name: "All on this page" });
	expect([box.indeterminate, box.checked]).toEqual([true, false]);
});

test("checks of a few start at once, by their ids; the operation is kept in the address", async () => {
	const { startOperation, onUrlUpdate } = open();
	tick("a");
	tick("c");
	press("Run checks");
	await waitFor(() =>
		expect(startOperation).toHaveBeenCalledWith({
			act: { kind: "check", input: {} },
			subjects: { ids: ["a", "c"] },
		}),
	);
	await waitFor(() => expect(onUrlUpdate.mock.lastCall?.[0].queryString).toBe("?operation=operation1"));
	await waitFor(() => expect(screen.queryByRole("region", { name: "Selection" })).toBeNull());
});

test("checks of all that match are asked about first, and then go by the filter alone", async () => {
	const { startOperation } = open();
	tick("a");
	press("Select all 4,110 that match");
	press("Run checks");
	const dialog = within(await screen.findByRole("dialog"));
	expect(dialog.getByText("Run the checks of all 4,110 connectors that match?")).toBeDefined();
	expect(startOperation).not.toHaveBeenCalled();
	fireEvent.click(dialog.getByRole("button", { name: "Run checks" }));
	await waitFor(() =>
		expect(startOperation).toHaveBeenCalledWith({
			act: { kind: "check", input: {} },
			subjects: { filter: FILTER },
		}),
	);
});

test("offboarding even one names what is lost, and can be left", async () => {
	const { startOperation } = open();
	tick("a");
	press("Offboard…");
	const dialog = within(await screen.findByRole("dialog"));
	expect(dialog.getByText("Offboard 1 connector?")).toBeDefined();
	expect(dialog.getByText(/removed in Harness/)).toBeDefined();
	fireEvent.click(dialog.getByRole("button", { name: "Cancel" }));
	expect(startOperation).not.toHaveBeenCalled();
	expect(bar().getByText("1 selected")).toBeDefined();
});

test("a tag without a key starts nothing", async () => {
	const { startOperation } = open();
	tick("a");
	press("Add tag…");
	const dialog = within(await screen.findByRole("dialog"));
	fireEvent.click(dialog.getByRole("button", { name: "Add tag" }));
	expect(dialog.getByText("Name the tag by its key.")).toBeDefined();
	fireEvent.change(dialog.getByLabelText("Tag key"), { target: { value: " owner " } });
	fireEvent.change(dialog.getByLabelText("Value"), { target: { value: "ada" } });
	fireEvent.click(dialog.getByRole("button", { name: "Add tag" }));
	await waitFor(() =>
		expect(startOperation).toHaveBeenCalledWith({
			act: { kind: "add-tag", input: { key: "owner", value: "ada" } },
			subjects: { ids: ["a"] },
		}),
	);
});

test("what did not start stays chosen, and it is said why", async () => {
	open(async () => ({ data: failed({ code: "INPUT_INVALID" }) }));
	tick("a");
	press("Resume");
	expect(await screen.findByRole("alert")).toBeDefined();
	expect(bar().getByText("1 selected")).toBeDefined();
});

test("another filter begins with nothing chosen", () => {
	const { filterBy } = open();
	tick("a");
	filterBy("q=other");
	expect(screen.queryByRole("region", { name: "Selection" })).toBeNull();
});
