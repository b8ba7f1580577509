import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import * as z from "zod/mini";
import { CheckboxField } from "./checkbox-field.tsx";
import { ChoiceGroup } from "./choice-group.tsx";
import { cleanDigits } from "./clean.ts";
import { Form, type SubmitOutcome } from "./form.tsx";
import { FormError } from "./form-error.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { TextField } from "./text-field.tsx";
import { useZodForm } from "./zod-form.ts";

afterEach(cleanup);

const schema = z.object({
	name: z.string().check(z.minLength(3, "at least 3 characters")),
	accountId: z.pipe(
		z.string().check(z.regex(/^\d{12}$/, "AWS account ID has 12 digits")),
		z.transform((id) => ({ id })),
	),
	features: z.array(z.string()).check(z.minLength(1, "choose at least one")),
});

type Values = z.output<typeof schema>;

function AccountForm({ onSubmit }: { onSubmit: (values: Values) => Promise<SubmitOutcome> }) {
	const form = useZodForm({ schema, defaultValues: { name: "", accountId: "", features: [] } });
	return (
		<Form form={form} onSubmit={onSubmit} label="Account">
			<FormError form={form} />
			<TextField form={form} name="name" label="Connector name" hint="Shown in Perspectives" />
			<TextField form={form} name="accountId" label="AWS account ID" clean={cleanDigits} numeric />
			<ChoiceGroup form={form} name="features" legend="Features">
				<CheckboxField form={form} name="features" value="BILLING" label="Cost Visibility" />
				<CheckboxField form={form} name="features" value="VISIBILITY" label="Inventory" />
			</ChoiceGroup>
			<SubmitButton form={form} pendingLabel="Saving…">
				Continue
			</SubmitButton>
		</Form>
	);
}

function open(outcome?: SubmitOutcome) {
	const onSubmit = vi.fn(async (_: Values) => outcome);
	render(<AccountForm onSubmit={onSubmit} />);
	return {
		onSubmit,
		name: screen.getByLabelText<HTMLInputElement>("Connector name"),
		account: screen.getByLabelText<HTMLInputElement>("AWS account ID"),
		submit: () => fireEvent.submit(screen.getByRole("form", { name: "Account" })),
	};
}

function describedBy(element: HTMLElement): string {
	return document.getElementById(element.getAttribute("aria-describedby") ?? "")?.textContent ?? "";
}

function type(element: HTMLInputElement, value: string) {
	fireEvent.input(element, { target: { value }, inputType: "insertText" });
}

function fill(form: ReturnType<typeof open>) {
	type(form.name, "payer-us");
	type(form.account, "123456789012");
	fireEvent.click(screen.getByLabelText("Cost Visibility"));
}

test("nothing is judged while typing, and leaving the field judges it", async () => {
	const { name, account } = open();
	type(name, "a");
	type(name, "ab");
	fireEvent.blur(account);
	// The other field's judgement was asked for later: had typing asked for one, it would be here by now.
	await waitFor(() => expect(account.getAttribute("aria-invalid")).toBe("true"));
	expect(name.getAttribute("aria-invalid")).toBe("false");
	expect(describedBy(name)).toBe("Shown in Perspectives");
	fireEvent.blur(name);
	await waitFor(() => expect(name.getAttribute("aria-invalid")).toBe("true"));
});

test("an error takes the hint's place, names its field, and goes when the field is left in order", async () => {
	const { name } = open();
	fireEvent.blur(name);
	await waitFor(() => expect(describedBy(name)).toBe("Connector name: at least 3 characters"));
	type(name, "payer-us");
	expect(describedBy(name)).toContain("at least 3 characters");
	fireEvent.blur(name);
	await waitFor(() => expect(describedBy(name)).toBe("Shown in Perspectives"));
});

test("a message that already names its field is not told twice", async () => {
	const { account } = open();
	fireEvent.blur(account);
	await waitFor(() => expect(describedBy(account)).toBe("AWS account ID has 12 digits"));
});

test("a submit with wrong fields hands nothing on and moves the focus to the first of them", async () => {
	const form = open();
	type(form.name, "payer-us");
	form.submit();
	await waitFor(() => expect(document.activeElement).toBe(form.account));
	expect(form.onSubmit).not.toHaveBeenCalled();
	expect(screen.getByRole("alert").textContent).toContain("2 fields need another look");
});

test("a group of boxes carries the error of its list, and its boxes do not", async () => {
	const form = open();
	type(form.name, "payer-us");
	type(form.account, "123456789012");
	form.submit();
	await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Cost Visibility")));
	expect(describedBy(screen.getByRole("group", { name: "Features" }))).toBe("Features: choose at least one");
	expect(describedBy(screen.getByLabelText("Cost Visibility"))).toBe("");
});

test("what is handed on is the schema's output, with the ticked boxes as a list", async () => {
	const form = open();
	fill(form);
	form.submit();
	await waitFor(() =>
		expect(form.onSubmit).toHaveBeenCalledWith({
			name: "payer-us",
			accountId: { id: "123456789012" },
			features: ["BILLING"],
		}),
	);
});

test("a pasted value is cleaned at once, a typed one when the field is left", async () => {
	const { account } = open();
	fireEvent.input(account, { target: { value: " “1234-5678-9012” " }, inputType: "insertFromPaste" });
	expect(account.value).toBe("123456789012");
	type(account, "1234 5678");
	expect(account.value).toBe("1234 5678");
	fireEvent.blur(account);
	expect(account.value).toBe("12345678");
	await waitFor(() => expect(account.getAttribute("aria-invalid")).toBe("true"));
});

test("Enter cleans the field it is pressed in before the form is sent", async () => {
	const form = open();
	fill(form);
	type(form.account, "1234-5678-9012");
	fireEvent.keyDown(form.account, { key: "Enter" });
	form.submit();
	await waitFor(() => expect(form.onSubmit).toHaveBeenCalledOnce());
	expect(form.onSubmit.mock.calls[0]?.[0].accountId.id).toBe("123456789012");
});

test("the server's errors appear at their fields, and the first of those gets the focus", async () => {
	const form = open({ errors: [{ field: "accountId", message: "AWS account ID is connected already" }] });
	fill(form);
	form.submit();
	await waitFor(() => expect(describedBy(form.account)).toBe("AWS account ID is connected already"));
	expect(document.activeElement).toBe(form.account);
	expect(screen.queryByRole("alert")).toBeNull();
});

test("a server error without a field of this form is said at the top, and a new submit is possible", async () => {
	const form = open({
		errors: [
			{ message: "Harness answered 503." },
			{ field: "elsewhere", message: "Nobody shows this field." },
		],
	});
	fill(form);
	form.submit();
	const alert = await screen.findByRole("alert");
	expect(alert.textContent).toContain("Harness answered 503. Nobody shows this field.");
	form.submit();
	await waitFor(() => expect(form.onSubmit).toHaveBeenCalledTimes(2));
});

test("what waits for somebody else is said as that, not as an error", async () => {
	const form = open({ errors: [{ message: "Another administrator must approve it.", isWaiting: true }] });
	fill(form);
	form.submit();
	expect((await screen.findByText("Waiting for approval")).closest("[role=status]")).not.toBeNull();
	expect(screen.queryByRole("alert")).toBeNull();
});

test("while one submit is under way the button says so and a second one does nothing", async () => {
	let finish: (outcome: SubmitOutcome) => void = () => {};
	const onSubmit = vi.fn((_: Values) => new Promise<SubmitOutcome>((resolve) => (finish = resolve)));
	render(<AccountForm onSubmit={onSubmit} />);
	type(screen.getByLabelText("Connector name"), "payer-us");
	type(screen.getByLabelText("AWS account ID"), "123456789012");
	fireEvent.click(screen.getByLabelText("Cost Visibility"));
	fireEvent.click(screen.getByRole("button", { name: "Continue" }));
	const button = await screen.findByRole("button", { name: "Saving…" });
	expect(button.getAttribute("aria-disabled")).toBe("true");
	fireEvent.submit(screen.getByRole("form", { name: "Account" }));
	finish(undefined);
	await screen.findByRole("button", { name: "Continue" });
	expect(onSubmit).toHaveBeenCalledOnce();
});

test("a form that the script has not reached yet sends nothing by its address", () => {
	open();
	expect(screen.getByRole("form", { name: "Account" }).getAttribute("method")).toBe("post");
});
