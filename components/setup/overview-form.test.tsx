import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import type { ComponentProps } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { serve, typeBefore } from "#components/form/served.test-support.tsx";
import { failed, ok } from "#lib/domain/result.ts";
import { OverviewForm, type OverviewValues } from "./overview-form.tsx";
import { SavedLine, SavedProvider } from "./saved-line.tsx";

afterEach(cleanup);
afterEach(() => void vi.unstubAllGlobals());
afterEach(() => window.sessionStorage.clear());

const EMPTY: OverviewValues = {
	name: "",
	identifier: "",
	awsAccountId: "",
	description: "",
	tags: [],
	isGovCloud: false,
};
type Save = ComponentProps<typeof OverviewForm>["save"];
type SaveDraft = ComponentProps<typeof SavedProvider>["saveDraft"];

function pageOf(values: Partial<OverviewValues> = {}, { isRegistered = false } = {}) {
	const save = vi.fn<Save>(async () => ({ data: ok({ version: 2 }) }));
	const saveDraft = vi.fn<SaveDraft>(async () => ({ data: ok(true) }));
	const push = vi.fn();
	const router = { bfcacheId: "", push, back() {}, forward() {}, refresh() {}, replace() {}, prefetch() {} };
	const page = (
		<AppRouterContext value={router}>
			<SavedProvider saveDraft={saveDraft}>
				<SavedLine savedAt={null} now={0} />
				<OverviewForm
					place={{ connectorId: "c1", version: 1, backHref: "/" }}
					save={save}
					defaultValues={{ ...EMPTY, ...values }}
					isRegistered={isRegistered}
				/>
			</SavedProvider>
		</AppRouterContext>
	);
	return { page, save, saveDraft, push };
}

function open(...asked: Parameters<typeof pageOf>) {
	const { page, ...spies } = pageOf(...asked);
	render(page);
	return spies;
}

function field(label: string) {
	return screen.getByLabelText<HTMLInputElement>(label);
}

function type(label: string, value: string) {
	fireEvent.input(field(label), { target: { value }, inputType: "insertText" });
}

function press(name: string) {
	fireEvent.click(screen.getByRole("button", { name }));
}

function describedBy(element: HTMLElement): string {
	return document.getElementById(element.getAttribute("aria-describedby") ?? "")?.textContent ?? "";
}

test("the identifier follows the name until somebody writes one, and again once that is emptied", () => {
	open();
	type("Connector name", "Payer – Zürich 2");
	expect(field("Identifier").value).toBe("Payer_Zurich_2");
	type("Identifier", "mine");
	type("Connector name", "Other");
	expect(field("Identifier").value).toBe("mine");
	type("Identifier", "");
	type("Connector name", "Other name");
	expect(field("Identifier").value).toBe("Other_name");
});

test("a name typed before the script ran is followed, kept as a draft, and saved", async () => {
	const { page, save, saveDraft } = pageOf({ description: "Half a sentence," });
	const { run } = serve(page);
	typeBefore(field("Connector name"), "Payer two");
	typeBefore(field("AWS account ID"), "123456789012");
	typeBefore(field("Description"), "A whole sentence.");
	field("AWS GovCloud account").click();
	run();
	expect(field("Identifier").value).toBe("Payer_two");
	expect(screen.getByText("The step Cost and Usage Report is skipped")).toBeDefined();
	await waitFor(() => expect(saveDraft).toHaveBeenCalledOnce());
	const typed = { name: "Payer two", description: "A whole sentence.", isGovCloud: true };
	expect(saveDraft.mock.calls[0]?.[0].values).toMatchObject(typed);
	press("Continue");
	await waitFor(() => expect(save).toHaveBeenCalledOnce());
	expect(save.mock.calls[0]?.[0].overview).toMatchObject({ ...typed, identifier: "Payer_two" });
});

test("what was typed before a reload comes back, but for the fields that were typed in since", async () => {
	window.sessionStorage.setItem(
		"draft c1 overview",
		JSON.stringify({ ...EMPTY, name: "half", description: "older", isGovCloud: true }),
	);
	const { page, saveDraft } = pageOf();
	const { run } = serve(page);
	typeBefore(field("Description"), "newer");
	run();
	expect(field("Connector name").value).toBe("half");
	expect(field("Description").value).toBe("newer");
	expect(field("AWS GovCloud account").checked).toBe(true);
	const typed = { name: "half", description: "newer", isGovCloud: true };
	await waitFor(() => expect(saveDraft.mock.calls.at(-1)?.[0].values).toMatchObject(typed));
	type("Connector name", "whole");
	expect(field("Identifier").value).toBe("whole");
});

test("an identifier typed before the script ran does not follow the name", () => {
	const { page } = pageOf();
	const { run } = serve(page);
	typeBefore(field("Identifier"), "mine");
	typeBefore(field("Connector name"), "Payer");
	run();
	expect(field("Identifier").value).toBe("mine");
});

test("what the page came with needs no keeping", async () => {
	const { page, saveDraft } = pageOf({ name: "Payer", tags: [{ key: "team", value: "cost" }] });
	serve(page).run();
	fireEvent.blur(field("Connector name"));
	expect(saveDraft).not.toHaveBeenCalled();
});

test("an identifier of one's own that was kept does not follow the name", () => {
	open({ name: "Payer", identifier: "own_id" });
	type("Connector name", "Payer two");
	expect(field("Identifier").value).toBe("own_id");
});

test("eleven digits are told, nothing is saved, and the field has the focus", async () => {
	const { save } = open({ name: "Payer", identifier: "Payer" });
	type("AWS account ID", "12345678901");
	press("Continue");
	await waitFor(() => expect(describedBy(field("AWS account ID"))).toContain("This has 11 digits"));
	expect(document.activeElement).toBe(field("AWS account ID"));
	expect(save).not.toHaveBeenCalled();
});

test("what is saved is cleaned, with tags as names and values, and the next step opens", async () => {
	const { save, push } = open({
		name: " Payer ",
		identifier: "Payer",
		tags: [{ key: " team ", value: "cost" }],
	});
	fireEvent.input(field("AWS account ID"), {
		target: { value: " 1234-5678 9012" },
		inputType: "insertFromPaste",
	});
	press("Continue");
	await waitFor(() => expect(push).toHaveBeenCalledWith("/connectors/c1/setup/cost-report"));
	expect(save).toHaveBeenCalledWith({
		connectorId: "c1",
		version: 1,
		overview: {
			name: "Payer",
			identifier: "Payer",
			awsAccountId: "123456789012",
			description: "",
			tags: { team: "cost" },
			isGovCloud: false,
		},
	});
});

test("a GovCloud account says why the cost report is skipped, and goes on to the requirements", async () => {
	const { push } = open({ name: "Gov", identifier: "Gov", awsAccountId: "123456789012" });
	fireEvent.click(field("AWS GovCloud account"));
	expect(await screen.findByText("The step Cost and Usage Report is skipped")).toBeDefined();
	press("Continue");
	await waitFor(() => expect(push).toHaveBeenCalledWith("/connectors/c1/setup/features"));
});

test("a taken account is said at its field, with the way to the connector that has it", async () => {
	const { save, push } = open({ name: "Payer", identifier: "Payer", awsAccountId: "123456789012" });
	save.mockResolvedValue({
		data: failed({ code: "CONNECTOR_ACCOUNT_TAKEN", field: "awsAccountId", detail: "Taken by “old”." }),
	});
	const fetched = vi.fn(async (_: string) =>
		Response.json({ where: "here", id: "c0", name: "old", isDraft: false }),
	);
	vi.stubGlobal("fetch", fetched);
	press("Continue");
	const link = await screen.findByRole("link", { name: "Open it" });
	expect(link.getAttribute("href")).toBe("/connectors/c0");
	expect(fetched.mock.calls[0]?.[0]).toBe("/api/live/connectors/c1/same-account?account=123456789012");
	expect(describedBy(field("AWS account ID"))).toContain("Taken by “old”.");
	expect(push).not.toHaveBeenCalled();
});

test("a step that somebody saved meanwhile keeps what was typed and offers their version", async () => {
	const { save } = open({ name: "Payer", identifier: "Payer", awsAccountId: "123456789012" });
	save.mockResolvedValue({ data: failed({ code: "CONNECTOR_CHANGED_MEANWHILE" }) });
	type("Connector name", "Mine");
	press("Continue");
	expect(await screen.findByRole("button", { name: "Load their version" })).toBeDefined();
	expect(field("Connector name").value).toBe("Mine");
});

test("a server that cannot be reached loses nothing and says that nothing was saved", async () => {
	const { save, push } = open({ name: "Payer", identifier: "Payer", awsAccountId: "123456789012" });
	save.mockRejectedValue(new TypeError("Failed to fetch"));
	press("Continue");
	const alert = await screen.findByRole("alert");
	expect(alert.textContent).toContain("Rolebridge could not be reached. Nothing was saved.");
	expect(field("Connector name").value).toBe("Payer");
	expect(push).not.toHaveBeenCalled();
});

test("leaving a field keeps what is typed, valid or not, and says so", async () => {
	const { saveDraft } = open();
	type("AWS account ID", "12");
	fireEvent.blur(field("AWS account ID"));
	await waitFor(() => expect(saveDraft).toHaveBeenCalledOnce());
	expect(saveDraft.mock.calls[0]?.[0]).toMatchObject({
		connectorId: "c1",
		step: "overview",
		values: { awsAccountId: "12" },
	});
	expect(await screen.findByText(/^Saved/)).toBeDefined();
});

test("“Save and exit” keeps an invalid field too and goes to the list; without a server it stays", async () => {
	const { saveDraft, push } = open();
	type("AWS account ID", "12");
	saveDraft.mockRejectedValueOnce(new TypeError("Failed to fetch"));
	press("Save and exit");
	expect((await screen.findByRole("alert")).textContent).toContain("could not be reached");
	expect(push).not.toHaveBeenCalled();
	fireEvent.click(await screen.findByRole("button", { name: "Save and exit" }));
	await waitFor(() => expect(push).toHaveBeenCalledWith("/"));
	expect(saveDraft).toHaveBeenCalledTimes(2);
});

test("a registered connector's identifier, account and partition cannot be changed", () => {
	open({ name: "Payer", identifier: "Payer", awsAccountId: "123456789012" }, { isRegistered: true });
	expect(field("Identifier").readOnly).toBe(true);
	expect(field("AWS account ID").readOnly).toBe(true);
	expect(screen.queryByLabelText("AWS GovCloud account")).toBeNull();
	type("Connector name", "Renamed");
	expect(field("Identifier").value).toBe("Payer");
});
