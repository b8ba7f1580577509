import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { parseRoleArn } from "#lib/domain/arn.ts";
import { ceAwsConnectorBody } from "#lib/domain/harness-connector.ts";
import { ok } from "#lib/domain/result.ts";
import type { Harness, HarnessConnectorStatus } from "#lib/harness/port.ts";
import {
	SANDBOX_COST_BUCKET,
	SANDBOX_CUR1_REPORT,
	SANDBOX_CUR2_EXPORT,
	SANDBOX_MEMBER_ACCOUNT_IDS,
	SANDBOX_PAYER_ACCOUNT_ID,
} from "#lib/sandbox/seed.ts";
import { type SandboxWorld, startSandboxWorld } from "#lib/testing/sandbox-world.ts";
import { checkTemplate } from "./check-template.ts";
import {
	CONNECTOR_ID,
	HARNESS_ID,
	harnessStatement,
	OWN_REPORT,
	putRole,
	REQUIREMENTS,
	storedConnector,
	unwrap,
	VERIFIER_ID,
	verifierStatement,
	verify,
	verifySettled,
} from "./verify.test-support.ts";
import { verifyOurselves } from "./verify-ourselves.ts";

let world: SandboxWorld;
beforeAll(async () => {
	world = await startSandboxWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
	await world.admin("POST", "reset");
	await putRole(world);
});

describe("proof by Harness's word", () => {
	test("asks AWS nothing and passes nothing", async () => {
		const ctx = await storedConnector(world, { proof: "harness" });
		const silent = { ...ctx, aws: { ...world.aws, openRole: fail, probeRole: fail, callerIdentity: fail } };
		const { found } = await verify(silent);
		expect(new Set(Object.values(found).map((row) => row?.[0]))).toEqual(new Set(["skipped"]));
	});
});

function fail(): never {
	throw new Error("AWS was called.");
}

describe("vendor mode", () => {
	test("proves Harness's own entry with Harness's derived ID", async () => {
		await putRole(world, { statements: [harnessStatement()] });
		const ctx = await storedConnector({ aws: world.awsAsHarness });
		ctx.store.settings = { ...ctx.store.settings, verifierMode: "vendor" };
		const { found } = await verifySettled(ctx);
		expect(found["role-assumable"]).toEqual(["passed", null]);
		expect(found["external-id-exact"]).toEqual(["passed", null]);
		expect(found["trust-policy"]).toEqual(["passed", null]);
	});

	test("finds an entry of Harness's that lets every tenant in", async () => {
		await putRole(world, {
			statements: [harnessStatement({ StringLike: { "sts:ExternalId": "harness:891928451355:*" } })],
		});
		const ctx = await storedConnector({ aws: world.awsAsHarness });
		ctx.store.settings = { ...ctx.store.settings, verifierMode: "vendor" };
		const { found, health } = await verify(ctx);
		expect(found["external-id-exact"]).toEqual(["failed", "EXTERNAL_ID_NOT_EXACT"]);
		expect(health).toBe("quarantined");
	});

	test("never uses an ID that Harness sent and that does not follow from its accounts", async () => {
		const ctx = await storedConnector(world);
		ctx.store.settings = { ...ctx.store.settings, verifierMode: "vendor" };
		await ctx.db.harnessAccounts.observe("h1", {
			connection: { harnessAwsAccountId: "891928451355", externalId: VERIFIER_ID },
		});
		const { found } = await verify({ ...ctx, aws: { ...world.aws, openRole: fail, probeRole: fail } });
		expect(found["role-assumable"]).toEqual(["unknown", "HARNESS_EXTERNAL_ID_DIFFERS"]);
	});
});

describe("a role that is not the connector's", () => {
	test("is never asked when it lies in another account", async () => {
		const pastedRoleArn = unwrap(parseRoleArn("arn:aws:iam::999900001111:role/Victim")).arn;
		const ctx = await storedConnector(world, { pastedRoleArn });
		const { found, health } = await verify({
			...ctx,
			aws: { ...world.aws, openRole: fail, probeRole: fail },
		});
		expect(found["role-assumable"]).toEqual(["failed", "ROLE_WRONG_ACCOUNT"]);
		expect(health).toBe("failing");
	});

	test("fails when the answer names another account", async () => {
		const ctx = await storedConnector(world);
		const opened = await world.aws.openRole.bind(world.aws);
		const aws = {
			...world.aws,
			openRole: async (call: Parameters<typeof opened>[0]) => {
				const answer = await opened(call);
				if (answer.kind !== "answered") return answer;
				return { ...answer, value: { ...answer.value, accountId: "111111111111" } };
			},
		};
		const { found } = await verify({ ...ctx, aws });
		expect(found["role-assumable"]).toEqual(["failed", "ROLE_WRONG_ACCOUNT"]);
		expect(found["external-id-required"]?.[0]).toBe("skipped");
	});

	test("an unknown connector is not verified", async () => {
		const ctx = await storedConnector(world);
		expect((await verify(ctx, "full", "nobody")).result).toMatchObject({ ok: false });
	});
});

describe("our own side", () => {
	test("is named by its role, and the canary must be ours and answer", async () => {
		const ctx = await storedConnector(world);
		const [status] = await verifyOurselves(ctx, { partition: "aws" });
		expect(status).toMatchObject({
			accountId: "555566667777",
			principalArn: "arn:aws:iam::555566667777:role/rolebridge-verifier",
			result: { outcome: "passed" },
		});
		ctx.store.settings = { ...ctx.store.settings, canaryRoleArn: "arn:aws:iam::999900001111:role/Canary" };
		const [foreign] = await verifyOurselves(
			{ ...ctx, aws: { ...world.aws, probeRole: fail } },
			{ partition: "aws" },
		);
		expect(foreign?.result).toMatchObject({ outcome: "failed", code: "CANARY_FAILED" });
		ctx.store.settings = {
			...ctx.store.settings,
			canaryRoleArn: "arn:aws:iam::555566667777:role/no-such-canary",
		};
		const refusal = {
			code: "ROLE_ACCESS_DENIED",
			awsCode: "AccessDenied",
			message: "",
			requestId: null,
			region: "",
		} as const;
		const probeRole = async () => ({ kind: "denied", ...refusal }) as const;
		const [denied] = await verifyOurselves(
			{ ...ctx, aws: { ...world.aws, probeRole } },
			{ partition: "aws" },
		);
		expect(denied?.result).toMatchObject({ outcome: "failed", code: "CANARY_FAILED" });
	});

	test("red leaves every connector unjudged", async () => {
		await world.admin("POST", "faults/rules", {
			kind: "error",
			service: "sts",
			action: "GetCallerIdentity",
			code: "InvalidClientTokenId",
			status: 403,
		});
		const ctx = await storedConnector(world);
		const { found, health } = await verify({
			...ctx,
			aws: { ...world.aws, openRole: fail, probeRole: fail },
		});
		expect(new Set(Object.values(found).map(String))).toEqual(
			new Set(["unknown,VERIFIER_CREDENTIALS_REFUSED"]),
		);
		expect(health).toBe("unknown");
	});

	test("without credentials for GovCloud, its connectors are skipped and say so", async () => {
		const awsAccountId = unwrap(parseAccountId(SANDBOX_PAYER_ACCOUNT_ID));
		const overview = {
			name: "g",
			identifier: "g",
			awsAccountId,
			description: "",
			tags: {},
			isGovCloud: true,
		};
		const ctx = await storedConnector(
			{ aws: world.awsAsHarness },
			{
				partition: "aws-us-gov",
				overview,
				costReport: { kind: "none", reason: "govcloud" },
				requirements: { ...REQUIREMENTS, features: ["OPTIMIZATION"] },
			},
		);
		await ctx.db.harnessAccounts.observe("h1", {
			govConnection: { harnessAwsAccountId: "891928451355", externalId: HARNESS_ID },
		});
		const { found } = await verify(ctx);
		expect(found["role-assumable"]).toEqual(["skipped", "VERIFIER_NO_CREDENTIALS_FOR_PARTITION"]);
	});
});

describe("cost reports", () => {
	const cur1 = { ...OWN_REPORT, reportName: SANDBOX_CUR1_REPORT, reportType: "CUR1.0" } as const;

	test("of CUR 1.0 are found on a later page, judged and read", async () => {
		for (let i = 0; i < 6; i += 1) {
			const report = {
				account: SANDBOX_PAYER_ACCOUNT_ID,
				type: "CUR 1.0",
				name: `a${i}`,
				bucket: `bucket-${i}`,
			};
			await world.admin("PUT", "reports", report);
		}
		const ctx = await storedConnector(world, { costReport: cur1 });
		const { found } = await verify(ctx);
		expect(found["cost-report-found"]).toEqual(["passed", null]);
		expect(found["cost-report-settings"]).toEqual(["passed", null]);
		expect(found["cost-report-delivered"]).toEqual(["passed", null]);
	});

	test("are looked for by their exact name", async () => {
		const reportName = SANDBOX_CUR2_EXPORT.toUpperCase();
		const ctx = await storedConnector(world, { costReport: { ...OWN_REPORT, reportName } });
		const { found } = await verify(ctx);
		expect(found["cost-report-found"]).toEqual(["failed", "COST_REPORT_NOT_FOUND"]);
		const [row] = await ctx.db.checks.history(CONNECTOR_ID, "cost-report-found", 1);
		expect(row?.observed).toContain(`There is one named ${SANDBOX_CUR2_EXPORT}`);
	});

	test("whose key refuses the role are not readable, though they are listed", async () => {
		await world.admin("PUT", "buckets", {
			account: SANDBOX_PAYER_ACCOUNT_ID,
			name: SANDBOX_COST_BUCKET,
			kmsDenied: true,
		});
		const { found } = await verify(await storedConnector(world));
		expect(found["cost-report-delivered"]).toEqual(["failed", "COST_REPORT_BUCKET_UNREADABLE"]);
	});

	test("that are new are waited for, and empty ones go stale a day later", async () => {
		await world.admin("PUT", "buckets", {
			account: SANDBOX_PAYER_ACCOUNT_ID,
			name: SANDBOX_COST_BUCKET,
			isEmpty: true,
		});
		const ctx = await storedConnector(world, { costReport: cur1 });
		const early = await verify(ctx);
		expect(early.found["cost-report-delivered"]).toEqual(["waiting", "COST_REPORT_TOO_NEW"]);
		// The 1st is excused too; the 20th to 22nd of a month are not.
		const later = { ...ctx, now: () => new Date(Date.UTC(2030, 0, 20)) };
		const late = await verify(later);
		expect(late.found["cost-report-delivered"]).toEqual(["failed", "COST_REPORT_STALE"]);
	});

	test("of a payer cover a member, and nobody else", async () => {
		const [member = ""] = SANDBOX_MEMBER_ACCOUNT_IDS;
		const covered = async (account: string) => {
			const ctx = await storedConnector(world, { status: "registered" });
			const payer = ctx.store.connectors.get(CONNECTOR_ID);
			if (payer?.overview == null) throw new Error("The payer is stored above.");
			const overview = {
				...payer.overview,
				awsAccountId: unwrap(parseAccountId(account)),
				identifier: "member",
			};
			const costReport = { kind: "covered", payerConnectorId: CONNECTOR_ID } as const;
			ctx.store.connectors.set("member", { ...payer, id: "member", status: "draft", overview, costReport });
			return (await verify(ctx, "full", "member")).found["cost-report-covers-account"];
		};
		expect(await covered(member)).toEqual(["passed", null]);
		expect(await covered("999900001111")).toEqual(["failed", "COST_REPORT_DOES_NOT_COVER"]);
	});
});

describe("Harness's view", () => {
	const status = (change: Partial<HarnessConnectorStatus> = {}): HarnessConnectorStatus => ({
		status: "SUCCESS",
		errorSummary: null,
		errors: [],
		testedAt: new Date(),
		lastConnectedAt: new Date(),
		...change,
	});

	async function withHarness(harnessStatus: HarnessConnectorStatus, name = "Payer") {
		const ctx = await storedConnector(world, { status: "registered" });
		await ctx.db.harnessAccounts.save({
			ref: "h1",
			accountId: "EfOfrUbHTtupeZjUqxlHBg",
			baseUrl: "https://harness.invalid",
			apiKey: "pat.x.y.z",
		});
		const stored = ctx.store.connectors.get(CONNECTOR_ID);
		if (stored?.overview == null) throw new Error("The connector is stored above.");
		const connector = ceAwsConnectorBody({
			overview: { ...stored.overview, name },
			costReport: OWN_REPORT,
			requirements: REQUIREMENTS,
			roleArn: unwrap(parseRoleArn(`arn:aws:iam::${SANDBOX_PAYER_ACCOUNT_ID}:role/HarnessCERole`)).arn,
			harnessExternalId: HARNESS_ID,
		});
		const connectionDetail: Harness["connectionDetail"] = async () =>
			ok({ externalId: HARNESS_ID, harnessAwsAccountId: "891928451355", templateUrl: "", launchUrl: "" });
		const getConnector: Harness["getConnector"] = async () =>
			ok({ connector, createdAt: null, lastModifiedAt: null, status: harnessStatus });
		// Only these two are reached; the rest of the fake throws.
		return {
			...ctx,
			harness: new Proxy(ctx.harness, {
				get: (target, property) =>
					property === "connectionDetail"
						? connectionDetail
						: property === "getConnector"
							? getConnector
							: Reflect.get(target, property),
			}),
		};
	}

	test("completes a healthy connector", async () => {
		const ctx = await withHarness(status());
		const { found, health } = await verifySettled(ctx);
		expect(found["harness-connector"]).toEqual(["passed", null]);
		expect(health).toBe("healthy");
	});

	test("that its test failed makes the connector fail", async () => {
		const ctx = await withHarness(status({ status: "FAILURE", errorSummary: "no", errors: [] }));
		expect((await verify(ctx)).found["harness-connector"]).toEqual(["failed", "HARNESS_TEST_FAILED"]);
	});

	test("that misses a report which we found is a known fault, not an incident", async () => {
		const errors = [{ reason: "Can't access cost and usage report: acme-cur2", message: "", code: 403 }];
		const ctx = await withHarness(
			status({ status: "FAILURE", errorSummary: "CUR report setting is not found", errors }),
		);
		expect((await verify(ctx)).found["harness-connector"]).toEqual(["warning", "HARNESS_TEST_KNOWN_FAULT"]);
	});

	test("that differs from ours is named", async () => {
		const ctx = await withHarness(status(), "Another name");
		expect((await verify(ctx)).found["harness-connector"]).toEqual(["warning", "HARNESS_CONNECTOR_DIFFERS"]);
	});

	test("that the role works, while we are refused, means that it does not trust us", async () => {
		const ctx = await withHarness(status());
		await verify(ctx);
		await putRole(world, { statements: [harnessStatement()] });
		expect((await verify(ctx)).found["role-assumable"]).toEqual(["unknown", "ROLE_DOES_NOT_TRUST_US"]);
	});
});

describe("a template's address", () => {
	test("that is no S3 object is refused without asking anybody", async () => {
		const ctx = await storedConnector(world);
		const silent = { ...ctx, aws: { ...world.aws, templateSummary: fail, readTemplate: fail } };
		const check = await checkTemplate(silent, { url: "https://evil.example/t.yaml", partition: "aws" });
		expect(check.result).toMatchObject({ outcome: "failed", code: "TEMPLATE_URL_NOT_S3" });
	});

	test("is read, and another digest or an unknown parameter is told", async () => {
		const ctx = await storedConnector(world);
		const url =
			"https://continuous-efficiency-prod.s3.us-east-2.amazonaws.com/setup/ngv1/HarnessAWSTemplate.yaml";
		const check = (more: object) => checkTemplate(ctx, { url, partition: "aws", ...more });
		expect((await check({ expectedParameters: ["ExternalId"] })).result.outcome).toBe("passed");
		expect((await check({ expectedParameters: ["VerifierExternalId"] })).result.code).toBe(
			"TEMPLATE_PARAMETERS_UNKNOWN",
		);
		expect((await check({ expectedSha256: "0".repeat(64) })).result.code).toBe("TEMPLATE_DIGEST_DIFFERS");
		expect((await ctx.db.templateChecks.find(url, "aws"))?.result.code).toBe("TEMPLATE_DIGEST_DIFFERS");
		const missing = await checkTemplate(ctx, { url: `${url}.gone`, partition: "aws" });
		expect(missing.result).toMatchObject({ outcome: "failed", code: "TEMPLATE_UNREADABLE" });
	});
});

test("a covered account's own trust is checked too", async () => {
	await putRole(world, { statements: [harnessStatement({}), verifierStatement()] });
	const ctx = await storedConnector(world, { costReport: { kind: "covered", payerConnectorId: "gone" } });
	const { found, health } = await verify(ctx);
	expect(found["cost-report-covers-account"]).toEqual(["failed", "COST_REPORT_DOES_NOT_COVER"]);
	expect(health).toBe("quarantined");
});
