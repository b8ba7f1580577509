import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { harnessExternalId } from "#lib/domain/external-id.ts";
import { expectedTrustPolicy } from "#lib/domain/trust-policy/expected-trust.ts";
import TrustDoctor from "./trust-doctor.tsx";

afterEach(cleanup);

function account(text: string) {
	const parsed = parseAccountId(text);
	if (!parsed.ok) throw new Error("not an account");
	return parsed.value;
}
const HARNESS = account("891928451355");
const ID = harnessExternalId(HARNESS, "EfOfrUbHTtupeZjUqxlHBg");
const ROOT = "arn:aws:iam::891928451355:root";
const EXPECTED = { harness: { principalArn: ROOT, externalId: ID }, verifier: null };
const policy = (operator: string, value: string, AWS: unknown = ROOT) => ({
	Version: "2012-10-17",
	Statement: [
		{
			Effect: "Allow",
			Principal: { AWS },
			Action: "sts:AssumeRole",
			Condition: { [operator]: { "sts:ExternalId": value } },
		},
	],
});
const paste = (text: string) =>
	fireEvent.change(screen.getByLabelText("Trust policy as JSON"), { target: { value: text } });

test("a pasted policy is judged at once, with who can assume the role and a corrected one to copy", () => {
	render(<TrustDoctor picked={null} expected={EXPECTED} now={0} />);
	expect(screen.queryByRole("list", { name: "Findings" })).toBeNull();
	paste(JSON.stringify({ Role: { AssumeRolePolicyDocument: policy("StringLike", "harness:*") } }));
	const findings = within(screen.getByRole("list", { name: "Findings" }));
	expect(findings.getByText(/A wildcard in the external ID lets in every ID that fits it/)).toBeDefined();
	const who = within(screen.getByRole("table", { name: "Who can assume the role" }));
	expect(who.getByText("An AWS account of Harness")).toBeDefined();
	expect(who.getByText("harness:*")).toBeDefined();
	expect(screen.getByText(/Harness is held to exactly its external ID/)).toBeDefined();
	const diff = within(
		screen.getByRole("region", { name: "What changes in the trust policy" }).closest("figure") ??
			document.body,
	);
	expect(diff.getByText(`"sts:ExternalId": "${ID}"`, { exact: false })).toBeDefined();
	expect(screen.getByRole("button", { name: "Copy corrected policy" })).toBeDefined();
});

test("what takes a person is said apart from what is corrected", () => {
	render(<TrustDoctor picked={null} expected={EXPECTED} now={0} />);
	paste(JSON.stringify(policy("StringLike", "harness:*", [ROOT, "111122223333"])));
	expect(screen.getByText("This takes a person")).toBeDefined();
	expect(screen.getAllByText(/Somebody else may assume the role as well/).length).toBe(2);
});

test("the policy of a connector stands there already, and a right one has no findings", () => {
	const picked = {
		id: "a".repeat(20),
		name: "Payer",
		policy: JSON.parse(JSON.stringify(expectedTrustPolicy(EXPECTED))),
	};
	render(
		<TrustDoctor picked={{ ...picked, readAt: 0, isPlatform: false }} expected={EXPECTED} now={60_000} />,
	);
	expect(screen.getByText("Nothing to find fault with.")).toBeDefined();
	expect(screen.getByText("There is nothing to correct that is safe to correct.")).toBeDefined();
});

test("a connector whose policy was not read says how to get it", () => {
	const picked = { id: "a".repeat(20), name: "Payer", policy: null, readAt: null, isPlatform: false };
	render(<TrustDoctor picked={picked} expected={EXPECTED} now={0} />);
	expect(screen.getByText("The policy of Payer was not read yet")).toBeDefined();
});

test("of a platform connector's role nobody's policy is offered as the right one", () => {
	const picked = { id: "a".repeat(20), name: "Payer", policy: null, readAt: null, isPlatform: true };
	const ours = { accountId: HARNESS, principalArn: ROOT, externalId: ID };
	render(<TrustDoctor picked={picked} expected={{ harness: null, verifier: ours }} now={0} />);
	paste(JSON.stringify(policy("StringEquals", "theirs", "arn:aws:iam::111122223333:role/Delegate")));
	expect(screen.getByText("Only you know who assumes this role for Harness")).toBeDefined();
	expect(screen.queryByText(/The policy from scratch/)).toBeNull();
});

test("without Harness's account the form alone is judged, and nothing is offered as right", () => {
	render(<TrustDoctor picked={null} expected={null} now={0} />);
	paste(JSON.stringify(policy("StringLike", "harness:*")));
	expect(screen.getByText("Harness is not set up here")).toBeDefined();
	expect(screen.getByText(/A wildcard in the external ID lets in/)).toBeDefined();
	expect(screen.queryByText("Corrected policy")).toBeNull();
});

test.each([
	["{", /This is not JSON/],
	["[]", /This is JSON, but no policy/],
])("%s is refused by the field", (text, message) => {
	render(<TrustDoctor picked={null} expected={EXPECTED} now={0} />);
	paste(text);
	expect(screen.getByText(message)).toBeDefined();
	expect(screen.queryByRole("list", { name: "Findings" })).toBeNull();
});
