import { expect, test } from "vitest";
import type { Outcome } from "#lib/domain/check.ts";
import { PLATFORM_LINK_PARAMETERS, PLATFORM_TEMPLATE } from "#lib/domain/policy/template-parameters.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { builderTemplateUrl } from "./builder-template-url.ts";

const BASE = "https://templates.s3.us-east-1.amazonaws.com/";
const URL_OF_LINK = `${BASE}${PLATFORM_TEMPLATE.name}/${PLATFORM_TEMPLATE.sha256}.yaml`;

async function published(check: {
	readonly outcome?: Outcome;
	readonly parameters?: readonly string[];
	readonly minutesOld?: number;
	readonly sha256?: string;
}) {
	const ctx = testContext();
	ctx.store.settings = {
		...ctx.store.settings,
		...{ templateSource: "ours", templateUrl: `${BASE}harness-ccm-role/${"a".repeat(64)}.yaml` },
	};
	const { outcome = "passed", parameters = PLATFORM_LINK_PARAMETERS, minutesOld = 5 } = check;
	const { sha256 = PLATFORM_TEMPLATE.sha256 } = check;
	const checkedAt = new Date(ctx.now().getTime() - minutesOld * 60_000);
	await ctx.db.templateChecks.save({
		...{ url: URL_OF_LINK, partition: "aws", sha256, parameters },
		result: {
			...{ checkId: "template-current", outcome, code: null, observed: "", details: {}, checkedAt },
			...{ requestId: null, region: null, durationMs: 1 },
		},
	});
	return ctx;
}

test("the builder's link opens a template that CloudFormation took a moment ago, with every name of a link", async () => {
	expect(await builderTemplateUrl(await published({}), "aws")).toBe(URL_OF_LINK);
	expect(await builderTemplateUrl(await published({ outcome: "warning" }), "aws")).toBe(URL_OF_LINK);
});

test.each<readonly [string, Parameters<typeof published>[0]]>([
	["was not looked at of late", { minutesOld: 26 }],
	["has another digest than its address says", { sha256: "b".repeat(64) }],
	["CloudFormation refused", { outcome: "failed" }],
	["does not know a parameter, which AWS would ignore", { parameters: PLATFORM_LINK_PARAMETERS.slice(1) }],
	[
		"knows no account that it is meant for",
		{ parameters: PLATFORM_LINK_PARAMETERS.filter((name) => name !== "ExpectedAccountId") },
	],
])("no link leaves to a template that %s", async (_, check) => {
	expect(await builderTemplateUrl(await published(check), "aws")).toBeNull();
});

test("no link leaves where no template was published", async () => {
	expect(await builderTemplateUrl(testContext(), "aws")).toBeNull();
});
