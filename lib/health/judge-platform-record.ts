import type { Connector } from "#lib/domain/connector.ts";
import {
	type AwsConnector,
	awsConnectorBody,
	awsConnectorDifferences,
	awsConnectorFacts,
} from "#lib/domain/platform/aws-connector-body.ts";
import type { HarnessConnectorRecord, HarnessConnectorStatus } from "#lib/harness/port.ts";
import { CHANGED_SINCE_TEST, passedAt, UNDECIDED, UNTESTED, withDifferences } from "./record-verdict.ts";
import type { Verdict } from "./verdict.ts";

type PlatformRecord = Pick<HarnessConnectorRecord<AwsConnector>, "connector" | "status"> &
	Partial<Pick<HarnessConnectorRecord, "lastModifiedAt">>;

/** Harness's record of a platform connector: whether it equals ours, and what its own last test said. */
export function judgePlatformRecord(connector: Connector, record: PlatformRecord, now: Date): Verdict {
	const facts = awsConnectorFacts(connector);
	const judged = judgeTest(record, now);
	if (facts === null) return incomplete(record.status, judged);
	const changed = awsConnectorDifferences(record.connector, awsConnectorBody(facts));
	return withDifferences(changed, record.status, judged);
}

/** A step was taken back after it was registered: what Harness has cannot be what is set up here. */
function incomplete(status: HarnessConnectorStatus | null, judged: Verdict): Verdict {
	const { details = {}, ...verdict } = withDifferences([], status, judged);
	if (verdict.outcome === "failed") return { ...verdict, details };
	const observed =
		"Harness's connector is not registered as it is set up here: a step of the set-up is open again.";
	return { outcome: "warning", code: "HARNESS_CONNECTOR_DIFFERS", observed, details };
}

function judgeTest({ status, lastModifiedAt = null }: PlatformRecord, now: Date): Verdict {
	if (status?.testedAt == null) return UNTESTED;
	const { testedAt } = status;
	// The test was of what stood there before.
	if (lastModifiedAt !== null && testedAt < lastModifiedAt) return CHANGED_SINCE_TEST;
	switch (status.status) {
		case "SUCCESS":
			return passedAt(testedAt, now);
		case "FAILURE":
		case "PARTIAL":
			return {
				outcome: "failed",
				code: "HARNESS_AWS_TEST_FAILED",
				observed: status.errorSummary
					? `Harness's own last test failed: ${status.errorSummary.slice(0, 300)}`
					: "Harness's own last test failed.",
			};
		case "PENDING":
		case "UNKNOWN":
			return UNDECIDED;
		default:
			return status.status satisfies never;
	}
}
