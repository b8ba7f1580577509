import { expect, test } from "vitest";
import type { CheckResult, Outcome } from "./check.ts";
import { reasonWithoutTrust, withoutTrust } from "./shown-evidence.ts";

const result: CheckResult = {
	checkId: "trust-policy",
	outcome: "warning",
	code: "TRUST_POLICY_EXTRA_PRINCIPALS",
	observed: "Others may assume the role too: arn:aws:iam::123456789012:user/mallory.",
	details: { principals: ["arn:aws:iam::123456789012:user/mallory"] },
	requestId: "r-1",
	region: "us-east-1",
	durationMs: 12,
	checkedAt: new Date(0),
};

test.each(["passed", "failed", "warning", "waiting", "unknown", "skipped"] satisfies Outcome[])(
	"of a trust check that is %s the outcome and the code are left, and no name",
	(outcome) => {
		for (const checkId of ["trust-policy", "permissions:BILLING"] as const) {
			const shown = withoutTrust({ ...result, checkId, outcome });
			expect(shown).toMatchObject({ checkId, outcome, code: result.code, checkedAt: result.checkedAt });
			expect(JSON.stringify(shown)).not.toContain("mallory");
			expect(shown.observed).not.toBe("");
		}
	},
);

test("of any other check the sentence stays, and nothing that AWS said word for word", () => {
	const shown = withoutTrust({ ...result, checkId: "role-assumable", observed: "It answers." });
	expect(shown).toMatchObject({ observed: "It answers.", details: {}, requestId: null });
});

test("a reason loses its sentence only where that names who or what", () => {
	const observed = "It names mallory.";
	expect(reasonWithoutTrust({ checkId: "permissions:VISIBILITY", observed }).observed).toBeNull();
	expect(reasonWithoutTrust({ checkId: "role-assumable", observed }).observed).toBe(observed);
	expect(reasonWithoutTrust({ checkId: null, observed }).observed).toBe(observed);
});
