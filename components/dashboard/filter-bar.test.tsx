import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { NuqsTestingAdapter, type UrlUpdateEvent } from "nuqs/adapters/testing";
import { afterEach, expect, test, vi } from "vitest";
import { FilterBar } from "./filter-bar.tsx";
import { featureOptions, partitionOptions, sortOptions, typeOptions } from "./filter-options.ts";
import { TableTools } from "./table-tools.tsx";

afterEach(cleanup);

function open(searchParams = "") {
	const onUrlUpdate = vi.fn<(event: UrlUpdateEvent) => void>();
	render(
		<NuqsTestingAdapter searchParams={searchParams} onUrlUpdate={onUrlUpdate} hasMemory>
			<FilterBar
				features={featureOptions()}
				partitions={partitionOptions()}
				types={typeOptions()}
				sorts={sortOptions()}
				tagKeys={["owner"]}
				found="12 connectors match."
			/>
			<TableTools search={searchParams} />
		</NuqsTestingAdapter>,
	);
	return {
		onUrlUpdate,
		address: () => Object.fromEntries(onUrlUpdate.mock.lastCall?.[0].searchParams ?? []),
	};
}

test("a choice goes into the address, is asked of the server, and begins at the first page", async () => {
	const { onUrlUpdate, address } = open("?resource=after.health.asc.50.x.1&operation=o1");
	fireEvent.change(screen.getByLabelText("Feature"), { target: { value: "GOVERNANCE" } });
	await waitFor(() => expect(address()).toEqual({ feature: "GOVERNANCE", operation: "o1" }));
	expect(onUrlUpdate.mock.lastCall?.[0].options.shallow).toBe(false);
});

test("a type and a kind narrow the list, and are cleared with all other conditions", async () => {
	const { address } = open("?type=Aws");
	fireEvent.change(screen.getByLabelText("Kind"), { target: { value: "resource" } });
	await waitFor(() => expect(address()).toEqual({ type: "Aws", kind: "resource" }));
	fireEvent.change(screen.getByLabelText("Type"), { target: { value: "CloudZero" } });
	await waitFor(() => expect(address()).toEqual({ type: "CloudZero", kind: "resource" }));
	fireEvent.click(screen.getByRole("button", { name: "Clear filters" }));
	await waitFor(() => expect(address()).toEqual({}));
});

test("several states are chosen one after another", async () => {
	const { address } = open("?health=failing");
	fireEvent.click(screen.getByRole("button", { name: "Health: Failing" }));
	fireEvent.click(screen.getByRole("checkbox", { name: "Unknown" }));
	await waitFor(() => expect(address()).toEqual({ health: "failing,unknown" }));
	expect(await screen.findByRole("button", { name: "Health: 2 states" })).toBeDefined();
});

test("Escape closes a menu and gives the focus back", () => {
	open();
	const button = screen.getByRole("button", { name: "Health: any" });
	fireEvent.click(button);
	fireEvent.keyDown(screen.getByRole("checkbox", { name: "Unknown" }), { key: "Escape" });
	expect(button.getAttribute("aria-expanded")).toBe("false");
	expect(document.activeElement).toBe(button);
});

test("clearing takes every filter away and leaves order and columns", async () => {
	const { address } = open("?q=prod&health=failing&tag=owner:ada&sort=name&cols=proof");
	fireEvent.click(screen.getByRole("button", { name: "Clear filters" }));
	await waitFor(() => expect(address()).toEqual({ sort: "name", cols: "proof" }));
	await waitFor(() => expect(screen.queryByRole("button", { name: "Clear filters" })).toBeNull());
});

test("typing is searched for once it rests, and only its end", async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	try {
		const { onUrlUpdate, address } = open();
		const box = screen.getByLabelText<HTMLInputElement>("Search name, account, ARN");
		for (const text of ["p", "pr", "prod"]) fireEvent.change(box, { target: { value: text } });
		expect(box.value).toBe("prod");
		await act(() => vi.advanceTimersByTimeAsync(200));
		expect(onUrlUpdate).not.toHaveBeenCalled();
		await act(() => vi.advanceTimersByTimeAsync(200));
		expect(address()).toEqual({ q: "prod" });
		expect(onUrlUpdate).toHaveBeenCalledTimes(1);
	} finally {
		vi.useRealTimers();
	}
});

test("Enter searches at once", async () => {
	const { address } = open();
	const box = screen.getByLabelText("Search name, account, ARN");
	fireEvent.change(box, { target: { value: "prod" } });
	fireEvent.keyDown(box, { key: "Enter" });
	await waitFor(() => expect(address()).toEqual({ q: "prod" }), { timeout: 150 });
});

test("a tag's key may hold a colon", async () => {
	const { address } = open();
	fireEvent.click(screen.getByRole("button", { name: "Tag: any" }));
	fireEvent.change(screen.getByLabelText("Tag key"), { target: { value: "aws:team" } });
	fireEvent.change(screen.getByLabelText("Value"), { target: { value: "a:b" } });
	fireEvent.submit(screen.getByRole("button", { name: "Show" }));
	await waitFor(() => expect(address()).toEqual({ tag: "aws::team:a:b" }));
	fireEvent.click(await screen.findByRole("button", { name: "Tag: aws:team:a:b" }));
	expect(screen.getByLabelText<HTMLInputElement>("Tag key").value).toBe("aws:team");
	expect(screen.getByLabelText<HTMLInputElement>("Value").value).toBe("a:b");
});

test("the columns that stand by default are not in the address; none at all is", async () => {
	const { address } = open("?cols=proof");
	fireEvent.click(screen.getByRole("button", { name: "Columns" }));
	const presses = [
		["Proof", false, { cols: "none" }],
		["Account", true, { cols: "account" }],
		["Last 30 days", true, { cols: "account,timeline" }],
		["Proof", true, {}],
	] as const;
	for (const [name, isShown, cols] of presses) {
		const box = () => screen.getByRole<HTMLInputElement>("checkbox", { name });
		fireEvent.click(box());
		await waitFor(() => expect(address()).toEqual(cols));
		// The address is told first; the next press starts from what is shown.
		await waitFor(() => expect(box().checked).toBe(isShown));
	}
});

test("the files hold what the filter finds", () => {
	open("q=prod&health=failing");
	fireEvent.click(screen.getByRole("button", { name: "Export" }));
	const link = screen.getByRole<HTMLAnchorElement>("link", { name: "CSV" });
	expect(link.getAttribute("href")).toBe("/api/export/connectors?q=prod&health=failing&format=csv");
});
