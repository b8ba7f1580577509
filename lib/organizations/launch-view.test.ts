import { describe, expect, test } from "vitest";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { parseQuickCreateUrl } from "#lib/domain/quick-create-url.ts";
import { ORGANIZATION_TEMPLATE_PARAMETERS } from "#lib/domain/rollout/organization-template.ts";
import { DEFAULT_ROLLOUT_LAUNCH, type RolloutFeatures, type RolloutKind } from "#lib/domain/rollout.ts";
import { TEMPLATE_PARAMETERS } from "#lib/domain/template-parameters.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { createRollout } from "./create-rollout.ts";
import { launchPreflight } from "./launch-preflight.ts";
import { launchView } from "./launch-view.ts";
import { saveFeaturesStep } from "./save-features-step.ts";
import { saveLaunchStep } from "./save-launch-step.ts";
import { saveOrganizationStep } from "./save-organization-step.ts";

const ROLE_URL = "https://templates.s3.us-east-1.amazonaws.com/role.yaml";
const ORGANIZATION_URL = "https://templates.s3.us-east-1.amazonaws.com/organization.yaml";
const NONE = { autoStopping: [], governancePolicyArns: [], commitmentWrite: false } as const;
const FEATURES: RolloutFeatures = {
	member: { ...NONE, features: ["VISIBILITY"] },
	exceptions: [
		{
			match: { kind: "tag", key: "stage", value: "dev" },
			requirements: { ...NONE, features: ["OPTIMIZATION"] },
		},
	],
	payer: null,
};
const NAMING = { connectorName: "AWSConnector-{accountId}", identifier: "AWSConnector_{accountId}" };
const { way: _way, wavesBegun: _begun, ...LAUNCH } = { ...DEFAULT_ROLLOUT_LAUNCH, waves: [["r-ab12"]] };

type World = { readonly kind?: RolloutKind; readonly isPublished?: boolean; readonly isChecked?: boolean };

async function open({ kind = "organization", isPublished = true, isChecked = true }: World = {}) {
	const ctx = testContext();
	await ctx.db.harnessAccounts.save({
		ref: "default",
		accountId: "EfOfrUbHTtupeZjUqxlHBg",
		baseUrl: "https://app.harness.io",
		apiKey: "pat.a.b.c",
	});
	ctx.store.settings = {
		...ctx.store.settings,
		templateSource: "ours",
		templateUrl: ROLE_URL,
		organizationTemplateUrl: isPublished ? ORGANIZATION_URL : "",
	};
	await ctx.db.verifiers.save({
		partition: "aws",
		accountId: "999988887777",
		principalArn: "arn:aws:iam::999988887777:role/rolebridge",
		result: { ...CHECKED, checkedAt: ctx.now(), checkId: "verifier-self" },
	});
	if (isChecked) {
		for (const [url, parameters] of [
			[ROLE_URL, TEMPLATE_PARAMETERS],
			[ORGANIZATION_URL, ORGANIZATION_TEMPLATE_PARAMETERS],
		] as const) {
			await ctx.db.templateChecks.save({
				...{ url, partition: "aws", parameters: [...parameters], sha256: "" },
				result: { ...CHECKED, checkedAt: ctx.now(), checkId: "verifier-self" },
			});
		}
	}
	const created = await createRollout(ctx, { kind });
	if (!created.ok) throw new Error(created.failure.code);
	const { id } = created.value;
	const stored = async () => {
		const rollout = await ctx.db.rollouts.find(id);
		if (rollout === null) throw new Error("gone");
		return rollout;
	};
	const target = async () => ({ rolloutId: id, version: (await stored()).version });
	const named = { name: "Acme", naming: NAMING, isGovCloud: false } as const;
	const management = parseAccountId("111122223333");
	if (!management.ok) throw new Error("fixture");
	const organization =
		kind === "list"
			? ({ ...named, kind, accounts: LIST } as const)
			: ({ ...named, kind, managementAccountId: management.value } as const);
	const saved = [
		await saveOrganizationStep(ctx, { ...(await target()), organization }),
		await saveFeaturesStep(ctx, { ...(await target()), features: FEATURES }),
		...(kind === "list" ? [] : [await saveLaunchStep(ctx, { ...(await target()), launch: LAUNCH })]),
	];
	for (const result of saved) if (!result.ok) throw new Error(JSON.stringify(result.failure));
	const view = async () => {
		const result = await launchView(ctx, await stored());
		if (!result.ok) throw new Error(JSON.stringify(result.failure));
		return result.value;
	};
	return { ctx, id, view, stored };
}

const LIST =
	"account id,name,unit,tags\n123456789012,web,,stage=dev\n210987654321,pay,,\n333333333333,hr,,\n";
const CHECKED = {
	outcome: "passed",
	code: null,
	observed: "",
	details: {},
	requestId: null,
	region: null,
	durationMs: 1,
} as const;

describe("the launch of an organization", () => {
	test("one stack: the link carries the whole launch, and the rollout's own external ID", async () => {
		const { view, stored } = await open();
		const { whole } = await view();
		const link = parseQuickCreateUrl(whole.kind === "ready" ? (whole.url ?? "") : "");
		expect(link).toMatchObject({ templateUrl: ORGANIZATION_URL, stackName: "harness-ccm-organization" });
		expect(link?.parameters).toMatchObject({
			OrganizationalUnitIds: "r-ab12",
			RoleTemplateUrl: ROLE_URL,
			VerifierExternalId: (await stored()).verifierExternalId,
			ExpectedAccountId: "111122223333",
		});
	});

	test("beside a stack set made otherwise there is a stack without one", async () => {
		const { view } = await open();
		const { besides, commands, guide } = await view();
		const link = parseQuickCreateUrl(besides.kind === "ready" ? (besides.url ?? "") : "");
		expect(link?.parameters.CreateStackSet).toBe("false");
		expect(commands).toHaveLength(2);
		expect(guide).toHaveLength(16);
	});

	test("no link leaves before CloudFormation has read the templates", async () => {
		const { view } = await open({ isChecked: false });
		expect((await view()).whole).toEqual({ kind: "refused", code: "TEMPLATE_NOT_CHECKED" });
	});

	test("without a published template the guide and the commands are still there, and it is said", async () => {
		const { ctx, view, stored } = await open({ isPublished: false });
		const { whole, guide, commands } = await view();
		expect(whole).toEqual({ kind: "not-published" });
		expect([guide.length, commands.length]).toEqual([16, 2]);
		const preflights = await launchPreflight(ctx, await stored());
		const outcome = (way: "stack" | "cli") =>
			preflights[way].find(({ id }) => id === "template-published")?.outcome;
		expect([outcome("stack"), outcome("cli")]).toEqual(["failed", "passed"]);
	});

	test("an exception by tag names the accounts that are known, with the values that differ", async () => {
		const { ctx, id, view } = await open();
		expect((await view()).exceptions).toEqual([]);
		const account = parseAccountId("123456789012");
		if (!account.ok) throw new Error("fixture");
		await ctx.db.rollouts.seeAccounts(
			id,
			[
				{
					...{ accountId: account.value, name: "web", unitId: null, tags: { stage: "dev" } },
					...{ state: "ACTIVE", isManagement: false, wave: 0 },
				},
			],
			{ at: ctx.now(), isComplete: true },
		);
		const [step] = (await view()).exceptions;
		expect(step).toMatchObject({ number: 1, accountCount: 1 });
		expect(step?.commands.join("\n")).toContain("123456789012");
		expect(step?.commands.join("\n")).toContain("OptimizationEnabled");
	});

	test("an account whose own stack has a role of that name is told before the launch", async () => {
		const { ctx, id, stored } = await open();
		const account = parseAccountId("123456789012");
		if (!account.ok) throw new Error("fixture");
		await ctx.db.rollouts.seeAccounts(
			id,
			[
				{
					...{ accountId: account.value, name: "web", unitId: null, tags: {} },
					...{ state: "ACTIVE", isManagement: false, wave: 0 },
				},
			],
			{ at: ctx.now(), isComplete: true },
		);
		const names = async () =>
			(await launchPreflight(ctx, await stored())).stack.find(({ id: each }) => each === "role-names");
		expect((await names())?.outcome).toBe("unknown");
		const connector = await ctx.db.connectors.insert({
			id: "c".repeat(20),
			harnessAccountRef: "default",
			requiresAutoStopping: false,
			verifierExternalId: (await stored()).verifierExternalId,
			tags: {},
		});
		await ctx.db.connectors.save(connector.id, connector.version, {
			overview: {
				...{ name: "web", identifier: "web", awsAccountId: account.value },
				...{ description: "", tags: {}, isGovCloud: false },
			},
		});
		expect(await names()).toMatchObject({ outcome: "failed" });
		expect((await names())?.observed).toContain("123456789012");
	});
});

describe("the launch of a list", () => {
	test("each set of features has one link for all of its accounts, with external IDs of their own", async () => {
		const { view, stored } = await open({ kind: "list" });
		const { listStacks, whole } = await view();
		expect(whole).toEqual({ kind: "not-published" });
		expect(listStacks.map(({ match, accountIds }) => [match?.kind ?? null, accountIds])).toEqual([
			["tag", ["123456789012"]],
			[null, ["210987654321", "333333333333"]],
		]);
		const links = listStacks.map(({ link }) => parseQuickCreateUrl(link.kind === "ready" ? link.url : ""));
		for (const link of links) {
			expect(link).toMatchObject({ templateUrl: ROLE_URL, stackName: "harness-ce-iam-role-stack" });
			expect(link?.parameters).toMatchObject({
				ExternalIdPerAccount: "true",
				VerifierExternalId: (await stored()).verifierExternalId,
			});
			expect(link?.parameters.ExpectedAccountId ?? "").toBe("");
		}
		expect(links.map((link) => link?.parameters.OptimizationEnabled)).toEqual(["true", "false"]);
	});

	test("needs nothing saved in the launch step to have its links", async () => {
		const { stored } = await open({ kind: "list" });
		expect((await stored()).launch).toMatchObject({ region: "us-east-1", waves: [] });
	});
});
