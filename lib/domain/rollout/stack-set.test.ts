import { describe, expect, it } from "vitest";
import { everyRequirementSet } from "#lib/testing/requirement-sets.ts";
import { brokenRules, readTemplate, resolveResources, type Stack } from "#lib/testing/resolve-template.ts";
import { parseAccountId } from "../account-id.ts";
import {
	HARNESS_TEMPLATE_PARAMETERS,
	TEMPLATE_DEFAULTS,
	TEMPLATE_PARAMETERS,
} from "../template-parameters.ts";
import { withoutBilling } from "./features-of.ts";
import { ORGANIZATION_TEMPLATE_PARAMETERS } from "./organization-template.ts";
import { FEATURES, INPUT, LAUNCH, requirementsWith, TRUST } from "./rollout.test-support.ts";
import {
	accountBoundaryArn,
	exceptionOverrides,
	fullStackSetParameters,
	type OrganizationStackInput,
	organizationParameters,
	type Parameters,
	payerStackParameters,
	stackSetParameters,
} from "./stack-set.ts";

const MANAGEMENT = "123456789012";
const ROLE_TEMPLATE_URL = "https://templates.s3.us-east-1.amazonaws.com/role.yaml";
const template = readTemplate(
	new URL("../../../public/templates/harness-ccm-organization.yaml", import.meta.url),
);

const organization: OrganizationStackInput = {
	trust: TRUST,
	features: FEATURES,
	role: LAUNCH.role,
	launch: LAUNCH,
	roleTemplateUrl: ROLE_TEMPLATE_URL,
	managementAccountId: MANAGEMENT,
	makesStackSet: true,
};

/** What the organization's stack would give the role template, on either side. */
function given(parameters: Parameters): { readonly member: Parameters; readonly payer: Parameters | null } {
	const stack: Stack = {
		template,
		parameters,
		pseudo: {
			"AWS::Partition": "aws",
			"AWS::AccountId": MANAGEMENT,
			"AWS::Region": "us-east-1",
			"AWS::StackId": "s",
		},
	};
	expect(brokenRules(stack)).toEqual([]);
	const resources = resolveResources(stack);
	const set = resources.HarnessStackSet?.Properties as {
		readonly Parameters: readonly { readonly ParameterKey: string; readonly ParameterValue: string }[];
	};
	const account = resources.HarnessAccountRole?.Properties as { readonly Parameters: Parameters } | undefined;
	return {
		member: Object.fromEntries(set.Parameters.map((pair) => [pair.ParameterKey, pair.ParameterValue])),
		payer: account?.Parameters ?? null,
	};
}

describe("what a stack set gives every account", () => {
	it("names whom to trust and the features, and neither account nor connector", () => {
		expect(stackSetParameters(INPUT)).toEqual({
			PrincipalBilling: "arn:aws:iam::891928451355:root",
			ExternalId: TRUST.externalId,
			BucketName: "",
			RoleName: "HarnessCERole",
			BillingEnabled: "false",
			EventsEnabled: "true",
			OptimizationEnabled: "false",
			GovernanceEnabled: "true",
			CommitmentOrchestratorEnabled: "false",
			VerifierAccountId: "999988887777",
			VerifierPrincipalArn: "arn:aws:iam::999988887777:role/rolebridge-verifier",
			VerifierExternalId: "rb-0123456789abcdefghjkmnpqrstvwxyz",
			ExternalIdPerAccount: "true",
		});
	});

	it("never bills an account that the payer's report covers, even if somebody asked for it", () => {
		const member = requirementsWith({ features: ["BILLING", "VISIBILITY"] });
		const parameters = stackSetParameters({ ...INPUT, features: { ...FEATURES, member } });
		expect(parameters).toMatchObject({ BillingEnabled: "false", BucketName: "", EventsEnabled: "true" });
	});

	it("is what Harness's own template knows of it, where that is in force", () => {
		const parameters = stackSetParameters({ ...INPUT, source: "harness" });
		for (const name of Object.keys(parameters)) expect(HARNESS_TEMPLATE_PARAMETERS).toContain(name);
		expect(parameters).toMatchObject({ ExternalId: TRUST.externalId, GovernanceEnabled: "true" });
	});

	it("takes no verifier's parameters where Rolebridge itself is trusted", () => {
		const parameters = stackSetParameters({ ...INPUT, trust: { ...TRUST, verifier: null } });
		expect(Object.keys(parameters).filter((name) => /Verifier|PerAccount/.test(name))).toEqual([]);
	});

	it("in full names every parameter of the template but those of one connection's links", () => {
		const full = fullStackSetParameters(INPUT);
		expect(Object.keys(full).toSorted()).toEqual([...TEMPLATE_PARAMETERS].toSorted());
		expect(full).toMatchObject({ ...stackSetParameters(INPUT), ExpectedAccountId: "", ConnectorId: "" });
		expect(Object.keys(fullStackSetParameters({ ...INPUT, source: "harness" })).toSorted()).toEqual(
			[...HARNESS_TEMPLATE_PARAMETERS].toSorted(),
		);
	});
});

describe("a permissions boundary", () => {
	const withBoundary = (permissionsBoundaryArn: string) =>
		stackSetParameters({ ...INPUT, role: { ...INPUT.role, permissionsBoundaryArn } });

	it("of one account's own is named, so that each account has its own", () => {
		const parameters = withBoundary("arn:aws:iam::111122223333:policy/team/limits");
		expect(parameters.PermissionsBoundaryName).toBe("team/limits");
		expect(parameters).not.toHaveProperty("PermissionsBoundaryArn");
	});

	it("of AWS's stays as it is", () => {
		const arn = "arn:aws:iam::aws:policy/PowerUserAccess";
		expect(withBoundary(arn)).toMatchObject({ PermissionsBoundaryArn: arn });
		expect(withBoundary(arn)).not.toHaveProperty("PermissionsBoundaryName");
	});

	it("of one account's role is that account's, zeros included", () => {
		const account = parseAccountId("012345678901");
		if (!account.ok) throw new Error("not an account");
		const of = (arn: string) => accountBoundaryArn(arn, account.value);
		expect(of("arn:aws-us-gov:iam::111122223333:policy/team/limits")).toBe(
			"arn:aws-us-gov:iam::012345678901:policy/team/limits",
		);
		expect(of("arn:aws:iam::aws:policy/PowerUserAccess")).toBe("arn:aws:iam::aws:policy/PowerUserAccess");
		expect(of("")).toBe("");
	});
});

describe("the management account's own stack", () => {
	it("has the cost report, its account, and an external ID of its own", () => {
		expect(payerStackParameters(INPUT, MANAGEMENT)).toMatchObject({
			BillingEnabled: "true",
			BucketName: "acme-costs",
			CostReportType: "CUR2.0",
			ExpectedAccountId: MANAGEMENT,
			ExternalIdPerAccount: "true",
		});
	});

	it("is none where it gets no connector", () => {
		expect(payerStackParameters({ ...INPUT, features: { ...FEATURES, payer: null } }, MANAGEMENT)).toBeNull();
	});
});

describe("an exception's overrides", () => {
	it("are what differs from the rest, and nothing else", () => {
		const requirements = requirementsWith({
			features: ["VISIBILITY", "OPTIMIZATION"],
			autoStopping: ["EC2"],
		});
		expect(exceptionOverrides(INPUT, requirements)).toEqual({
			OptimizationEnabled: "true",
			GovernanceEnabled: "false",
			AutoStoppingEc2Enabled: "true",
		});
	});

	it("are never an empty list, which AWS takes for no change", () => {
		expect(exceptionOverrides(INPUT, FEATURES.member)).toEqual({ EventsEnabled: "true" });
	});

	it("laid over the rest come to the exception's own parameters, for every choice", () => {
		for (const requirements of everyRequirementSet()) {
			const overrides = exceptionOverrides(INPUT, requirements);
			const alone = fullStackSetParameters({ ...INPUT, features: { ...FEATURES, member: requirements } });
			expect({ ...fullStackSetParameters(INPUT), ...overrides }).toEqual(alone);
		}
	});
});

describe("the organization's stack", () => {
	it("carries what has no default and what differs, and nothing that the template does not have", () => {
		const parameters = organizationParameters(organization);
		for (const name of Object.keys(parameters)) expect(ORGANIZATION_TEMPLATE_PARAMETERS).toContain(name);
		expect(parameters).toEqual({
			OrganizationalUnitIds: "r-ab12",
			RoleTemplateUrl: ROLE_TEMPLATE_URL,
			ExternalId: TRUST.externalId,
			ExpectedAccountId: MANAGEMENT,
			VerifierAccountId: "999988887777",
			VerifierPrincipalArn: "arn:aws:iam::999988887777:role/rolebridge-verifier",
			VerifierExternalId: "rb-0123456789abcdefghjkmnpqrstvwxyz",
			MemberEventsEnabled: "true",
			MemberGovernanceEnabled: "true",
			PayerBillingEnabled: "true",
			PayerBucketName: "acme-costs",
			PayerCostReportType: "CUR2.0",
			PayerEventsEnabled: "true",
		});
	});

	it("gives either side exactly what it would get by itself, for every choice", () => {
		for (const requirements of everyRequirementSet()) {
			const features = {
				...FEATURES,
				member: withoutBilling(requirements),
				payer: FEATURES.payer && { ...FEATURES.payer, requirements },
			};
			const { member, payer } = given(organizationParameters({ ...organization, features }));
			const wanted = { ...INPUT, features };
			expect({ ...TEMPLATE_DEFAULTS, ...member }).toEqual(fullStackSetParameters(wanted));
			expect({ ...TEMPLATE_DEFAULTS, ...payer, ExpectedAccountId: MANAGEMENT }).toEqual({
				...TEMPLATE_DEFAULTS,
				...payerStackParameters(wanted, MANAGEMENT),
			});
		}
	});

	it("of a delegated administrator is its own, calls itself so, and makes no second role there", () => {
		const delegated = parseAccountId("210987654321");
		if (!delegated.ok) throw new Error("not an account");
		const parameters = organizationParameters({
			...organization,
			launch: { ...LAUNCH, delegatedAdministratorId: delegated.value },
		});
		expect(parameters).toMatchObject({
			CallAs: "DELEGATED_ADMIN",
			ExpectedAccountId: "210987654321",
			CreateAccountRole: "false",
		});
		expect(Object.keys(parameters).filter((name) => name.startsWith("Payer"))).toEqual([]);
	});

	it("names the units of the waves that have begun", () => {
		const waves = [["ou-ab12-11111111"], ["ou-ab12-22222222"], ["r-ab12"]];
		const unitsAt = (wavesBegun: number) =>
			organizationParameters({ ...organization, launch: { ...LAUNCH, waves, wavesBegun } })
				.OrganizationalUnitIds;
		expect(unitsAt(0)).toBe("ou-ab12-11111111");
		expect(unitsAt(2)).toBe("ou-ab12-11111111,ou-ab12-22222222");
	});

	it("can make this account's roles alone", () => {
		expect(organizationParameters({ ...organization, makesStackSet: false }).CreateStackSet).toBe("false");
		expect(organizationParameters({ ...organization, features: { ...FEATURES, payer: null } })).toMatchObject(
			{ CreateAccountRole: "false" },
		);
	});
});
