import { describe, expect, test } from "vitest";
import type { AwsAnswer, RoleSession, SimulatedAction } from "#lib/aws/port.ts";
import { parseRoleArn } from "#lib/domain/arn.ts";
import { simulationProbes } from "#lib/domain/policy/entry-probes.ts";
import { findEntry } from "#lib/domain/policy/library.ts";
import { judgeAction, simulateProbes } from "./simulate-probes.ts";

type Answer = AwsAnswer<readonly SimulatedAction[]>;
const ROLE = { roleArn: roleArn("arn:aws:iam::123456789012:role/deployer") };
const { signal } = new AbortController();
const simulated = (change: Partial<SimulatedAction>): SimulatedAction => ({
	action: "s3:GetObject",
	resource: "*",
	decision: "allowed",
	allowedByOrganization: null,
	...change,
});

function roleArn(text: string) {
	const parsed = parseRoleArn(text);
	if (!parsed.ok) throw new Error("the test's own role is wrong");
	return parsed.value.arn;
}

/** A session that remembers how many simulations were under way at once. */
function session(answer: (resource: string) => Answer) {
	const seen = { calls: 0, underWay: 0, most: 0 };
	const simulate: RoleSession["simulate"] = async ({ resources: [resource = ""] }) => {
		seen.calls++;
		seen.most = Math.max(seen.most, ++seen.underWay);
		await Promise.resolve();
		seen.underWay--;
		return answer(resource);
	};
	return { seen, simulate };
}

const allows = (resource: string): Answer => ({
	kind: "answered",
	value: [simulated({ action: "S3:getobject", resource })],
	requestId: resource,
	region: "us-east-1",
});

describe("a simulation", () => {
	const probes = Array.from({ length: 10 }, (_, at) => ({ action: "s3:GetObject", resource: `arn-${at}` }));

	test("of many resources has at most four calls under way, and finds each answer whatever its case", async () => {
		const role = session(allows);
		const answer = await simulateProbes(role, ROLE, probes, signal);
		expect(role.seen).toMatchObject({ calls: 10, most: 4 });
		if (answer.kind !== "answered") throw new Error("It answered.");
		expect(answer.requestId).toBe("arn-0");
		expect(probes.map((probe) => answer.value(probe)?.decision)).toEqual(probes.map(() => "allowed"));
		expect(answer.value({ action: "s3:GetObject", resource: "arn-10" })).toBeUndefined();
	});

	test("ends with the first refusal", async () => {
		const refusal = { kind: "denied", code: "AWS_UNEXPECTED", awsCode: null, message: "no" } as const;
		const role = session((resource) =>
			resource === "arn-2" ? { ...refusal, requestId: null, region: "" } : allows(resource),
		);
		expect(await simulateProbes(role, ROLE, probes, signal)).toMatchObject(refusal);
		expect(role.seen.calls).toBe(4);
	});
});

describe("an answer", () => {
	const missingContext = ["aws:SourceVpc"];

	test.each<readonly [string, Partial<SimulatedAction>, string]>([
		[
			"that a statement denies is denied, though keys are missing",
			{ decision: "explicitDeny", missingContext },
			"denied",
		],
		[
			"that nothing allows is open where keys are missing",
			{ decision: "implicitDeny", missingContext },
			"open",
		],
		["that nothing allows is not allowed where none is", { decision: "implicitDeny" }, "not allowed"],
		[
			"that the organization forbids is its, whatever the role may",
			{ allowedByOrganization: false },
			"denied by organization",
		],
	])("%s", (_, change, kind) => {
		expect(judgeAction(simulated(change)).kind).toBe(kind);
	});

	test("on what a task needs under a condition is asked with it; where that cannot be told it is open", () => {
		const entry = findEntry("ecr-push");
		const probes =
			entry === null
				? []
				: simulationProbes(entry, {
						partition: "aws",
						bucketNames: null,
						accountIds: [],
						otherAccountId: null,
					});
		const linked = probes.find(({ action }) => action === "iam:CreateServiceLinkedRole");
		expect(linked?.isConditional).toBe(false);
		expect(linked?.context).toEqual({ "iam:AWSServiceName": "replication.ecr.amazonaws.com" });
		expect(probes.filter(({ context }) => Object.keys(context).length === 0)).not.toEqual([]);
		expect(judgeAction(simulated({ decision: "implicitDeny" }), true).kind).toBe("open");
		expect(judgeAction(simulated({}), true).kind).toBe("allowed");
		expect(judgeAction(undefined, true).kind).toBe("not said");
	});
});
