import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import * as z from "zod/mini";
import { Form } from "./form.tsx";
import { entriesToTags, type TagEntry, tagsToEntries } from "./tag-list.ts";
import { TagsField } from "./tags-field.tsx";
import { useZodForm } from "./zod-form.ts";

afterEach(cleanup);

const schema = z.object({
	tags: z.array(
		z.object({ key: z.string().check(z.minLength(1, "every tag needs a key")), value: z.string() }),
	),
});

function TagsForm({ tags, onSubmit }: { tags: TagEntry[]; onSubmit: (tags: readonly TagEntry[]) => void }) {
	const form = useZodForm({ schema, defaultValues: { tags } });
	return (
		<Form form={form} label="Tags" onSubmit={async (values) => void onSubmit(values.tags)}>
			<TagsField form={form} name="tags" label="Tags" hint="Up to 20" />
		</Form>
	);
}

test("tags can be added, changed and removed, and are handed on in their order", async () => {
	const onSubmit = vi.fn();
	render(
		<TagsForm
			tags={[
				{ key: "team", value: "cost" },
				{ key: "old", value: "" },
			]}
			onSubmit={onSubmit}
		/>,
	);
	fireEvent.click(screen.getByRole("button", { name: "Remove tag 2" }));
	fireEvent.click(screen.getByRole("button", { name: "Add tag" }));
	fireEvent.change(screen.getByLabelText("Key 2"), { target: { value: "env" } });
	fireEvent.change(screen.getByLabelText("Value 2"), { target: { value: " prod " } });
	fireEvent.blur(screen.getByLabelText("Value 2"));
	fireEvent.submit(screen.getByRole("form"));
	await waitFor(() =>
		expect(onSubmit).toHaveBeenCalledWith([
			{ key: "team", value: "cost" },
			{ key: "env", value: "prod" },
		]),
	);
});

test("removing a tag leaves the focus in the list", () => {
	render(<TagsForm tags={[{ key: "team", value: "cost" }]} onSubmit={() => {}} />);
	fireEvent.click(screen.getByRole("button", { name: "Remove tag 1" }));
	expect(document.activeElement).toBe(screen.getByRole("button", { name: "Add tag" }));
});

test("a wrong tag is said at the list", async () => {
	render(<TagsForm tags={[{ key: "", value: "cost" }]} onSubmit={() => {}} />);
	fireEvent.submit(screen.getByRole("form"));
	await waitFor(() => expect(screen.getByRole("group").textContent).toContain("Tags: every tag needs a key"));
	expect(document.activeElement).toBe(screen.getByLabelText("Key 1"));
});

test("tags become entries and come back unchanged; rows without a key are left out", () => {
	const tags = { team: "cost", env: "" };
	expect(entriesToTags(tagsToEntries(tags))).toEqual(tags);
	expect(entriesToTags([{ key: " ", value: "x" }])).toEqual({});
});
