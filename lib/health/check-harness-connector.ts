import type { Context } from "#lib/context.ts";
import type { CheckId, CheckResult, Outcome } from "#lib/domain/check.ts";
import { ceAwsConnectorBody, differences, registrationFacts } from "#lib/domain/harness-connector.ts";
import { judgeHarnessTest } from "#lib/domain/harness-validator.ts";
import { NEW_PLATFORM } from "#lib/domain/platform/platform-settings.ts";
import type { HarnessConnectorRecord, HarnessTarget } from "#lib/harness/port.ts";
import type { ConnectorFacts, HarnessFacts } from "./connector-facts.ts";
import { judgePlatformRecord } from "./judge-platform-record.ts";
import {
	NO_KEY,
	noRecord,
	passedAt,
	TEST_PASSED,
	UNDECIDED,
	UNTESTED,
	withDifferences,
} from "./record-verdict.ts";
import { passed, type Verdict } from "./verdict.ts";

/** Whether Harness has the connector, whether it equals ours, and what its own last test said. */
export async function checkHarnessConnector(
	ctx: Context,
	facts: ConnectorFacts,
	ownResults: () => Promise<readonly CheckResult[]>,
	signal: AbortSignal,
): Promise<Verdict> {
	if (facts.connector.destination === "harness-platform") return checkPlatformRecord(ctx, facts, signal);
	const target = await keyedTarget(ctx, facts);
	if (target === null) return NO_KEY;
	const { identifier } = facts.overview;
	const answer = await ctx.harness.getConnector(target, { identifier, signal });
	return answer.ok
		? judgeRecord(facts, answer.value, { results: await ownResults(), now: ctx.now() })
		: noRecord(identifier, answer.failure);
}

/** The same of a platform connector, with or without a role: at the scope where it lies. */
export async function checkPlatformRecord(
	ctx: Context,
	facts: HarnessFacts,
	signal: AbortSignal,
): Promise<Verdict> {
	const target = await keyedTarget(ctx, facts);
	if (target === null) return NO_KEY;
	const { connector, overview } = facts;
	const { identifier } = overview;
	const { scope } = connector.platform ?? NEW_PLATFORM;
	const answer = await ctx.harness.getAwsConnector(target, { identifier, scope, signal });
	return answer.ok
		? judgePlatformRecord(connector, answer.value, ctx.now())
		: noRecord(identifier, answer.failure);
}

async function keyedTarget(ctx: Context, { harnessAccount }: HarnessFacts): Promise<HarnessTarget | null> {
	if (harnessAccount === null) return null;
	const { ref, baseUrl, accountId } = harnessAccount;
	const apiKey = await ctx.db.harnessAccounts.apiKey(ref);
	return apiKey === null ? null : { baseUrl, accountId, apiKey };
}

/** What a record is compared with; `harness` is null where Harness's side is not known for certain. */
export type ComparedFacts = Pick<ConnectorFacts, "connector" | "role" | "harness">;

type Known = {
	/** Our own newest results. */
	readonly results: readonly CheckResult[];
	readonly now: Date;
};

/** Harness's record as it was read, weighed against our own newest results. */
export function judgeRecord(facts: ComparedFacts, record: HarnessConnectorRecord, known: Known): Verdict {
	const changed = differingFields(facts, record);
	return withDifferences(changed, record.status, judgeTest(facts, record, known));
}

function differingFields(facts: ComparedFacts, record: HarnessConnectorRecord): readonly string[] {
	if (facts.harness === null) return [];
	const { connector, role, harness } = facts;
	const wanted = registrationFacts(connector, { roleArn: role.arn, harnessExternalId: harness.externalId });
	return wanted === null ? [] : differences(record.connector, ceAwsConnectorBody(wanted));
}

function judgeTest(
	facts: ComparedFacts,
	{ status }: HarnessConnectorRecord,
	{ results, now }: Known,
): Verdict {
	if (status?.testedAt == null) return UNTESTED;
	const outcomes: Partial<Record<CheckId, Outcome>> = {};
	for (const { checkId, outcome } of results) outcomes[checkId] = outcome;
	const features = facts.connector.requirements?.features ?? [];
	const judged = judgeHarnessTest(status, { outcomes, features, testedAt: status.testedAt });
	switch (judged.kind) {
		case "passed":
			// Beside our own proof it is one check among others; alone it has to be today's.
			return facts.connector.proof === "direct" ? passed(TEST_PASSED) : passedAt(status.testedAt, now);
		case "known-faults":
			return {
				outcome: judged.outcome,
				code: "HARNESS_TEST_KNOWN_FAULT",
				observed: judged.faults.map(({ explanation }) => explanation).join(" "),
				details: { faults: judged.faults.map(({ fault }) => fault) },
			};
		case "failed":
			return { outcome: "failed", code: "HARNESS_TEST_FAILED", observed: "Harness's own last test failed." };
		case "undecided":
			return UNDECIDED;
		default:
			return judged satisfies never;
	}
}
