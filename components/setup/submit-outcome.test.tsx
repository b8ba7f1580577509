import { expect, test } from "vitest";
import { FAILURES } from "#lib/domain/failures.ts";
import { failed, ok } from "#lib/domain/result.ts";
import { stepOutcome } from "./submit-outcome.ts";

test("a saved step hands on what the action answered", async () => {
	expect(await stepOutcome(async () => ({ data: ok({ version: 3 }) }))).toEqual({
		kind: "saved",
		value: { version: 3 },
	});
});

test("a failure with a field becomes that field's message, in the server's words where it has some", async () => {
	const detail = "payer-us is for this account.";
	const outcome = await stepOutcome(async () => ({
		data: failed({ code: "CONNECTOR_ACCOUNT_TAKEN", field: "awsAccountId", detail }),
	}));
	expect(outcome).toMatchObject({
		kind: "fields",
		outcome: { errors: [{ field: "awsAccountId", message: detail }] },
	});
});

test("a failure with a field and no words of its own says what happened and what to do first", async () => {
	const outcome = await stepOutcome(async () => ({
		data: failed({ code: "CONNECTOR_IDENTIFIER_TAKEN", field: "identifier" }),
	}));
	const { title, fixes } = FAILURES.CONNECTOR_IDENTIFIER_TAKEN;
	expect(outcome).toMatchObject({ outcome: { errors: [{ message: `${title}. ${fixes[0]}` }] } });
});

test("a failure without a field concerns the step", async () => {
	const outcome = await stepOutcome(async () => ({ data: failed({ code: "CONNECTOR_CHANGED_MEANWHILE" }) }));
	expect(outcome).toEqual({ kind: "step", failure: { code: "CONNECTOR_CHANGED_MEANWHILE" } });
});

test("a server that cannot be reached, and one that crashed, never count as saved", async () => {
	const unreachable = await stepOutcome(async () => {
		throw new TypeError("Failed to fetch");
	});
	expect(unreachable).toEqual({ kind: "step", failure: "unreachable" });
	expect(await stepOutcome(async () => ({ serverError: "UNEXPECTED" }))).toEqual({
		kind: "step",
		failure: { code: "UNEXPECTED" },
	});
	expect(await stepOutcome(async () => ({}))).toMatchObject({ kind: "step" });
	expect(await stepOutcome(async () => ({ validationErrors: { formErrors: [] } }))).toMatchObject({
		kind: "step",
	});
});
