import { describe, expect, it } from "vitest";
import { isSignatureOf } from "#lib/crypto.ts";
import { canonicalJson } from "#lib/domain/canonical-json.ts";
import { CONNECTOR_ID, storedConnector } from "#lib/health/verify.test-support.ts";
import { SignedReportSchema } from "#lib/schemas/report-schema.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { connectorReport } from "./connector-report.ts";
import { keyFingerprint, signReport } from "./sign-report.ts";

async function signed() {
	const ctx = await storedConnector({ aws: testContext().aws });
	const report = await connectorReport(ctx, { connectorId: CONNECTOR_ID });
	if (!report.ok) throw new Error(report.failure.code);
	return { ctx, file: signReport(ctx, report.value) };
}

describe("a signed report", () => {
	it("is verified after it went through a file", async () => {
		const { file } = await signed();
		const read = SignedReportSchema.parse(JSON.parse(JSON.stringify(file, null, 2)));
		const { publicKey, value } = read.signature;
		expect(isSignatureOf(canonicalJson(read.report), publicKey, value)).toBe(true);
	});

	it("is refused when one state in it was changed", async () => {
		const { file } = await signed();
		const text = JSON.stringify(file).replace('"state":"pending"', '"state":"healthy"');
		expect(text).toContain('"state":"healthy"');
		const forged = SignedReportSchema.parse(JSON.parse(text));
		const { publicKey, value } = forged.signature;
		expect(isSignatureOf(canonicalJson(forged.report), publicKey, value)).toBe(false);
	});

	it("says nothing good of a connector whose evidence is too old", async () => {
		const ctx = await storedConnector({ aws: testContext().aws });
		const at = ctx.now();
		const result = {
			checkId: "role-assumable",
			outcome: "passed",
			code: null,
			observed: "The role answered.",
			details: {},
			requestId: "request-1",
			region: "us-east-1",
			durationMs: 3,
			checkedAt: at,
		} as const;
		const run = await ctx.db.checks.requestRun({
			id: "run-1",
			connectorId: CONNECTOR_ID,
			kind: "full",
			requestedAt: at,
		});
		await ctx.db.checks.startRun(run.id, at, 9);
		await ctx.db.checks.record(CONNECTOR_ID, run.id, [result]);
		ctx.advance(4 * 3_600_000);
		const report = await connectorReport(ctx, { connectorId: CONNECTOR_ID });
		expect(report.ok && report.value.checks).toMatchObject([
			{ outcome: "unknown", code: "EVIDENCE_EXPIRED", awsRequestId: "request-1" },
		]);
	});

	it("holds neither the external ID nor another secret", async () => {
		const { ctx, file } = await signed();
		const connector = await ctx.db.connectors.find(CONNECTOR_ID);
		expect(JSON.stringify(file)).not.toContain(connector?.verifierExternalId);
	});

	it("names its key by a fingerprint that can be read aloud", async () => {
		const { ctx, file } = await signed();
		expect(keyFingerprint(ctx, file.signature.publicKey)).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
	});
});

describe("isSignatureOf", () => {
	it("is false, and does not throw, for what is no key", () => {
		expect(isSignatureOf("text", "not a key", "not a signature")).toBe(false);
	});
});
