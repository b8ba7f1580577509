import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { preparePolicies } from "./evaluate.ts";
import type { Policy } from "./policy.ts";
import { anyPolicy, anyRequest } from "./policy-world.test-support.ts";
import { MANAGED_POLICY_CHARACTERS, policySize, splitPolicy } from "./split.ts";

const long: Policy = {
	Version: "2012-10-17",
	Statement: [
		{
			Sid: "Long",
			Effect: "Allow",
			Action: Array.from({ length: 400 }, (_, index) => `ec2:DescribeThing${index}`),
			Resource: ["*"],
		},
		{
			Effect: "Allow",
			Action: ["s3:GetObject"],
			Resource: Array.from({ length: 300 }, (_, index) => `arn:aws:s3:::acme-artifacts-${index}/*`),
		},
		{ Effect: "Deny", Action: ["s3:DeleteObject"], Resource: ["*"] },
	],
};

describe("the parts of a policy", () => {
	it("decide every request as the whole does, and each fits where that can be", () => {
		fc.assert(
			fc.property(
				anyPolicy,
				fc.integer({ min: 180, max: 700 }),
				fc.array(anyRequest, { minLength: 1, maxLength: 10 }),
				(policy, maxCharacters, requests) => {
					const parts = splitPolicy(policy, maxCharacters);
					const decideWhole = preparePolicies([policy]);
					const decideParts = preparePolicies(parts);
					for (const request of requests)
						expect(decideParts(request).decision).toBe(decideWhole(request).decision);
					for (const part of parts) {
						const isAtom = part.Statement.every(
							({ Action, Resource }) => Action.length <= 1 && Resource.length <= 1,
						);
						expect(policySize(part) <= maxCharacters || (isAtom && part.Statement.length === 1)).toBe(true);
					}
				},
			),
			{ numRuns: 1_000 },
		);
	});

	it("are one where the whole fits", () => {
		const short: Policy = { Version: "2012-10-17", Statement: long.Statement.slice(2) };
		expect(splitPolicy(short)).toEqual([short]);
	});

	it("fit IAM's limit, hold everything once, and no statement id twice", () => {
		const parts = splitPolicy(long);
		for (const part of parts) expect(policySize(part)).toBeLessThanOrEqual(MANAGED_POLICY_CHARACTERS);
		const statements = parts.flatMap(({ Statement }) => Statement);
		const pairs = (held: Policy["Statement"]) =>
			held
				.flatMap(({ Effect, Action, Resource }) =>
					Action.flatMap((action) => Resource.map((resource) => `${Effect} ${action} ${resource}`)),
				)
				.toSorted();
		expect(pairs(statements)).toEqual(pairs(long.Statement));
		expect(statements.every(({ Sid }) => Sid === undefined)).toBe(true);
	});

	it("are as few as their length allows, within one, for long statements and for many short ones", () => {
		const short: Policy = {
			Version: "2012-10-17",
			Statement: Array.from({ length: 200 }, (_, index) => ({
				Effect: "Allow",
				Action: [`ec2:DescribeThing${index}`],
				Resource: [`arn:aws:ec2:*:*:thing/${index}`],
			})),
		};
		for (const policy of [long, short]) {
			const least = Math.ceil(policySize(policy) / MANAGED_POLICY_CHARACTERS);
			expect(splitPolicy(policy).length).toBeLessThanOrEqual(least + 1);
		}
	});
});

it("counts a policy as IAM does, without white space", () => {
	const policy: Policy = { Version: "2012-10-17", Statement: [] };
	expect(policySize(policy)).toBe(JSON.stringify(policy, null, 2).replace(/\s/g, "").length);
});
