import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { createDraft } from "#lib/connectors/create-draft.ts";
import type { Context } from "#lib/context.ts";
import type { SeenAccount } from "#lib/db/rollouts-port.ts";
import { parseAccountId } from "#lib/domain/account-id.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import { EMPTY_DASHBOARD_FILTER } from "#lib/domain/dashboard-query.ts";
import { accountExternalId } from "#lib/domain/external-id.ts";
import type { Requirements } from "#lib/domain/features.ts";
import {
	DEFAULT_NAMING,
	DEFAULT_ROLLOUT_LAUNCH,
	ROLLOUT_ACCOUNT_LIMIT,
	type Rollout,
} from "#lib/domain/rollout.ts";
import { TEMPLATE_PARAMETERS } from "#lib/domain/template-parameters.ts";
import { enrolledConnector } from "#lib/organizations/enrolled-connector.ts";
import { sideBySide } from "#lib/testing/side-by-side.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { downloadExport } from "./download-export.ts";
import { connectorsSubject, subjectParams } from "./export-query.ts";
import { type ExportSubject, planOfSubject } from "./export-subject.ts";
import { exportView } from "./export-view.ts";

const TEMPLATE = `https://templates.s3.us-east-1.amazonaws.com/harness-ccm-role/${"a".repeat(64)}.yaml?versionId=1`;
const ORGANIZATION_TEMPLATE = `https://templates.s3.us-east-1.amazonaws.com/o/${"b".repeat(64)}.yaml`;
const VERIFIER = "arn:aws:iam::555566667777:role/rolebridge/verifier";
const EXTERNAL_ID = "harness:891928451355:EfOfrUbHTtupeZjUqxlHBg";
const NONE = { autoStopping: [], governancePolicyArns: [], commitmentWrite: false } as const;
const VISIBILITY: Requirements = { ...NONE, features: ["VISIBILITY"] };

function accountId(text: string) {
	const parsed = parseAccountId(text);
	if (!parsed.ok) throw new Error(parsed.failure.message);
	return parsed.value;
}

function passed(checkId: CheckResult["checkId"], checkedAt: Date): CheckResult {
	return {
		...{ checkId, checkedAt, outcome: "passed", code: null, observed: "" },
		details: {},
		requestId: null,
		region: null,
		durationMs: 1,
	};
}

async function world({ isTemplateChecked = true } = {}) {
	const plain = testContext();
	const ctx = {
		...plain,
		config: { ...plain.config, templateUrl: TEMPLATE, organizationTemplateUrl: ORGANIZATION_TEMPLATE },
	};
	for (const ref of ["default", "other"]) {
		await ctx.db.harnessAccounts.save({
			ref,
			accountId: "EfOfrUbHTtupeZjUqxlHBg",
			baseUrl: "https://app.harness.io",
		});
	}
	const us = { partition: "aws", accountId: "555566667777", principalArn: VERIFIER } as const;
	await ctx.db.verifiers.save({ ...us, result: passed("verifier-self", ctx.now()) });
	if (isTemplateChecked) {
		const check = {
			url: TEMPLATE,
			partition: "aws",
			parameters: [...TEMPLATE_PARAMETERS],
			sha256: null,
		} as const;
		await ctx.db.templateChecks.save({ ...check, result: passed("template-current", ctx.now()) });
	}
	return ctx;
}

async function connect(ctx: Context, account: string, isRegistered = false): Promise<string> {
	const created = await createDraft(ctx, { requiresAutoStopping: false });
	if (!created.ok) throw new Error(created.failure.code);
	const { id, version } = created.value;
	const saved = await ctx.db.connectors.save(id, version, {
		overview: {
			name: `Account ${account}`,
			identifier: `account_${account}`,
			...{ awsAccountId: accountId(account), description: "", tags: { team: "data" }, isGovCloud: false },
		},
		costReport: { kind: "none", reason: "not-needed" },
		requirements: VISIBILITY,
		...(isRegistered && { status: "registered", registeredAt: ctx.now() }),
	});
	if (saved === null || typeof saved === "string") throw new Error("it was not saved");
	return id;
}

async function plan(
	ctx: Context,
	subject: ExportSubject,
	format: Parameters<typeof planOfSubject>[2]["format"] = "terraform",
) {
	const made = await planOfSubject(ctx, subject, { format });
	if (!made.ok) throw new Error(`${made.failure.code}: ${made.failure.detail}`);
	return made.value;
}

describe("connectors", () => {
	test("one is planned as the launch link and Finish have it", async () => {
		const ctx = await world();
		const id = await connect(ctx, "123456789012");
		const { scope, title, accounts, harness } = await plan(ctx, { kind: "connectors", ids: [id] });
		const stored = await ctx.db.connectors.find(id);
		expect({ scope, title }).toEqual({ scope: "connector", title: "Account 123456789012" });
		expect(harness.principalArn).toBe("arn:aws:iam::891928451355:root");
		expect(accounts).toMatchObject([
			{
				accountId: "123456789012",
				existsInHarness: null,
				isStackThere: false,
				connector: {
					identifier: "account_123456789012",
					spec: {
						crossAccountAccess: {
							crossAccountRoleArn: "arn:aws:iam::123456789012:role/HarnessCERole",
							externalId: EXTERNAL_ID,
						},
					},
				},
				stack: {
					region: "us-east-1",
					templateUrl: TEMPLATE,
					parameters: { ExpectedAccountId: "123456789012", VerifierExternalId: stored?.verifierExternalId },
				},
			},
		]);
	});

	test("a platform connector is written beside the others of its account, and never as one of them", async () => {
		const ctx = await world();
		const { costs, platform, cloudZero } = await sideBySide(ctx.db);
		const ids = [costs.id, platform.id, cloudZero.id];
		const made = await plan(ctx, { kind: "connectors", ids });
		expect(made.accounts.map(({ connector }) => connector.type)).toEqual(["CEAws"]);
		expect(made.platform).toMatchObject([{ isInHarness: true, facts: { credential: { type: "Irsa" } } }]);
		expect(made.left).toEqual([
			{ accountId: "700000000000", why: "a connection to CloudZero is entered there" },
		]);
		const roles = await plan(ctx, { kind: "connectors", ids: [costs.id, platform.id] }, "cli");
		expect(roles.platform).toEqual([]);
		expect(roles.left).toEqual([
			{ accountId: "700000000000", why: "a platform connector's role is made by its owner" },
		]);
	});

	test("a platform connector alone needs nothing of Cost Management, and has no form that makes roles", async () => {
		const ctx = await world({ isTemplateChecked: false });
		const { platform, cloudZero } = await sideBySide(ctx.db);
		const subject = { kind: "connectors", ids: [platform.id] } as const;
		const view = await exportView(ctx, { subject, format: "terraform" });
		expect(view).toMatchObject({
			ok: true,
			value: {
				formats: ["terraform", "curl", "json", "csv"],
				main: { path: "main.tf" },
				accounts: 0,
				platform: 1,
			},
		});
		const file = await downloadExport(ctx, { subject, format: "curl", shape: "file" });
		expect(file).toMatchObject({ ok: true, value: { fileName: "prod_2-curl.sh" } });
		for (const [id, format] of [
			[platform.id, "cloudformation"],
			[cloudZero.id, "terraform"],
		] as const) {
			const refused = await planOfSubject(ctx, { kind: "connectors", ids: [id] }, { format });
			expect(refused).toMatchObject({ ok: false, failure: { code: "EXPORT_NOT_FOR_TYPE" } });
		}
	});

	test("no template's address leaves before CloudFormation was asked; what makes no roles does not wait for it", async () => {
		const ctx = await world({ isTemplateChecked: false });
		const subject = { kind: "connectors", ids: [await connect(ctx, "123456789012")] } as const;
		const refused = await planOfSubject(ctx, subject, { format: "terraform" });
		expect(refused).toMatchObject({ ok: false, failure: { code: "TEMPLATE_NOT_CHECKED" } });
		expect((await plan(ctx, subject, "curl")).accounts).toHaveLength(1);
	});

	test("of many, what cannot be written is left out with its reason, and each account is written once", async () => {
		const ctx = await world();
		const first = await connect(ctx, "111111111111", true);
		const second = await connect(ctx, "222222222222");
		const draft = await createDraft(ctx, { requiresAutoStopping: false });
		if (!draft.ok) throw new Error("the test's own facts are wrong");
		const gone = await connect(ctx, "333333333333");
		const stored = await ctx.db.connectors.find(gone);
		await ctx.db.connectors.save(gone, stored?.version ?? 0, { status: "offboarded" });
		const made = await plan(ctx, { kind: "connectors", ids: [first, draft.value.id, second, gone, first] });
		expect(made.scope).toBe("selection");
		expect(made.accounts.map((each) => [each.accountId, each.existsInHarness])).toEqual([
			["111111111111", "account_111111111111"],
			["222222222222", null],
		]);
		expect(made.left.map(({ why }) => why)).toEqual(["its set-up is not finished", "it is being offboarded"]);
	});

	test("of two Harness accounts are refused: a file speaks to one", async () => {
		const ctx = await world();
		const ids = [await connect(ctx, "111111111111"), await connect(ctx, "222222222222")];
		const second = await ctx.db.connectors.find(ids[1] ?? "");
		ctx.store.connectors.set(ids[1] ?? "", { ...second, harnessAccountRef: "other" } as never);
		expect(await planOfSubject(ctx, { kind: "connectors", ids }, { format: "csv" })).toMatchObject({
			ok: false,
			failure: { code: "INPUT_INVALID" },
		});
	});
});

const ROOT = "r-ab12";
const UNITS = [
	{ id: ROOT, parentId: null, name: "Root", path: "Root" },
	{ id: "ou-ab12-11111111", parentId: ROOT, name: "Prod", path: "Root / Prod" },
];

function seen(id: string, change: Partial<SeenAccount> = {}): SeenAccount {
	return {
		accountId: accountId(id),
		name: `n ${id}`,
		unitId: "ou-ab12-11111111",
		tags: {},
		state: "ACTIVE",
		isManagement: false,
		wave: 0,
		...change,
	};
}

async function rollout(
	ctx: Context,
	change: Partial<Pick<Rollout, "kind" | "naming">> = {},
): Promise<Rollout> {
	const id = "rollout0000000000000";
	await ctx.db.rollouts.insert({
		id,
		kind: "organization",
		harnessAccountRef: "default",
		partition: "aws",
		name: "Acme",
		naming: DEFAULT_NAMING,
		verifierExternalId: accountExternalId("rb-base" as never, accountId("000000000001")),
		createdByName: "Test person",
		...change,
	});
	const saved = await ctx.db.rollouts.save(id, (await ctx.db.rollouts.find(id))?.version ?? 0, {
		managementAccountId: accountId("999999999999"),
		features: {
			member: VISIBILITY,
			exceptions: [
				{
					match: { kind: "tag", key: "env", value: "prod" },
					requirements: { ...NONE, features: ["VISIBILITY", "OPTIMIZATION"] },
				},
			],
			payer: {
				requirements: { ...NONE, features: ["BILLING", "VISIBILITY"] },
				costReport: { kind: "own", reportName: "costs", bucketName: "costs-1", reportType: "CUR2.0" },
			},
		},
		launch: { ...DEFAULT_ROLLOUT_LAUNCH, waves: [["ou-ab12-11111111"], ["ou-ab12-22222222"]], wavesBegun: 1 },
	});
	if (saved === null) throw new Error("it was not saved");
	await ctx.db.rollouts.replaceUnits(id, UNITS);
	await ctx.db.rollouts.seeAccounts(
		id,
		[
			seen("111111111111"),
			seen("222222222222", { tags: { env: "prod" } }),
			seen("333333333333", { state: "SUSPENDED" }),
			seen("444444444444", { wave: 1 }),
			seen("555555555555", { wave: null }),
			seen("999999999999", { isManagement: true, wave: null, unitId: ROOT }),
		],
		{ at: ctx.now(), isComplete: true },
	);
	return saved;
}

describe("a rollout", () => {
	test("is its stack set, and every account as the rules have it", async () => {
		const ctx = await world();
		const { id, verifierExternalId } = await rollout(ctx);
		const made = await plan(ctx, { kind: "rollout", rolloutId: id });
		expect(made.stackSet).toMatchObject({
			name: "harness-ce-iam-stackset",
			unitIds: ["ou-ab12-11111111"],
			callAs: "SELF",
			administratorAccountId: "999999999999",
			madeBy: "nobody",
			hasExceptions: true,
			parameters: {
				ExternalIdPerAccount: "true",
				VerifierExternalId: verifierExternalId,
				ExpectedAccountId: "",
				BillingEnabled: "false",
			},
			ownStack: {
				templateUrl: ORGANIZATION_TEMPLATE,
				parameters: { CreateStackSet: "false", PayerBucketName: "costs-1" },
			},
		});
		expect(Object.keys(made.stackSet?.parameters ?? {}).toSorted()).toEqual(
			[...TEMPLATE_PARAMETERS].toSorted(),
		);
		expect(
			made.accounts.map(({ accountId: account, connector }) => [
				account,
				connector.identifier,
				connector.spec.featuresEnabled,
			]),
		).toEqual([
			["111111111111", "AWSConnector_111111111111", ["VISIBILITY"]],
			["222222222222", "AWSConnector_222222222222", ["VISIBILITY", "OPTIMIZATION"]],
			["999999999999", "AWSConnector_999999999999", ["BILLING", "VISIBILITY"]],
		]);
		const [first, , payer] = made.accounts;
		expect(first?.stack?.parameters).toMatchObject({
			ExpectedAccountId: "111111111111",
			VerifierExternalId: accountExternalId(verifierExternalId, accountId("111111111111")),
		});
		expect(payer?.connector.spec.curAttributes).toMatchObject({
			reportName: "costs",
			s3BucketName: "costs-1",
		});
		expect(made.left).toEqual([
			{ accountId: "333333333333", why: "it is suspended" },
			{ accountId: "444444444444", why: "its wave has not begun" },
			{ accountId: "555555555555", why: "no unit of the stack set covers it" },
		]);
	});

	test("writes the same connector before an account is enrolled and after", async () => {
		const ctx = await world();
		const stored = await rollout(ctx);
		const subject = { kind: "rollout", rolloutId: stored.id } as const;
		const before = await plan(ctx, subject);
		const rows = await ctx.db.rollouts.accounts(stored.id, {}, { limit: 10, now: ctx.now() });
		const units = new Map(UNITS.map((unit) => [unit.id, unit]));
		const enrolled = rows
			.slice(0, 2)
			.flatMap(
				(row) =>
					enrolledConnector(ctx, { rollout: stored, units, payerConnectorId: null, now: ctx.now() }, row) ??
					[],
			);
		expect(await ctx.db.rollouts.enrol(stored.id, enrolled)).toEqual({ made: 2, adopted: 0 });
		const { find } = ctx.db.connectors;
		ctx.db.connectors.find = async () => {
			throw new Error("Connectors are read many at once.");
		};
		const after = await plan(ctx, subject);
		ctx.db.connectors.find = find;
		expect(after.accounts.map(({ connector }) => connector)).toEqual(
			before.accounts.map(({ connector }) => connector),
		);
	});

	test("takes what the newest plan found in Harness under the name it has there", async () => {
		const ctx = await world();
		const { id } = await rollout(ctx);
		await ctx.db.rolloutPlans.insert({
			id: "plan",
			rolloutId: id,
			actorName: "x",
			actorId: "x",
			createdAt: ctx.now(),
		});
		const row = { connectorId: null, reason: "already-there", name: "", changes: [] } as const;
		await ctx.db.rolloutPlans.addRows("plan", [
			{ ...row, accountId: "111111111111", action: "adopt", identifier: "old" },
		]);
		await ctx.db.rolloutPlans.finish("plan", {
			state: "ready",
			failure: null,
			counts: { create: 0, update: 0, adopt: 1, unchanged: 0, blocked: 0 },
			finishedAt: ctx.now(),
		});
		const [first] = (await plan(ctx, { kind: "rollout", rolloutId: id })).accounts;
		expect(first).toMatchObject({ existsInHarness: "old", connector: { identifier: "old" } });
	});

	test("of a list has no stack set: each account has a stack of its own", async () => {
		const ctx = await world();
		const { id } = await rollout(ctx, { kind: "list" });
		const made = await plan(ctx, { kind: "rollout", rolloutId: id });
		expect(made.stackSet).toBeNull();
		expect(made.accounts.map(({ stack }) => stack?.stackName)).toEqual(
			Array(5).fill("harness-ccm-organization"),
		);
	});

	test("of which a step is missing says so", async () => {
		const ctx = await world();
		const { id, version } = await rollout(ctx);
		await ctx.db.rollouts.save(id, version, { launch: null });
		expect(await planOfSubject(ctx, { kind: "rollout", rolloutId: id }, { format: "json" })).toMatchObject({
			ok: false,
			failure: { code: "ROLLOUT_INCOMPLETE" },
		});
	});
});

async function bytesOf(body: string | AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
	if (typeof body === "string") throw new Error("it is no archive");
	const pieces: Uint8Array[] = [];
	for await (const piece of body) pieces.push(piece);
	return Buffer.concat(pieces);
}

describe("a download", () => {
	test("as an archive has every file and the README, scripts can be run, and it is audited", async () => {
		const ctx = await world();
		const { id } = await rollout(ctx);
		const made = await downloadExport(ctx, {
			subject: { kind: "rollout", rolloutId: id },
			format: "curl",
			shape: "zip",
		});
		if (!made.ok) throw new Error(made.failure.code);
		expect(made.value).toMatchObject({ mediaType: "application/zip", fileName: "Acme-curl.zip" });
		const bytes = await bytesOf(made.value.text);
		const files = unzipSync(bytes);
		expect(Object.keys(files)).toEqual([
			"create-connectors.sh",
			"create-connectors-loop.sh",
			"connectors/111111111111.json",
			"connectors/222222222222.json",
			"connectors/999999999999.json",
			"README.md",
		]);
		expect(
			JSON.parse(strFromU8(files["connectors/999999999999.json"] ?? new Uint8Array())).connector.spec
				.awsAccountId,
		).toBe("999999999999");
		// The central directory's external attributes: rwxr-xr-x of a file.
		expect(Buffer.from(bytes).includes(Buffer.from([0, 0, 0xed, 0x81]))).toBe(true);
		const [event] = await ctx.db.audit.list(id, 1);
		expect(event).toMatchObject({
			action: "connectors.exported",
			details: { format: "curl", shape: "zip", accounts: 3 },
		});
	});

	test("as a file is the main one, named after the connector", async () => {
		const ctx = await world();
		const subject = { kind: "connectors", ids: [await connect(ctx, "123456789012")] } as const;
		const made = await downloadExport(ctx, { subject, format: "cloudformation", shape: "file" });
		expect(made).toMatchObject({
			value: { mediaType: "application/json", fileName: "account_123456789012-cloudformation.json" },
		});
	});
});

test("a rollout of more accounts than an export holds is refused, and those that left do not count", async () => {
	const ctx = await world();
	const { id } = await rollout(ctx);
	let leftAt: Date | null = ctx.now();
	const [row] = await ctx.db.rollouts.accounts(id, {}, { limit: 1, now: ctx.now() });
	if (row === undefined) throw new Error("none");
	const all = Array.from({ length: ROLLOUT_ACCOUNT_LIMIT + 1 }, (_, index) => 600_000_000_000 + index);
	ctx.db.rollouts.accounts = async (_id, _filter, { after = "", limit }) =>
		all
			.filter((number) => String(number) > after)
			.slice(0, limit)
			.map((number) => ({ ...row, leftAt, accountId: accountId(String(number)) }));
	const subject = { kind: "rollout", rolloutId: id } as const;
	expect((await plan(ctx, subject)).left).toHaveLength(ROLLOUT_ACCOUNT_LIMIT + 1);
	leftAt = null;
	expect(await planOfSubject(ctx, subject, { format: "json" })).toMatchObject({
		failure: { code: "INPUT_INVALID" },
	});
});

test("what is looked at is of the first accounts alone, and says so", async () => {
	const ctx = await world();
	const { id } = await rollout(ctx);
	const many = Array.from({ length: 60 }, (_, index) => seen(String(600_000_000_000 + index)));
	await ctx.db.rollouts.seeAccounts(id, many, { at: ctx.now(), isComplete: false });
	const subject = { kind: "rollout", rolloutId: id } as const;
	const view = await exportView(ctx, { subject, format: "terraform-accounts" });
	if (!view.ok) throw new Error(view.failure.code);
	expect(view.value).toMatchObject({ isPart: true, hasMoreFiles: true });
	expect(view.value.accounts + view.value.left.length).toBe(25);
	expect((await plan(ctx, subject)).accounts).toHaveLength(63);
});

test("an address says the same subject again; what cannot be an id is left out", () => {
	const ids = ["a".repeat(20), "b".repeat(20)];
	expect(connectorsSubject({ ids: `${ids.join()},../etc,` })).toEqual({ kind: "connectors", ids });
	const filter = { ...EMPTY_DASHBOARD_FILTER, q: "prod", health: ["failing"] as const };
	for (const subject of [{ kind: "connectors", ids } as const, { kind: "filter", filter } as const]) {
		expect(connectorsSubject(Object.fromEntries(subjectParams(subject)))).toEqual(subject);
	}
});
