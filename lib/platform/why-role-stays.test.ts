import { describe, expect, it } from "vitest";
import type { CheckResult, Outcome } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { CredentialSettings } from "#lib/domain/platform/decide-credentials.ts";
import { accountId, roleArn } from "#lib/domain/platform/platform.test-support.ts";
import type { Result } from "#lib/domain/result.ts";
import type { TestContext } from "#lib/testing/test-context.ts";
import { finishPlatform } from "./finish-platform.ts";
import {
	OVERVIEW,
	platformContext,
	readyPlatform,
	rememberingPlatform,
	target,
} from "./platform.test-support.ts";
import { saveCredentials } from "./save-credentials.ts";
import { savePlatformOverview } from "./save-platform-overview.ts";
import { saveTasks } from "./save-tasks.ts";

const ROLE = roleArn("arn:aws:iam::200000000003:role/deploy");
const OTHER = roleArn("arn:aws:iam::200000000003:role/other");
const QUARANTINED = { failure: { code: "CONNECTOR_QUARANTINED" } };

function credentials(arn: typeof ROLE | null, region = "us-east-1"): CredentialSettings {
	const crossAccount = arn === null ? null : { roleArn: arn, externalId: "acme-7f3c" };
	return { credential: { type: "Irsa" }, crossAccount, region, backOff: null };
}

/** One whose role our own calls have asked, and that let us in without an external ID. */
async function quarantined(outcome: Outcome = "failed") {
	const ctx = await platformContext({ harness: rememberingPlatform().harness });
	const platform = { crossAccount: { roleArn: ROLE, externalId: "acme-7f3c" } };
	const connector = await readyPlatform(ctx, { platform, proof: "direct" });
	await record(ctx, connector, outcome);
	return { ctx, connector };
}

async function record(ctx: TestContext, { id, version }: Connector, outcome: Outcome): Promise<void> {
	const run = { id: `run-${outcome}`, connectorId: id, kind: "full", requestedAt: ctx.now() } as const;
	await ctx.db.checks.requestRun(run);
	await ctx.db.checks.startRun(run.id, ctx.now(), version);
	const found: CheckResult = {
		...{ checkId: "external-id-required", outcome, observed: "", details: {} },
		code: outcome === "failed" ? "EXTERNAL_ID_NOT_REQUIRED" : null,
		...{ requestId: null, region: null, durationMs: 1, checkedAt: ctx.now() },
	};
	await ctx.db.checks.record(id, run.id, [found]);
}

function savedOf(result: Result<Connector>): Connector {
	if (!result.ok) throw new Error(result.failure.code);
	return result.value;
}

describe("a platform connector in quarantine", () => {
	it("stays there through tasks and a region that are saved, and Harness's word is not taken for it", async () => {
		const { ctx, connector } = await quarantined();
		const tasked = savedOf(await saveTasks(ctx, { ...target(connector), tasks: ["ecr-pull"], buckets: "" }));
		const moved = await saveCredentials(ctx, {
			...target(tasked),
			credentials: credentials(ROLE, "eu-west-1"),
		});
		const finish = { ...target(savedOf(moved)), accept: "harness-proof" } as const;
		expect(await finishPlatform(ctx, finish)).toMatchObject(QUARANTINED);
	});

	it.each([
		["another role", OTHER],
		["no role", null],
	])("takes %s only once its role was asked again and refused", async (_, arn) => {
		const { ctx, connector } = await quarantined();
		const input = { ...target(connector), credentials: credentials(arn) };
		expect(await saveCredentials(ctx, input)).toMatchObject(QUARANTINED);
		ctx.advance(60_000);
		await record(ctx, connector, "passed");
		expect(await saveCredentials(ctx, input)).toMatchObject({ value: { proof: "harness" } });
	});

	it("does not lose its role by another account either", async () => {
		const { ctx, connector } = await quarantined();
		const overview = {
			...OVERVIEW,
			awsAccountId: accountId("200000000004"),
			scope: { kind: "account" },
		} as const;
		expect(await savePlatformOverview(ctx, { ...target(connector), overview })).toMatchObject(QUARANTINED);
	});
});

it("what was found stands after tasks are saved, and is asked about anew at once", async () => {
	const { ctx, connector } = await quarantined("passed");
	const registered = await ctx.db.connectors.save(connector.id, connector.version, { status: "registered" });
	if (registered === null || typeof registered === "string") throw new Error("not saved");
	ctx.advance(60_000);
	await saveTasks(ctx, { ...target(registered), tasks: ["ecr-pull"], buckets: "" });
	expect(await ctx.db.checks.latest(connector.id)).toMatchObject([{ outcome: "passed" }]);
	expect(ctx.store.schedule.get(connector.id)).toMatchObject({ dueAt: ctx.now(), fullAt: null });
});
