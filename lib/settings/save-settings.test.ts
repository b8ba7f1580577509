import { expect, test } from "vitest";
import { testContext } from "#lib/testing/test-context.ts";
import { saveLimits } from "./save-limits.ts";
import { saveTemplateSettings } from "./save-template-settings.ts";
import { saveVerifierSettings } from "./save-verifier-settings.ts";

const URL_OF_OURS = "https://templates.s3.us-east-1.amazonaws.com/harness-ccm-role.yaml?versionId=1";
const ORGANIZATION_URL =
	"https://templates.s3.us-east-1.amazonaws.com/harness-ccm-organization.yaml?versionId=1";
const OURS = {
	templateSource: "ours",
	templateUrl: URL_OF_OURS,
	organizationTemplateUrl: ORGANIZATION_URL,
	defaultRegion: "us-east-1",
} as const;

test("a chosen template is checked before anybody is handed a link to it", async () => {
	const ctx = testContext();
	const { version } = await ctx.db.settings.get();
	const saved = await saveTemplateSettings(ctx, { ...OURS, version });
	expect(saved).toMatchObject({ ok: true, value: { templateUrl: URL_OF_OURS, version: version + 1 } });
	expect(ctx.asked).toEqual([{ job: "checkTemplate" }]);
	expect(ctx.store.audit.map(({ action }) => action)).toEqual(["settings.template.saved"]);
});

test("our template without its URL is refused at the field", async () => {
	const ctx = testContext();
	const { version } = await ctx.db.settings.get();
	const saved = await saveTemplateSettings(ctx, { ...OURS, templateUrl: "", version });
	expect(saved).toMatchObject({ ok: false, failure: { code: "INPUT_INVALID", field: "templateUrl" } });
	expect(ctx.asked).toEqual([]);
});

test("a digest is kept for the address it was read for, and for no other", async () => {
	const ctx = testContext();
	ctx.store.settings = { ...ctx.store.settings, templateUrl: URL_OF_OURS, templateSha256: "aa" };
	const { version } = ctx.store.settings;
	await saveTemplateSettings(ctx, { ...OURS, version });
	expect(ctx.store.settings.templateSha256).toBe("aa");
	await saveTemplateSettings(ctx, { ...OURS, templateUrl: `${URL_OF_OURS}2`, version: version + 1 });
	expect(ctx.store.settings.templateSha256).toBe("");
});

test("each template has a digest of its own", async () => {
	const ctx = testContext();
	const digests = { templateSha256: "aa", organizationTemplateSha256: "bb" };
	const urls = { templateUrl: URL_OF_OURS, organizationTemplateUrl: ORGANIZATION_URL };
	ctx.store.settings = { ...ctx.store.settings, ...urls, ...digests };
	const { version } = ctx.store.settings;
	await saveTemplateSettings(ctx, { ...OURS, version });
	expect(ctx.store.settings).toMatchObject(digests);
	const moved = { ...OURS, organizationTemplateUrl: `${ORGANIZATION_URL}2`, version: version + 1 };
	await saveTemplateSettings(ctx, moved);
	expect(ctx.store.settings).toMatchObject({ templateSha256: "aa", organizationTemplateSha256: "" });
	expect(ctx.store.settings.organizationTemplateUrl).toBe(`${ORGANIZATION_URL}2`);
});

test("settings that somebody else saved meanwhile are not overwritten", async () => {
	const ctx = testContext();
	const { version } = await ctx.db.settings.get();
	await saveVerifierSettings(ctx, { verifierMode: "vendor", canaryRoleArn: "", optInRegions: [], version });
	const late = await saveVerifierSettings(ctx, {
		verifierMode: "operator",
		canaryRoleArn: "",
		optInRegions: [],
		version,
	});
	expect(late).toMatchObject({ ok: false, failure: { code: "CONNECTOR_CHANGED_MEANWHILE" } });
	expect(ctx.store.settings.verifierMode).toBe("vendor");
	expect(ctx.asked).toEqual([{ job: "checkVerifier" }]);
});

test("limits are saved with an audit entry, and leave the rest of the settings alone", async () => {
	const ctx = testContext();
	const before = await ctx.db.settings.get();
	const limits = {
		stsRequestsPerSecond: 120,
		harnessRequestsPerMinute: 200,
		resultRetentionDays: 30,
		ownerTag: "squad",
	};
	const saved = await saveLimits(ctx, { ...limits, version: before.version });
	expect(saved).toEqual({ ok: true, value: { ...before, ...limits, version: before.version + 1 } });
	expect(ctx.store.audit.map(({ action }) => action)).toEqual(["settings.limits.saved"]);
});
