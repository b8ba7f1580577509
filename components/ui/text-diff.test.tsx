import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { TextDiff } from "./text-diff.tsx";

afterEach(cleanup);

test("each line says in words whether it goes or comes, and the counts are told", () => {
	render(<TextDiff before={"a\nold"} after={"a\nnew"} label="Settings" />);
	const lines = within(screen.getByRole("region", { name: "Settings" })).getAllByRole("listitem");
	expect(lines.map(({ textContent }) => textContent?.trim())).toEqual(["a", "−Removed: old", "+Added: new"]);
	expect(screen.getByText("1 removed, 1 added")).toBeDefined();
});
