import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { LibraryChoice } from "#lib/domain/policy/compose.ts";
import { PastedPolicies } from "./pasted-policies.tsx";

afterEach(cleanup);

const CHOICE: LibraryChoice = {
	entries: [{ id: "ecr-pull" }],
	...{ partition: "aws", bucketNames: [], regions: [], accountIds: [] },
};
const policy = (Effect: string, Action: string, extra: object = {}) =>
	JSON.stringify({ Version: "2012-10-17", Statement: { Effect, Action, Resource: "*", ...extra } });
const paste = (number: number, text: string) =>
	fireEvent.change(screen.getByLabelText(`Policy ${number} as JSON`), { target: { value: text } });
const answer = (title: RegExp) => {
	const list = within(screen.getByRole("list", { name: "Answers from the pasted policies" }));
	return within(list.getByText(title).closest("li") ?? document.body);
};

test("nothing is said of tasks before a policy is there, nor while one of them is no JSON", () => {
	render(<PastedPolicies choice={CHOICE} />);
	expect(screen.queryByRole("list", { name: "Answers from the pasted policies" })).toBeNull();
	paste(1, "{");
	expect(screen.getByText(/This is not JSON/)).toBeDefined();
	expect(screen.queryByRole("list", { name: "Answers from the pasted policies" })).toBeNull();
});

test("each task is allowed or denied with its reasons, also in the answer of aws iam get-policy-version", () => {
	render(<PastedPolicies choice={CHOICE} />);
	paste(1, JSON.stringify({ PolicyVersion: { Document: JSON.parse(policy("Allow", "ecr:*")) } }));
	expect(answer(/Pull.*ECR/i).getByText("Allowed")).toBeDefined();
	expect(answer(/^List regions$/).getByText("Denied")).toBeDefined();
});

test("what another policy denies no policy allows", () => {
	render(<PastedPolicies choice={CHOICE} />);
	paste(1, policy("Allow", "*"));
	expect(answer(/Pull.*ECR/i).getByText("Allowed")).toBeDefined();
	fireEvent.click(screen.getByRole("button", { name: "Add another policy" }));
	paste(2, policy("Deny", "ecr:BatchGetImage"));
	expect(answer(/Pull.*ECR/i).getByText("Denied", { selector: "span" })).toBeDefined();
});

test("what depends on something unknown is said to be so", () => {
	render(<PastedPolicies choice={CHOICE} />);
	paste(1, policy("Allow", "*", { Condition: { StringEquals: { "aws:PrincipalTag/team": "data" } } }));
	expect(answer(/Pull.*ECR/i).getByText("Cannot tell", { selector: "span" })).toBeDefined();
});
