import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useForm } from "react-hook-form";
import { afterEach, expect, test, vi } from "vitest";
import { ok } from "#lib/domain/result.ts";
import { type KeepDraft, useKeepDraft } from "./keep-draft.ts";
import { takeLeavingDraft } from "./leaving-draft.ts";
import { SavedProvider } from "./saved-line.tsx";

const PLACE = { connectorId: "c1", step: "overview" } as const;

afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
	window.sessionStorage.clear();
});

/** A step of one field whose page cannot reach the server while it goes away. */
function open() {
	vi.stubGlobal("fetch", () => Promise.reject(new TypeError("the page is gone")));
	const kept: unknown[] = [];
	const handle: { keep: KeepDraft | null } = { keep: null };
	function Step() {
		const form = useForm({ defaultValues: { name: "stored" } });
		handle.keep = useKeepDraft({ ...PLACE, form });
		return <input aria-label="Name" {...form.register("name")} />;
	}
	render(
		<SavedProvider
			saveDraft={async ({ values }) => {
				kept.push(values);
				return { data: ok(true) };
			}}
		>
			<Step />
		</SavedProvider>,
	);
	const field = screen.getByLabelText<HTMLInputElement>("Name");
	return { field, kept, handle, type: (value: string) => fireEvent.change(field, { target: { value } }) };
}

test("what was typed when the page was loaded anew is there again, and is kept", async () => {
	window.sessionStorage.setItem("draft c1 overview", '{"name":"half"}');
	const after = open();
	await waitFor(() => expect(after.field.value).toBe("half"));
	expect(after.kept).toEqual([{ name: "half" }]);
});

test("a page that goes away leaves its typing in the tab", () => {
	open().type("half");
	window.dispatchEvent(new Event("pagehide"));
	expect(takeLeavingDraft(PLACE)).toBe('{"name":"half"}');
});

test("once the step is saved no older typing comes back", async () => {
	const { type, handle } = open();
	type("half");
	window.dispatchEvent(new Event("pagehide"));
	type("whole");
	await act(async () => handle.keep?.stop());
	expect(takeLeavingDraft(PLACE)).toBeNull();
});

test("once newer typing was kept no older one comes back", async () => {
	const { type, handle } = open();
	type("half");
	window.dispatchEvent(new Event("pagehide"));
	type("whole");
	await act(async () => handle.keep?.keepNow());
	expect(takeLeavingDraft(PLACE)).toBeNull();
});
