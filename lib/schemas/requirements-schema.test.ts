import { expect, test } from "vitest";
import { RequirementsFormSchema } from "./requirements-schema.ts";

const TYPED = {
	features: ["VISIBILITY"],
	autoStopping: [],
	governancePolicyArns: "",
	commitmentWrite: "read",
};

test("policies are read one a line, and must be ARNs of policies", () => {
	const arns = ["arn:aws:iam::123456789012:policy/Stop", "arn:aws:iam::aws:policy/ReadOnlyAccess"];
	const features = ["GOVERNANCE"];
	const right = RequirementsFormSchema.safeParse({
		...TYPED,
		features,
		governancePolicyArns: arns.join("\n"),
	});
	expect(right.data?.governancePolicyArns).toEqual(arns);
	const wrong = RequirementsFormSchema.safeParse({
		...TYPED,
		features,
		governancePolicyArns: `${arns[0]}\nhalf`,
	});
	expect(wrong.error?.issues.map(({ path }) => path)).toEqual([["governancePolicyArns", 1]]);
});

test("half a policy stands in nobody's way once its feature was taken away", () => {
	const typed = RequirementsFormSchema.safeParse({ ...TYPED, governancePolicyArns: "arn:aws:iam::1:half" });
	expect(typed.data).toEqual({ ...TYPED, governancePolicyArns: [], commitmentWrite: false });
});

test("no feature at all is refused at the features", () => {
	const typed = RequirementsFormSchema.safeParse({ ...TYPED, features: [] });
	expect(typed.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
		["features", "Choose at least one feature."],
	]);
});
