import type { CheckDetails, JsonValue } from "#lib/domain/check.ts";
import type { Failure } from "#lib/domain/failures.ts";
import type { HarnessConnectorStatus } from "#lib/harness/port.ts";
import { passed, type Verdict } from "./verdict.ts";

/** It may be so for a minute after it was made. */
export const UNTESTED: Verdict = {
	outcome: "waiting",
	code: null,
	observed: "Harness has the connector and has not tested it yet.",
};
export const UNDECIDED: Verdict = {
	outcome: "waiting",
	code: null,
	observed: "Harness's own test has no result yet.",
};
export const CHANGED_SINCE_TEST: Verdict = {
	outcome: "waiting",
	code: null,
	observed: "Harness's connector was changed after Harness's own last test, and was not tested since.",
};
const TEST_TOO_OLD: Verdict = {
	outcome: "unknown",
	code: "EVIDENCE_EXPIRED",
	observed: "Harness's own last test passed more than a day ago, which proves nothing today.",
};
export const TEST_PASSED = "Harness has the connector, and its own last test passed.";

const DAY_MS = 24 * 3_600_000;

/** Where Harness's word is the evidence: a test counts for a day from when it was made, not from when it was read. */
export function passedAt(testedAt: Date, now: Date): Verdict {
	if (now.getTime() - testedAt.getTime() > DAY_MS) return TEST_TOO_OLD;
	return passed(TEST_PASSED, { details: { countsFrom: testedAt.toISOString() } });
}

export const NO_KEY: Verdict = {
	outcome: "unknown",
	code: "HARNESS_NOT_CONFIGURED",
	observed: "No Harness API key is configured.",
};

/** Harness gave no record: it has none, or did not say. */
export function noRecord(identifier: string, { code, detail }: Failure): Verdict {
	const details: CheckDetails = detail === undefined ? {} : { harnessMessage: detail.slice(0, 2000) };
	if (code === "HARNESS_CONNECTOR_NOT_FOUND") return { ...missingRecord(identifier), details };
	if (code === "HARNESS_CONNECTOR_EXISTS") {
		const observed = `Under the identifier ${identifier} Harness has a connector of another type.`;
		return { outcome: "failed", code, observed, details };
	}
	return { outcome: "unknown", code, observed: "Harness gave no answer about the connector.", details };
}

export function missingRecord(identifier: string): Verdict {
	const observed = `Harness has no connector ${identifier}.`;
	return { outcome: "failed", code: "HARNESS_CONNECTOR_NOT_FOUND", observed };
}

/** What Harness's test said, unless the record itself is another than ours. */
export function withDifferences(
	changed: readonly string[],
	status: HarnessConnectorStatus | null,
	judged: Verdict,
): Verdict {
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
