import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { featureChanges, parameterChanges, whileChanging } from "./feature-change.ts";
import { AUTOSTOPPING_FEATURES, FEATURES, type Requirements } from "./features.ts";
import { covers } from "./permissions/diff-actions.ts";
import { statementsFor } from "./permissions.ts";

const place = { partition: "aws", costReportType: "CUR2.0" } as const;
const base: Requirements = {
	features: ["BILLING"],
	autoStopping: [],
	governancePolicyArns: [],
	commitmentWrite: false,
};
const requirements = fc
	.record({
		features: fc.subarray([...FEATURES], { minLength: 1 }),
		autoStopping: fc.subarray([...AUTOSTOPPING_FEATURES]),
		commitmentWrite: fc.boolean(),
	})
	.map((wanted): Requirements => ({ ...wanted, governancePolicyArns: [] }));
const actionsWith = (wanted: Requirements) =>
	statementsFor(wanted, "CUR2.0").flatMap(({ actions }) => actions.map(({ action }) => action));

describe("featureChanges", () => {
	test("an added feature brings every action of its own, and takes none", () => {
		const [change, ...others] = featureChanges(base, { ...base, features: ["BILLING", "VISIBILITY"] }, place);
		expect(others).toEqual([]);
		expect(change?.kind).toBe("added");
		expect(change?.added.map(({ action }) => action)).toContain("rds:DescribeDBInstances");
		expect(change?.removed).toEqual([]);
	});

	test("a narrowed feature loses what the wide policy had", () => {
		const wide: Requirements = { ...base, features: ["OPTIMIZATION"] };
		const [change] = featureChanges(wide, { ...wide, autoStopping: ["EC2"] }, place);
		expect(change?.kind).toBe("changed");
		expect(change?.removed.map(({ action }) => action)).toContain("ec2:*");
	});

	test("Cloud Governance changes its attached policies even where its actions stay", () => {
		const before: Requirements = { ...base, features: ["GOVERNANCE"] };
		const arn = "arn:aws:iam::123456789012:policy/Stop";
		const [change] = featureChanges(before, { ...before, governancePolicyArns: [arn] }, place);
		expect(change?.addedPolicies).toEqual([arn]);
		expect(change?.removedPolicies).toEqual(["arn:aws:iam::aws:policy/ReadOnlyAccess"]);
	});

	test("what changes one way changes back the other way, and nothing changes into itself", () => {
		fc.assert(
			fc.property(requirements, requirements, (a, b) => {
				const [there, back] = [featureChanges(a, b, place), featureChanges(b, a, place)];
				expect(back.map(({ added }) => added)).toEqual(there.map(({ removed }) => removed));
				expect(featureChanges(a, a, place)).toEqual([]);
			}),
		);
	});
});

test("while a change is under way the role may do all of both sides", () => {
	fc.assert(
		fc.property(requirements, requirements, (before, after) => {
			const meanwhile = actionsWith(whileChanging(before, after));
			// Buying is no part of Harness's connector, so it goes at once.
			const needed = [...actionsWith({ ...before, commitmentWrite: false }), ...actionsWith(after)];
			const lacking = needed.filter((action) => !meanwhile.some((held) => covers(held, action)));
			expect(lacking.filter((action) => !isOnlyNarrow(action, before, after))).toEqual([]);
		}),
	);
});

/** The wide policy is Harness's own and lacks a few actions of the narrower ones. */
function isOnlyNarrow(action: string, before: Requirements, after: Requirements): boolean {
	const isWide = whileChanging(before, after).autoStopping.length === 0;
	const wide = actionsWith({ ...base, features: ["OPTIMIZATION"] });
	return isWide && !wide.some((held) => covers(held, action));
}

describe("parameterChanges", () => {
	test("names what differs, a missing one by its default", () => {
		const defaults = { RolePath: "/", EventsEnabled: "false" };
		expect(parameterChanges({ RoleName: "a" }, { RoleName: "a", RolePath: "/" }, defaults)).toEqual({});
		expect(parameterChanges({ EventsEnabled: "true" }, {}, defaults)).toEqual({ EventsEnabled: "false" });
		expect(parameterChanges({ A: "1" }, { A: "2", B: "" }, {})).toEqual({ A: "2" });
	});
});
