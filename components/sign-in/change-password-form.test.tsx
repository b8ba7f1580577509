import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { afterEach, expect, test, vi } from "vitest";
import { type ConfirmDialogProps, ConfirmItsYou } from "#components/account/confirm-its-you.tsx";
import { failed, ok } from "#lib/domain/result.ts";
import { ChangePasswordForm, type ChangePasswordFormProps } from "./change-password-form.tsx";

afterEach(cleanup);

function Question({ onDone }: ConfirmDialogProps) {
	return (
		<div role="dialog">
			<button type="button" onClick={() => onDone(true)}>
				Prove
			</button>
			<button type="button" onClick={() => onDone(false)}>
				Close
			</button>
		</div>
	);
}

type Save = ChangePasswordFormProps["save"];

function open(...answers: readonly Awaited<ReturnType<Save>>[]) {
	const left = [...answers];
	const save = vi.fn<Save>(async () => left.shift() ?? { data: ok(true) });
	const replace = vi.fn();
	const router = { bfcacheId: "", push() {}, back() {}, forward() {}, refresh() {}, replace, prefetch() {} };
	render(
		<AppRouterContext value={router}>
			<ConfirmItsYou dialog={Question}>
				<ChangePasswordForm email="ann@example.com" isForced={false} save={save} />
			</ConfirmItsYou>
		</AppRouterContext>,
	);
	const type = (label: string, value: string) =>
		fireEvent.input(screen.getByLabelText(label), { target: { value } });
	type("Current password", "correct-horse-battery");
	type("New password", "seven-quiet-otters-swim");
	type("New password again", "seven-quiet-otters-swim");
	fireEvent.click(screen.getByRole("button", { name: "Change password" }));
	return { save, replace };
}

const STALE: Awaited<ReturnType<Save>> = { data: failed({ code: "FRESH_SIGN_IN_REQUIRED" }) };

test("whoever must show the second factor first is asked for it, and what they typed is sent again", async () => {
	const { save, replace } = open(STALE);
	fireEvent.click(await screen.findByRole("button", { name: "Prove" }));
	await waitFor(() => expect(replace).toHaveBeenCalledWith("/"));
	expect(save).toHaveBeenCalledTimes(2);
	expect(save.mock.calls[1]).toEqual(save.mock.calls[0]);
});

test("whoever closes the question is told that the password is unchanged", async () => {
	const { save, replace } = open(STALE);
	fireEvent.click(await screen.findByRole("button", { name: "Close" }));
	expect(await screen.findByText("The password is unchanged")).toBeDefined();
	expect(save).toHaveBeenCalledTimes(1);
	expect(replace).not.toHaveBeenCalled();
});

test("without a question it goes through, and a wrong password is told at its field", async () => {
	const detail = "This is not your current password.";
	const { replace } = open({ data: failed({ code: "INPUT_INVALID", field: "currentPassword", detail }) });
	expect(await screen.findByText(detail)).toBeDefined();
	expect(screen.queryByRole("dialog")).toBeNull();
	fireEvent.click(screen.getByRole("button", { name: "Change password" }));
	await waitFor(() => expect(replace).toHaveBeenCalledWith("/"));
});
