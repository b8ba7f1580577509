import { expect, it } from "vitest";
import { type ComposedPolicy, composePolicy } from "./compose.ts";
import { POLICY_FORMS, policyOutput } from "./outputs.ts";
import { lacksExternalId, type RoleTrust } from "./role-trust.ts";

const OWN = "123456789012";
const HARNESS = "arn:aws:iam::891928451355:root";
const DELEGATE = `arn:aws:iam::${OWN}:role/delegate`;

function composed(): ComposedPolicy {
	const facts = { bucketNames: [], regions: [], accountIds: [], partition: "aws" as const };
	const result = composePolicy({ ...facts, entries: [{ id: "ecr-pull" }] });
	if (!result.ok) throw new Error(result.failure.message);
	return result.value;
}
const output = (form: (typeof POLICY_FORMS)[number], trust: RoleTrust) =>
	policyOutput(composed(), { form, roleName: "Deployer", trust })
		.map(({ text }) => text)
		.join();

const STRANGERS: readonly RoleTrust[] = [
	{ principalArn: HARNESS, externalId: null, roleAccountId: OWN },
	{ principalArn: HARNESS, externalId: "", roleAccountId: OWN },
	{ principalArn: DELEGATE, externalId: null, roleAccountId: null },
	{ principalArn: DELEGATE, externalId: null },
	{ principalArn: "*", externalId: null, roleAccountId: OWN },
];

it.each(STRANGERS)("no form makes a role that %j may assume: an external ID is needed", (trust) => {
	expect(lacksExternalId(trust)).toBe(true);
	for (const form of POLICY_FORMS) expect(() => output(form, trust)).toThrow(RangeError);
});

it("a principal of the role's own account needs none, and anybody with one is taken", () => {
	for (const form of POLICY_FORMS) {
		const own = output(form, { principalArn: DELEGATE, externalId: null, roleAccountId: OWN });
		expect(own).toContain(DELEGATE);
		expect(own).not.toContain("sts:ExternalId");
		expect(output(form, { principalArn: HARNESS, externalId: "acme-7f" })).toContain("sts:ExternalId");
	}
});
