import { describe, expect, it } from "vitest";
import { everyRequirementSet } from "#lib/testing/requirement-sets.ts";
import { readTemplate } from "#lib/testing/resolve-template.ts";
import { FEATURE_INFO } from "./feature-info.ts";
import { FEATURES, type Requirements } from "./features.ts";
import { harnessCluster } from "./harness-cluster.ts";
import {
	HARNESS_TEMPLATE_PARAMETERS,
	harnessTemplateParameters,
	TEMPLATE_PARAMETERS,
	type TemplateInput,
	templateParameters,
} from "./template-parameters.ts";

const requirements: Requirements = {
	features: ["BILLING", "OPTIMIZATION"],
	autoStopping: ["EC2", "ALB"],
	governancePolicyArns: [],
	commitmentWrite: false,
};
const input: TemplateInput = {
	connectorId: "c1",
	awsAccountId: "012345678901",
	harness: harnessCluster("891928451355", "aws"),
	externalId: "harness:891928451355:lnFZRF6jQO6tQnB9xxXXXx",
	verifier: null,
	requirements,
	costReport: { bucketName: "acme-cost-reports", reportType: "CUR2.0" },
	role: { roleName: "", rolePath: "/", permissionsBoundaryArn: "" },
};

describe("parameters for our template", () => {
	it("name every feature, what must be explicit, and what differs from the default", () => {
		expect(templateParameters(input)).toEqual({
			PrincipalBilling: "arn:aws:iam::891928451355:root",
			ExternalId: input.externalId,
			BucketName: "acme-cost-reports",
			RoleName: "HarnessCERole",
			BillingEnabled: "true",
			EventsEnabled: "false",
			OptimizationEnabled: "true",
			GovernanceEnabled: "false",
			CommitmentOrchestratorEnabled: "false",
			CostReportType: "CUR2.0",
			AutoStoppingEc2Enabled: "true",
			AutoStoppingAlbEnabled: "true",
			ExpectedAccountId: "012345678901",
			ConnectorId: "c1",
		});
	});

	it("carry the verifier, its pending ID only while there is one", () => {
		const verifier = {
			accountId: "555566667777",
			principalArn: "arn:aws:iam::555566667777:role/rolebridge-verifier",
			externalId: "rb-1",
			pendingExternalId: "",
		};
		expect(templateParameters({ ...input, verifier })).toMatchObject({
			VerifierAccountId: "555566667777",
			VerifierPrincipalArn: verifier.principalArn,
			VerifierExternalId: "rb-1",
		});
		expect(templateParameters({ ...input, verifier })).not.toHaveProperty("PendingVerifierExternalId");
		const rotating = templateParameters({ ...input, verifier: { ...verifier, pendingExternalId: "rb-2" } });
		expect(rotating).toHaveProperty("PendingVerifierExternalId", "rb-2");
	});

	it("let Commitment Orchestration write only where it was said, though the template's default is Harness's", () => {
		const features = ["COMMITMENT_ORCHESTRATOR"] as const;
		const reading = templateParameters({ ...input, requirements: { ...requirements, features } });
		expect(reading).toHaveProperty("CommitmentWriteEnabled", "false");
	});

	it("leave out choices of features that are off", () => {
		const left: Requirements = {
			features: ["VISIBILITY"],
			autoStopping: ["EC2"],
			governancePolicyArns: ["arn:aws:iam::012345678901:policy/E"],
			commitmentWrite: true,
		};
		const parameters = templateParameters({ ...input, requirements: left });
		expect(Object.keys(parameters).filter((name) => name.startsWith("AutoStopping"))).toEqual([]);
		expect(parameters).not.toHaveProperty("GovernancePolicyArns");
		expect(parameters.BucketName).toBe("");
	});

	it("are all known to the template, whatever is chosen", () => {
		const known: readonly string[] = TEMPLATE_PARAMETERS;
		for (const set of everyRequirementSet()) {
			const parameters = templateParameters({ ...input, requirements: set });
			for (const name of Object.keys(parameters)) expect(known).toContain(name);
			for (const feature of FEATURES) {
				const wanted = String(set.features.includes(feature));
				expect(parameters[FEATURE_INFO[feature].parameter]).toBe(wanted);
			}
		}
	});
});

describe("parameters for Harness's template", () => {
	it("are Harness's own and no others, the commitment flag included", () => {
		const known: readonly string[] = HARNESS_TEMPLATE_PARAMETERS;
		const parameters = harnessTemplateParameters(input);
		for (const name of Object.keys(parameters)) expect(known).toContain(name);
		expect(parameters).toHaveProperty("CommitmentOrchestratorEnabled", "false");
	});

	it("exist in the templates that stand for Harness's in the sandbox", () => {
		for (const file of ["harness-template.yaml", "harness-gov-template.yaml"]) {
			const template = readTemplate(new URL(`../sandbox/aws/${file}`, import.meta.url));
			for (const name of Object.keys(harnessTemplateParameters(input))) {
				expect(template.Parameters, file).toHaveProperty(name);
			}
		}
	});
});
