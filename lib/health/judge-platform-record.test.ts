import { describe, expect, test } from "vitest";
import { decideHealth } from "#lib/domain/health.ts";
import { awsConnectorBody, awsConnectorFacts } from "#lib/domain/platform/aws-connector-body.ts";
import type { HarnessConnectorStatus } from "#lib/harness/port.ts";
import { platformSettings, sideBySide } from "#lib/testing/side-by-side.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { judgePlatformRecord } from "./judge-platform-record.ts";
import { checkResult } from "./verdict.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const HOUR_MS = 3_600_000;
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR_MS);

type Given = {
	readonly status?: HarnessConnectorStatus["status"];
	readonly testedAt: Date | null;
	readonly lastModifiedAt?: Date | null;
	readonly isOpenAgain?: boolean;
};

async function judge({
	status = "SUCCESS",
	testedAt,
	lastModifiedAt = ago(100),
	isOpenAgain = false,
}: Given) {
	const { platform: connector } = await sideBySide(testContext().db);
	const facts = awsConnectorFacts(connector);
	if (facts === null) throw new Error("It is complete.");
	const told = { status, errorSummary: null, errors: [], testedAt, lastConnectedAt: null };
	const record = { connector: awsConnectorBody(facts), status: told, lastModifiedAt };
	const now = isOpenAgain ? { ...connector, platform: platformSettings({ connectivity: null }) } : connector;
	return judgePlatformRecord(now, record, NOW);
}

describe("Harness's own test of a platform connector", () => {
	test.each([
		["an hour ago", { testedAt: ago(1) }, "passed", undefined],
		["23 hours ago", { testedAt: ago(23) }, "passed", undefined],
		["25 hours ago", { testedAt: ago(25) }, "unknown", "EVIDENCE_EXPIRED"],
		["before the last change", { testedAt: ago(2), lastModifiedAt: ago(1) }, "waiting", null],
		["never", { testedAt: null }, "waiting", null],
	] as const)("that passed %s", async (_, given, outcome, code) => {
		const verdict = await judge(given);
		expect([verdict.outcome, verdict.code]).toEqual([outcome, code]);
	});

	test("that failed is no better for being old, unless the connector was changed since", async () => {
		expect(await judge({ status: "FAILURE", testedAt: ago(48) })).toMatchObject({ outcome: "failed" });
		const changed = await judge({ status: "FAILURE", testedAt: ago(48), lastModifiedAt: ago(1) });
		expect(changed).toMatchObject({ outcome: "waiting" });
	});

	test("counts for a day from when it was made, not from when it was read", async () => {
		const result = checkResult("harness-connector", await judge({ testedAt: ago(20) }), NOW, NOW);
		const facts = { results: [result], proof: "harness", status: "registered", paused: false } as const;
		const health = (hours: number) =>
			decideHealth({ ...facts, requiresBilling: false, now: new Date(NOW.getTime() + hours * HOUR_MS) });
		expect(health(0)).toMatchObject({ state: "reported", validUntil: ago(-4) });
		expect(health(5).state).toBe("unknown");
	});
});

test("a step that was taken back after registering is a warning, whatever Harness's test says", async () => {
	const verdict = await judge({ testedAt: ago(1), isOpenAgain: true });
	expect(verdict).toMatchObject({ outcome: "warning", code: "HARNESS_CONNECTOR_DIFFERS" });
	expect(verdict.observed).toContain("not registered as it is set up here");
	expect(await judge({ status: "FAILURE", testedAt: ago(1), isOpenAgain: true })).toMatchObject({
		code: "HARNESS_AWS_TEST_FAILED",
	});
});
