import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Form } from "#components/form/form.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { EVERYWHERE, type Scope } from "#lib/domain/access.ts";
import { scopeDefaults } from "#lib/schemas/access-schema.ts";
import { AccessFormSchema, typedAccess } from "#lib/schemas/people-schemas.ts";
import { AccessFields } from "./access-fields.tsx";

afterEach(cleanup);

const ACCOUNTS = [{ ref: "default", accountId: "AAAAAAAAAAAAAAAAAAAAAA" }];

function Access({ scope, onSaved }: { scope: Scope; onSaved: (access: unknown) => void }) {
	const form = useZodForm({
		schema: AccessFormSchema,
		defaultValues: { role: "operator", ...scopeDefaults(scope) },
	});
	return (
		<Form form={form} onSubmit={(typed) => void onSaved(typedAccess(typed))}>
			<AccessFields form={form} harnessAccounts={ACCOUNTS} />
			<SubmitButton form={form} pendingLabel="Saving…">
				Save
			</SubmitButton>
		</Form>
	);
}

function open(scope: Scope = EVERYWHERE) {
	const onSaved = vi.fn();
	render(<Access scope={scope} onSaved={onSaved} />);
	return onSaved;
}

const save = () => fireEvent.click(screen.getByRole("button", { name: "Save" }));

test("only some connectors without naming any is refused: it must not come to mean everything", async () => {
	const onSaved = open();
	fireEvent.click(screen.getByRole("radio", { name: /^Only some connectors/ }));
	save();
	await waitFor(() => expect(screen.getByText(/Name at least one tag or Harness account/)).toBeTruthy());
	expect(onSaved).not.toHaveBeenCalled();
});

test("tags and a Harness account become the scope; empty rows do not count", async () => {
	const onSaved = open({ harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] });
	fireEvent.click(screen.getByRole("button", { name: "Add tag" }));
	fireEvent.click(screen.getByRole("checkbox", { name: "AAAAAAAAAAAAAAAAAAAAAA" }));
	save();
	const scope = { harnessAccountRefs: ["default"], tags: [{ key: "team", value: "data" }] };
	await waitFor(() => expect(onSaved).toHaveBeenCalledWith({ role: "operator", scope }));
});

test("an administrator is never limited, whatever was typed before", async () => {
	const onSaved = open({ harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] });
	fireEvent.click(screen.getByRole("radio", { name: /^Administrator/ }));
	expect(screen.queryByRole("radio", { name: /^Everything/ })).toBeNull();
	save();
	await waitFor(() => expect(onSaved).toHaveBeenCalledWith({ role: "administrator", scope: EVERYWHERE }));
});
