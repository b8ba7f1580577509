import { cleanup, fireEvent, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import * as z from "zod/mini";
import { CheckboxField } from "./checkbox-field.tsx";
import { ChoiceGroup } from "./choice-group.tsx";
import { cleanDigits } from "./clean.ts";
import { Form } from "./form.tsx";
import { RadioGroupField } from "./radio-group-field.tsx";
import { SelectField } from "./select-field.tsx";
import { serve, typeBefore } from "./served.test-support.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { TagsField } from "./tags-field.tsx";
import { TextAreaField } from "./text-area-field.tsx";
import { TextField } from "./text-field.tsx";
import { useZodForm } from "./zod-form.ts";

afterEach(cleanup);

const schema = z.object({
	name: z.string(),
	accountId: z.string(),
	note: z.string(),
	isGovCloud: z.boolean(),
	features: z.array(z.string()),
	region: z.string(),
	access: z.string(),
	tags: z.array(z.object({ key: z.string(), value: z.string() })),
});

type Values = z.output<typeof schema>;

const STORED: Values = {
	name: "payer",
	accountId: "",
	note: "as it was",
	isGovCloud: false,
	features: ["BILLING"],
	region: "eu-west-1",
	access: "read",
	tags: [{ key: "team", value: "cost" }],
};

const REGIONS = ["us-east-1", "eu-west-1"].map((region) => ({ value: region, label: region }));
const ACCESS = ["read", "read-write"].map((access) => ({ value: access, label: access }));

type PageProps = { readonly stored: Values; readonly onSubmit: (values: Values) => void };

function Page({ stored, onSubmit }: PageProps) {
	const form = useZodForm({ schema, defaultValues: stored });
	return (
		<Form form={form} label="Step" onSubmit={async (values) => void onSubmit(values)}>
			<TextField form={form} name="name" label="Name" />
			<TextField form={form} name="accountId" label="Account" clean={cleanDigits} />
			<TextAreaField form={form} name="note" label="Note" />
			<CheckboxField form={form} name="isGovCloud" label="GovCloud" />
			<ChoiceGroup form={form} name="features" legend="Features">
				<CheckboxField form={form} name="features" value="BILLING" label="Costs" />
				<CheckboxField form={form} name="features" value="VISIBILITY" label="Inventory" />
				<CheckboxField form={form} name="features" value="OPTIMIZATION" label="AutoStopping" />
			</ChoiceGroup>
			<SelectField form={form} name="region" label="Region" options={REGIONS} />
			<RadioGroupField form={form} name="access" label="Access" options={ACCESS} />
			<TagsField form={form} name="tags" label="Tags" />
			<SubmitButton form={form} pendingLabel="Saving…">
				Save
			</SubmitButton>
		</Form>
	);
}

function open(stored = STORED) {
	const onSubmit = vi.fn();
	const served = serve(<Page stored={stored} onSubmit={onSubmit} />);
	return {
		onSubmit,
		field: (label: string) => served.getByLabelText<HTMLInputElement>(label),
		button: () => served.getByRole<HTMLButtonElement>("button", { name: "Save" }),
		run: served.run,
		submitted: async () => {
			fireEvent.click(served.getByRole("button", { name: "Save" }));
			await waitFor(() => expect(onSubmit).toHaveBeenCalledOnce());
			return onSubmit.mock.calls[0]?.[0];
		},
	};
}

test("the server's page carries what is stored, so that it can be read and changed before the script runs", () => {
	const { field } = open();
	expect(field("Name").value).toBe("payer");
	expect(field("Note").value).toBe("as it was");
	expect(field("Costs").checked).toBe(true);
	expect(field("Inventory").checked).toBe(false);
	expect(field("Region").value).toBe("eu-west-1");
	expect(field("read").checked).toBe(true);
	expect(field("Key 1").value).toBe("team");
});

test("a page that nobody touched before its script ran is what is stored", async () => {
	const { run, submitted } = open();
	run();
	expect(await submitted()).toEqual(STORED);
});

test("text typed before the script ran stays on the page and is handed on", async () => {
	const { field, run, submitted } = open();
	typeBefore(field("Name"), "payer-us");
	typeBefore(field("Note"), "as it is");
	typeBefore(field("Key 1"), "owner");
	typeBefore(field("Value 1"), "ann");
	run();
	expect(field("Name").value).toBe("payer-us");
	expect(field("Note").value).toBe("as it is");
	expect(await submitted()).toEqual({
		...STORED,
		name: "payer-us",
		note: "as it is",
		tags: [{ key: "owner", value: "ann" }],
	});
});

test("the form cannot be sent before its script runs, so that nothing typed is lost with the page", async () => {
	const { button, run } = open();
	expect(button().disabled).toBe(true);
	run();
	expect(button().disabled).toBe(false);
});

test("text emptied before the script ran stays empty", async () => {
	const { field, run, submitted } = open();
	typeBefore(field("Name"), "");
	typeBefore(field("Note"), "");
	run();
	expect(await submitted()).toMatchObject({ name: "", note: "" });
});

test("ticks and choices made before the script ran are handed on, each of them", async () => {
	const { field, run, submitted } = open();
	for (const label of ["GovCloud", "Costs", "Inventory", "AutoStopping", "read-write"]) field(label).click();
	field("Region").value = "us-east-1";
	run();
	expect(field("Costs").checked).toBe(false);
	expect(field("Inventory").checked).toBe(true);
	expect(await submitted()).toEqual({
		...STORED,
		isGovCloud: true,
		features: ["VISIBILITY", "OPTIMIZATION"],
		access: "read-write",
		region: "us-east-1",
	});
});

test("a field that was left before the script ran is cleaned, one still being typed in is not", () => {
	const left = open();
	typeBefore(left.field("Account"), " 1234-5678 9012");
	left.run();
	expect(left.field("Account").value).toBe("123456789012");
	const busy = open();
	busy.field("Account").focus();
	typeBefore(busy.field("Account"), "1234-");
	busy.run();
	expect(busy.field("Account").value).toBe("1234-");
});

test("what is typed after the script ran goes on from what was typed before", async () => {
	const { field, run, submitted } = open();
	typeBefore(field("Name"), "pay");
	field("Inventory").click();
	run();
	fireEvent.input(field("Name"), { target: { value: "payee" } });
	fireEvent.click(field("AutoStopping"));
	fireEvent.click(field("Inventory"));
	expect(await submitted()).toEqual({ ...STORED, name: "payee", features: ["BILLING", "OPTIMIZATION"] });
});

test("a stored choice that is not offered any more is shown and stays, until another is chosen", async () => {
	const { field, run, submitted } = open({ ...STORED, region: "mx-central-1" });
	expect(field("Region").value).toBe("mx-central-1");
	run();
	expect(await submitted()).toMatchObject({ region: "mx-central-1" });
});
