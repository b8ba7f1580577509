import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAccountId } from "./account-id.ts";
import { formatRoleArn } from "./arn.ts";
import { type Connector, NO_LIFECYCLE } from "./connector.ts";
import { verifierExternalId } from "./external-id.ts";
import {
	canEnter,
	derivedRoleArn,
	firstOpenStep,
	isDone,
	isStep,
	neighbourStep,
	STEP_TITLES,
	STEPS,
} from "./setup.ts";

const parsed = parseAccountId("012345678901");
if (!parsed.ok) throw new Error("not an account");
const awsAccountId = parsed.value;
const date = new Date("2026-03-01T00:00:00Z");
const overview = { name: "a", identifier: "a", awsAccountId, description: "", tags: {}, isGovCloud: false };
const costReport = { kind: "own", reportName: "r", bucketName: "bbb", reportType: "CUR2.0" } as const;
const requirements = {
	features: ["BILLING"],
	autoStopping: [],
	governancePolicyArns: [],
	commitmentWrite: false,
} as const;
const role = {
	roleName: "",
	rolePath: "",
	permissionsBoundaryArn: "",
	stackName: "",
	region: "",
	portalUrl: "",
	permissionSetName: "",
};
const empty: Connector = {
	id: "1",
	version: 1,
	status: "draft",
	proof: "direct",
	partition: "aws",
	harnessAccountRef: "h",
	requiresAutoStopping: false,
	overview: null,
	costReport: null,
	requirements: null,
	role,
	pastedRoleArn: null,
	verifierExternalId: verifierExternalId(new Uint8Array(20)),
	launchedAt: null,
	roleFoundAt: null,
	registeredAt: null,
	harnessLastModifiedAt: null,
	trustPolicyHash: null,
	...NO_LIFECYCLE,
	createdAt: date,
	updatedAt: date,
};
const chosen: Connector = { ...empty, overview, costReport, requirements };
const gov: Connector = { ...empty, partition: "aws-us-gov", overview: { ...overview, isGovCloud: true } };

const connectors = fc
	.record({
		overview: fc.constantFrom(null, overview, gov.overview),
		costReport: fc.constantFrom(null, costReport),
		requirements: fc.constantFrom(null, requirements, { ...requirements, features: [] }),
		launchedAt: fc.constantFrom(null, date),
		status: fc.constantFrom("draft" as const, "registered" as const, "offboarded" as const),
	})
	.map((parts): Connector => ({ ...empty, ...parts }));

describe("steps", () => {
	test("a step is entered only when every step before it is done", () => {
		fc.assert(
			fc.property(connectors, fc.constantFrom(...STEPS), (connector, step) => {
				if (!canEnter(step, connector)) return;
				for (const earlier of STEPS.slice(0, STEPS.indexOf(step)))
					expect(isDone(earlier, connector)).toBe(true);
			}),
		);
	});

	test("the first open step can always be entered, unless the connector is offboarded", () => {
		fc.assert(
			fc.property(connectors, (connector) => {
				expect(canEnter(firstOpenStep(connector), connector)).toBe(connector.status !== "offboarded");
			}),
		);
	});

	test("one goes through the steps in order as each is saved", () => {
		expect(firstOpenStep(empty)).toBe("overview");
		expect(firstOpenStep({ ...empty, overview })).toBe("cost-report");
		expect(firstOpenStep({ ...empty, overview, costReport })).toBe("features");
		expect(firstOpenStep(chosen)).toBe("role");
		expect(firstOpenStep({ ...chosen, launchedAt: date })).toBe("test");
		expect(STEPS.map((step) => STEP_TITLES[step])).toEqual([
			"Overview",
			"Cost and Usage Report",
			"Choose requirements",
			"Create cross-account role",
			"Connection test",
		]);
	});

	test("GovCloud skips the cost report in both directions", () => {
		expect(canEnter("cost-report", gov)).toBe(false);
		expect(firstOpenStep(gov)).toBe("features");
		expect(neighbourStep("overview", gov, "next")).toBe("features");
		expect(neighbourStep("features", gov, "previous")).toBe("overview");
		expect(neighbourStep("features", chosen, "previous")).toBe("cost-report");
		expect(neighbourStep("overview", chosen, "previous")).toBeNull();
		expect(neighbourStep("test", chosen, "next")).toBeNull();
	});

	test("only the five names are steps", () => {
		expect(STEPS.every(isStep)).toBe(true);
		expect(isStep("toString")).toBe(false);
	});
});

describe("derivedRoleArn", () => {
	test("follows from account, path and name, with Harness's default name", () => {
		expect(derivedRoleArn(empty)).toBeNull();
		expect(derivedRoleArn(chosen)).toBe("arn:aws:iam::012345678901:role/HarnessCERole");
		expect(derivedRoleArn({ ...chosen, role: { ...role, roleName: "R", rolePath: "/team/" } })).toBe(
			"arn:aws:iam::012345678901:role/team/R",
		);
		expect(derivedRoleArn(gov)).toBe("arn:aws-us-gov:iam::012345678901:role/HarnessCERole");
		expect(derivedRoleArn({ ...chosen, role: { ...role, rolePath: "team" } })).toBeNull();
	});

	test("a pasted ARN wins", () => {
		const pastedRoleArn = formatRoleArn({
			partition: "aws",
			accountId: awsAccountId,
			path: "/x/",
			roleName: "Y",
		});
		expect(derivedRoleArn({ ...chosen, pastedRoleArn })).toBe(pastedRoleArn);
	});
});
