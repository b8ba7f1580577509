import { describe, expect, it } from "vitest";
import { FAILURE_CODES, FAILURES } from "../failures.ts";
import { accountProblem, type ProblemFacts } from "./account-problem.ts";

const CURRENT = { status: "CURRENT", detail: "SUCCEEDED", reason: null };
const HEALTHY = { status: "registered", state: "healthy", checkId: null, code: null, permissionCode: null };
const FACTS: ProblemFacts = {
	...{ state: "ACTIVE", hasLeft: false, isCovered: true, instance: CURRENT, enrolCode: null },
	connector: HEALTHY,
};
const problem = (change: Partial<ProblemFacts>) => accountProblem({ ...FACTS, ...change });
const connector = (change: Partial<NonNullable<ProblemFacts["connector"]>>) => ({ ...HEALTHY, ...change });

describe("what stands in an account's way", () => {
	it("is nothing where all is well, where nothing is wanted, and where the account has left", () => {
		expect(problem({})).toBeNull();
		const broken = { status: "OUTDATED", detail: "FAILED", reason: "Access Denied" };
		expect(problem({ isCovered: false, state: "SUSPENDED", instance: broken })).toBeNull();
		expect(problem({ hasLeft: true, instance: broken })).toBeNull();
		expect(problem({ instance: null, connector: null })).toBeNull();
	});

	it("is an account that is not active before all else", () => {
		const instance = { status: "OUTDATED", detail: "SKIPPED_SUSPENDED_ACCOUNT", reason: "" };
		for (const state of ["SUSPENDED", "PENDING_CLOSURE", "CLOSED"] as const)
			expect(problem({ state, instance })).toMatchObject({ kind: "account-state", cause: state });
		for (const state of ["UNKNOWN", "PENDING_ACTIVATION"] as const) expect(problem({ state })).toBeNull();
	});

	it("is a stack that failed, by the class of AWS's message, with its words", () => {
		const reason = "Resource handler returned message: HarnessCERole already exists in stack arn:aws:x";
		expect(problem({ instance: { status: "OUTDATED", detail: "FAILED", reason } })).toEqual({
			...{ kind: "stack-failed", cause: "STACK_ROLE_NAME_TAKEN", words: reason },
		});
		const unnamed = problem({ instance: { status: "INOPERABLE", detail: null, reason: null } });
		expect(unnamed).toEqual({
			kind: "stack-failed",
			cause: "STACK_FAILED",
			words: FAILURES.STACK_FAILED.title,
		});
	});

	it("is not a stack that is being made, and a stack that stayed behind comes after everything else", () => {
		for (const detail of ["PENDING", "RUNNING"])
			expect(problem({ instance: { status: "OUTDATED", detail, reason: null } })).toBeNull();
		const instance = { status: "OUTDATED", detail: "SUCCEEDED", reason: null };
		expect(problem({ instance })).toMatchObject({ kind: "stack-outdated" });
		const failing = connector({ state: "failing", checkId: "role-assumable", code: "ROLE_STOPPED_WORKING" });
		expect(problem({ instance, connector: failing })).toMatchObject({ kind: "role-not-answering" });
	});

	it.each([
		["failing", "role-assumable", "ROLE_ACCESS_DENIED", "role-not-answering"],
		["quarantined", "external-id-exact", "EXTERNAL_ID_NOT_EXACT", "trust"],
		["quarantined", "trust-policy", "TRUST_POLICY_ADMITS_OTHERS", "trust"],
		["degraded", "permissions:VISIBILITY", "PERMISSION_DENIED", "permissions"],
		["failing", "harness-connector", "HARNESS_CONNECTOR_NOT_FOUND", "registration"],
		["degraded", "template-current", "TEMPLATE_OUTDATED", "health"],
		["unknown", "role-assumable", "AWS_THROTTLED", "health"],
	])("is the check that made a connector %s: %s", (state, checkId, code, kind) => {
		const known = FAILURE_CODES.find((other) => other === code);
		expect(known).toBeDefined();
		expect(problem({ connector: connector({ state, ...{ checkId, code } }) })).toEqual({
			...{ kind, cause: code, words: known && FAILURES[known].title },
		});
	});

	it("is evidence that grew old where no check is named, and nothing of what is paused, reported or gone", () => {
		expect(problem({ connector: connector({ state: "unknown" }) })).toMatchObject({
			cause: "EVIDENCE_EXPIRED",
		});
		for (const state of ["paused", "reported"])
			expect(problem({ connector: connector({ state }) })).toBeNull();
		expect(problem({ connector: connector({ status: "offboarded", state: "failing" }) })).toBeNull();
	});

	it("is a permission that a draft's role lacks, which its state does not tell", () => {
		const draft = { ...HEALTHY, status: "draft", state: "pending", permissionCode: "PERMISSION_DENIED" };
		expect(problem({ connector: draft })).toMatchObject({ kind: "permissions", cause: "PERMISSION_DENIED" });
		expect(problem({ connector: { ...draft, permissionCode: null } })).toBeNull();
	});

	it("is that no connector could be made", () => {
		expect(problem({ enrolCode: "CONNECTOR_IDENTIFIER_TAKEN", connector: null })).toEqual({
			...{ kind: "enrol", cause: "CONNECTOR_IDENTIFIER_TAKEN" },
			words: FAILURES.CONNECTOR_IDENTIFIER_TAKEN.title,
		});
	});
});
