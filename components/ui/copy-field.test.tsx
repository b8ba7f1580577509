import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { CopyField } from "./copy-field.tsx";

afterEach(() => {
	cleanup();
	Reflect.deleteProperty(navigator, "clipboard");
});

const VALUE = "harness:891928451355:lnFZRF6jQO6tQnB9xxXXXx";

function giveClipboard(writeText: (text: string) => Promise<void>) {
	Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText } });
}

test("one press copies the whole value and says so", async () => {
	const writeText = vi.fn(async () => {});
	giveClipboard(writeText);
	render(<CopyField label="External ID" value={VALUE} />);
	fireEvent.click(screen.getByRole("button", { name: "Copy", description: "External ID" }));
	await waitFor(() => expect(screen.getByRole("status").textContent).toBe("Copied"));
	expect(writeText).toHaveBeenCalledWith(VALUE);
});

test("a browser that refuses is reported, not passed over", async () => {
	giveClipboard(() => Promise.reject(new Error("refused")));
	render(<CopyField label="External ID" value={VALUE} />);
	fireEvent.click(screen.getByRole("button", { name: "Copy" }));
	await waitFor(() => expect(screen.getByRole("status").textContent).toContain("refused to copy"));
});

test("the value is a read-only field under its label, selected whole when it gets the focus", () => {
	render(<CopyField label="External ID" value={VALUE} hint="Made by the server." />);
	const field = screen.getByLabelText<HTMLInputElement>("External ID");
	field.focus();
	expect([field.value, field.readOnly]).toEqual([VALUE, true]);
	expect([field.selectionStart, field.selectionEnd]).toEqual([0, VALUE.length]);
});
