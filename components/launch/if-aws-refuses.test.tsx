import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { ReceiverView } from "#lib/launch-links/view.ts";
import { IfAwsRefuses } from "./if-aws-refuses.tsx";
import { receiverView } from "./launch-view.test-support.ts";

afterEach(cleanup);

/** What stands under one of its questions. */
function advice(question: string, changes: Partial<ReceiverView> = {}): string {
	render(<IfAwsRefuses view={receiverView(changes)} />);
	return screen.getByText(question).nextElementSibling?.textContent ?? "";
}

const OTHER_ACCOUNT = "You are signed in to another account";

test("who is in another account reads which one it must be, that nothing happened, and what to press", () => {
	const text = advice(OTHER_ACCOUNT);
	expect(text).toContain("123456789012");
	expect(text).toContain("the stack stops by itself and makes nothing");
	expect(text).toMatch(/Sign out there, sign in to the right one, and press the button again\.$/);
	expect(document.body.textContent).not.toMatch(/you (must|should|did)|wrong|mistake|your fault/i);
});

test("a template that does not ask in which account it is gets no such promise", () => {
	const { template } = receiverView();
	if (template === null) throw new Error("There is no template.");
	const text = advice(OTHER_ACCOUNT, { template: { ...template, source: "harness" } });
	expect(text).not.toContain("stops by itself");
	expect(text).toContain("Sign out there");
});

test("who has no user in the account's partition is told where it is, and how to say so", () => {
	const account = { id: "123456789012", name: "", partition: "aws-us-gov" } as const;
	const text = advice("It asks you to sign in, and does not know you", { account });
	expect(text).toContain("console.amazonaws-us-gov.com");
	expect(text).toContain("tell Mara Lindqvist by declining");
});
