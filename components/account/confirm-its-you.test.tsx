import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { FailureCode } from "#lib/domain/failures.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { type ConfirmDialogProps, ConfirmItsYou, useTrustAction } from "./confirm-its-you.tsx";

afterEach(cleanup);

type Answer = { readonly serverError?: FailureCode; readonly data?: Result<string> };
const SAVED: Answer = { data: ok("saved") };

function Question({ missing, onDone }: ConfirmDialogProps) {
	return (
		<div role="dialog" aria-label={missing}>
			<button type="button" onClick={() => onDone(true)}>
				Prove
			</button>
			<button type="button" onClick={() => onDone(false)}>
				Cancel
			</button>
		</div>
	);
}

function open(...answers: readonly Answer[]) {
	const left = [...answers];
	const action = vi.fn(async (_input: string): Promise<Answer> => left.shift() ?? SAVED);
	const got = vi.fn((_answer: Answer) => {});
	function Form() {
		const save = useTrustAction(action);
		return (
			<button type="button" onClick={async () => got(await save("typed"))}>
				Save
			</button>
		);
	}
	render(
		<ConfirmItsYou dialog={Question}>
			<Form />
		</ConfirmItsYou>,
	);
	fireEvent.click(screen.getByRole("button", { name: "Save" }));
	return { action, got };
}

test("what needs no proof is done without a question", async () => {
	const { action, got } = open(SAVED);
	await vi.waitFor(() => expect(got).toHaveBeenCalledWith(SAVED));
	expect(action).toHaveBeenCalledTimes(1);
	expect(screen.queryByRole("dialog")).toBeNull();
});

const REFUSALS: readonly (readonly [string, Answer])[] = [
	["the gate", { serverError: "FRESH_SIGN_IN_REQUIRED" }],
	["the verb", { data: failed({ code: "FRESH_SIGN_IN_REQUIRED" }) }],
];

test.each(REFUSALS)(
	"what %s refuses for want of a fresh proof is done after the proof, with the same input",
	async (_, refusal) => {
		const { action, got } = open(refusal, SAVED);
		fireEvent.click(await screen.findByRole("button", { name: "Prove" }));
		await vi.waitFor(() => expect(got).toHaveBeenCalledWith(SAVED));
		expect(action.mock.calls).toEqual([["typed"], ["typed"]]);
		expect(screen.queryByRole("dialog")).toBeNull();
	},
);

test("closing the question hands the refusal on, and nothing is tried again", async () => {
	const refusal = { serverError: "FRESH_SIGN_IN_REQUIRED" } as const;
	const { action, got } = open(refusal);
	fireEvent.click(await screen.findByRole("button", { name: "Cancel" }));
	await vi.waitFor(() => expect(got).toHaveBeenCalledWith(refusal));
	expect(action).toHaveBeenCalledTimes(1);
});

test("who has no second factor yet is led to set one up", async () => {
	open({ serverError: "SECOND_FACTOR_REQUIRED" });
	expect(await screen.findByRole("dialog", { name: "second-factor" })).toBeDefined();
});

test("any other refusal is none of its business", async () => {
	const refusal = { serverError: "NOT_ALLOWED" } as const;
	const { got } = open(refusal);
	await vi.waitFor(() => expect(got).toHaveBeenCalledWith(refusal));
	expect(screen.queryByRole("dialog")).toBeNull();
});
