import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

afterEach(cleanup);

function Removal() {
	const [open, setOpen] = useState(false);
	return (
		<>
			<Button onClick={() => setOpen(true)}>Remove</Button>
			<Dialog
				open={open}
				onClose={() => setOpen(false)}
				title="Remove payer-us?"
				actions={<Button onClick={() => setOpen(false)}>Keep it</Button>}
			>
				Its checks stop.
			</Dialog>
		</>
	);
}

function openRemoval() {
	render(<Removal />);
	const opener = screen.getByRole("button", { name: "Remove" });
	opener.focus();
	fireEvent.click(opener);
	return { opener, dialog: screen.getByRole<HTMLDialogElement>("dialog", { name: "Remove payer-us?" }) };
}

test("it opens as a modal named by its title, with the focus inside", () => {
	const { dialog } = openRemoval();
	expect(dialog.open).toBe(true);
	expect(dialog.contains(document.activeElement)).toBe(true);
});

test("closing it gives the focus back to what opened it", () => {
	const { opener } = openRemoval();
	fireEvent.click(screen.getByRole("button", { name: "Keep it" }));
	expect(screen.queryByRole("dialog")).toBeNull();
	expect(document.activeElement).toBe(opener);
});

test("Escape asks its owner to close it", () => {
	const { dialog } = openRemoval();
	fireEvent(dialog, new Event("cancel", { cancelable: true }));
	expect(dialog.open).toBe(false);
});

test("a press beside the sheet closes it, a press on its words does not", () => {
	const { dialog } = openRemoval();
	fireEvent.click(screen.getByText("Its checks stop."));
	expect(dialog.open).toBe(true);
	fireEvent.click(dialog);
	expect(dialog.open).toBe(false);
});
