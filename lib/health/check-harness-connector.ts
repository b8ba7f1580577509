import type { Context } from "#lib/context.ts";
import type { CheckDetails, CheckId, CheckResult, JsonValue, Outcome } from "#lib/domain/check.ts";
import { ceAwsConnectorBody, differences, registrationFacts } from "#lib/domain/harness-connector.ts";
import { judgeHarnessTest } from "#lib/domain/harness-validator.ts";
import type { HarnessConnectorRecord } from "#lib/harness/port.ts";
import type { ConnectorFacts } from "./connector-facts.ts";
import { passed, type Verdict } from "./verdict.ts";

/** Whether Harness has the connector, whether it equals ours, and what its own last test said. */
export async function checkHarnessConnector(
	ctx: Context,
	facts: ConnectorFacts,
	ownResults: () => Promise<readonly CheckResult[]>,
	signal: AbortSignal,
): Promise<Verdict> {
	const account = facts.harnessAccount;
	const apiKey = account === null ? null : await ctx.db.harnessAccounts.apiKey(account.ref);
	if (account === null || apiKey === null) {
		return {
			outcome: "unknown",
			code: "HARNESS_NOT_CONFIGURED",
			observed: "No Harness API key is configured.",
		};
	}
	const target = { baseUrl: account.baseUrl, accountId: account.accountId, apiKey };
	const { identifier } = facts.overview;
	const answer = await ctx.harness.getConnector(target, { identifier, signal });
	if (answer.ok) return judgeRecord(facts, answer.value, await ownResults());
	const { code, detail } = answer.failure;
	const details: CheckDetails = detail === undefined ? {} : { harnessMessage: detail.slice(0, 2000) };
	if (code === "HARNESS_CONNECTOR_NOT_FOUND") return { ...missingRecord(identifier), details };
	return { outcome: "unknown", code, observed: "Harness gave no answer about the connector.", details };
}

export function missingRecord(identifier: string): Verdict {
	const observed = `Harness has no connector ${identifier}.`;
	return { outcome: "failed", code: "HARNESS_CONNECTOR_NOT_FOUND", observed };
}

/** What a record is compared with; `harness` is null where Harness's side is not known for certain. */
export type ComparedFacts = Pick<ConnectorFacts, "connector" | "role" | "harness">;

/** Harness's record as it was read, weighed against our own newest results. */
export function judgeRecord(
	facts: ComparedFacts,
	record: HarnessConnectorRecord,
	results: readonly CheckResult[],
): Verdict {
	const changed = differingFields(facts, record);
	const judged = judgeTest(facts, record, results);
	const status = record.status;
	const details = {
		differences: [...changed],
		harnessStatus: status?.status ?? null,
		testedAt: status?.testedAt?.toISOString() ?? null,
		// Harness's own words, kept with their origin.
		harnessErrors: (status?.errors ?? []).map(({ reason, message }): JsonValue => ({ reason, message })),
		...judged.details,
	};
	if (judged.outcome === "failed" || changed.length === 0) return { ...judged, details };
	const observed = `Harness's connector differs from this one in ${changed.join(", ")}.`;
	return { outcome: "warning", code: "HARNESS_CONNECTOR_DIFFERS", observed, details };
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
	results: readonly CheckResult[],
): Verdict {
	if (status?.testedAt == null) {
		return {
			outcome: "waiting",
			code: null,
			observed: "Harness has the connector and has not tested it yet.",
		};
	}
	const outcomes: Partial<Record<CheckId, Outcome>> = {};
	for (const { checkId, outcome } of results) outcomes[checkId] = outcome;
	const features = facts.connector.requirements?.features ?? [];
	const judged = judgeHarnessTest(status, { outcomes, features, testedAt: status.testedAt });
	switch (judged.kind) {
		case "passed":
			return passed("Harness has the connector, and its own last test passed.");
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
			return { outcome: "waiting", code: null, observed: "Harness's own test has no result yet." };
		default:
			return judged satisfies never;
	}
}
