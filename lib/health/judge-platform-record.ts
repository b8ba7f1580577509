import type { Connector } from "#lib/domain/connector.ts";
import {
	type AwsConnector,
	awsConnectorBody,
	awsConnectorDifferences,
	awsConnectorFacts,
} from "#lib/domain/platform/aws-connector-body.ts";
import type { HarnessConnectorRecord, HarnessConnectorStatus } from "#lib/harness/port.ts";
import { TEST_PASSED, UNDECIDED, UNTESTED, withDifferences } from "./record-verdict.ts";
import { passed, type Verdict } from "./verdict.ts";

/** Harness's record of a platform connector: whether it equals ours, and what its own last test said. */
export function judgePlatformRecord(
	connector: Connector,
	record: Pick<HarnessConnectorRecord<AwsConnector>, "connector" | "status">,
): Verdict {
	const facts = awsConnectorFacts(connector);
	const changed = facts === null ? [] : awsConnectorDifferences(record.connector, awsConnectorBody(facts));
	return withDifferences(changed, record.status, judgeTest(record.status));
}

function judgeTest(status: HarnessConnectorStatus | null): Verdict {
	if (status?.testedAt == null) return UNTESTED;
	switch (status.status) {
		case "SUCCESS":
			return passed(TEST_PASSED);
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
