import { describe, expect, test } from "vitest";
import { RolloutFeaturesFormSchema } from "./rollout-features-schema.ts";
import { LaunchOptionsFormSchema, wavesOf } from "./rollout-launch-schema.ts";
import { AccountListFormSchema, OrganizationFormSchema } from "./rollout-organization-schema.ts";

const NONE = { features: [], autoStopping: [], governancePolicyArns: "", commitmentWrite: "read" } as const;
const INVENTORY = { ...NONE, features: ["VISIBILITY" as const], autoStopping: [] };
const PAYER = {
	isWanted: false,
	hasReport: "yes",
	reportType: "CUR2.0",
	reportName: "",
	bucketName: "",
	requirements: { ...NONE, features: [], autoStopping: [] },
} as const;
const FEATURES = { member: INVENTORY, exceptions: [], payer: PAYER };

function pathsOf(result: { error?: { issues: readonly { path: PropertyKey[] }[] } | undefined }) {
	return result.error?.issues.map(({ path }) => path.join("."));
}

describe("the features of a rollout as they are typed", () => {
	test("a payer that is not wanted need not be filled in", () => {
		expect(RolloutFeaturesFormSchema.parse(FEATURES).payer).toBeNull();
	});

	test("a wanted payer names its report, its bucket and its features, each wrong one at its field", () => {
		const wanted = { ...FEATURES, payer: { ...PAYER, isWanted: true, bucketName: "Not A Bucket" } };
		const paths = pathsOf(RolloutFeaturesFormSchema.safeParse(wanted));
		expect(paths?.toSorted()).toEqual([
			"payer.bucketName",
			"payer.reportName",
			"payer.requirements.features",
		]);
	});

	test("a payer without a report is one without costs", () => {
		const payer = { ...PAYER, isWanted: true, hasReport: "no" as const, requirements: INVENTORY };
		expect(RolloutFeaturesFormSchema.parse({ ...FEATURES, payer }).payer).toEqual({
			costReport: null,
			requirements: {
				features: ["VISIBILITY"],
				autoStopping: [],
				governancePolicyArns: [],
				commitmentWrite: false,
			},
		});
	});

	test("an exception is for a unit or for a tag, and the other's fields do not count", () => {
		const exception = {
			kind: "unit" as const,
			unitId: "OU-ab12-1a2b3c4d ",
			key: "",
			value: "",
			requirements: INVENTORY,
		};
		const tag = { ...exception, kind: "tag" as const, unitId: "x", key: " stage ", value: "prod" };
		const { exceptions } = RolloutFeaturesFormSchema.parse({ ...FEATURES, exceptions: [exception, tag] });
		expect(exceptions.map(({ match }) => match)).toEqual([
			{ kind: "unit", unitId: "ou-ab12-1a2b3c4d" },
			{ kind: "tag", key: "stage", value: "prod" },
		]);
		const wrong = { ...exception, unitId: "production" };
		expect(pathsOf(RolloutFeaturesFormSchema.safeParse({ ...FEATURES, exceptions: [tag, wrong] }))).toEqual([
			"exceptions.1.unitId",
		]);
	});
});

const LAUNCH = {
	region: "us-east-1",
	stackName: "harness-ccm-organization",
	stackSetName: "harness-ce-iam-stackset",
	roleName: "HarnessCERole",
	rolePath: "/",
	permissionsBoundaryArn: "",
	waves: "r-ab12",
	stopAtFailingPercent: "5",
	failureTolerancePercent: "100",
	maxConcurrentPercent: "25",
	delegatedAdministratorId: "",
};

describe("the launch of a rollout as it is typed", () => {
	test("one line is one wave, whatever stands between its units", () => {
		expect(wavesOf(" ou-ab12-1a2b3c4d, ou-ab12-2a2b3c4d\n\n r-ab12;\n")).toEqual([
			["ou-ab12-1a2b3c4d", "ou-ab12-2a2b3c4d"],
			["r-ab12"],
		]);
	});

	test("numbers are numbers, an empty administrator is none", () => {
		expect(LaunchOptionsFormSchema.parse(LAUNCH)).toMatchObject({
			waves: [["r-ab12"]],
			stopAtFailingPercent: 5,
			delegatedAdministratorId: null,
			role: { roleName: "HarnessCERole", rolePath: "/", permissionsBoundaryArn: "" },
		});
	});

	test("a name in place of an id is refused, and says what an id looks like", () => {
		const result = LaunchOptionsFormSchema.safeParse({ ...LAUNCH, waves: "Production" });
		expect(result.error?.issues[0]?.message).toContain("an organizational unit like ou-");
		expect(pathsOf(result)).toEqual(["waves"]);
	});

	test.each(["101", "-1", "1.5", "", "many"])("“%s” is no share", (text) => {
		expect(pathsOf(LaunchOptionsFormSchema.safeParse({ ...LAUNCH, stopAtFailingPercent: text }))).toEqual([
			"stopAtFailingPercent",
		]);
	});
});

const ORGANIZATION = {
	name: " Acme ",
	managementAccountId: "1111-2222-3333",
	accounts: "",
	connectorName: "AWSConnector-{accountId}",
	identifier: "AWSConnector_{accountId}",
	isGovCloud: false,
};

describe("the organization of a rollout as it is typed", () => {
	test("of an organization the list does not count, of a list the management account", () => {
		expect(OrganizationFormSchema.parse(ORGANIZATION)).toEqual({
			kind: "organization",
			name: "Acme",
			managementAccountId: "111122223333",
			isGovCloud: false,
			naming: { connectorName: "AWSConnector-{accountId}", identifier: "AWSConnector_{accountId}" },
		});
		const list = { ...ORGANIZATION, managementAccountId: "", accounts: "123456789012" };
		expect(AccountListFormSchema.parse(list)).toMatchObject({ kind: "list", accounts: "123456789012" });
	});

	test("a pattern that gives every account the same name, or names what there is not, is refused", () => {
		const typo = { ...ORGANIZATION, connectorName: "c-{account}", identifier: "all_{ou}" };
		const result = OrganizationFormSchema.safeParse(typo);
		expect(pathsOf(result)).toEqual(["connectorName", "identifier"]);
		expect(result.error?.issues[0]?.message).toContain("There is no {account}");
	});
});
