import type { HarnessAccount } from "#lib/db/port.ts";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { type ExternalId, harnessExternalId, isHarnessAccountId } from "#lib/domain/external-id.ts";
import {
	DEFAULT_HARNESS_AWS_ACCOUNT_ID,
	type HarnessCluster,
	harnessCluster,
} from "#lib/domain/harness-cluster.ts";
import type { Partition } from "#lib/domain/partition.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

/** Harness's side of a role's trust: whom the role trusts, and with which external ID. */
export type HarnessSide = {
	readonly cluster: HarnessCluster;
	/** `harness:<Harness's AWS account>:<Harness account id>`, derived by us. */
	readonly externalId: ExternalId;
	/** Harness itself named its AWS account; false: the public US account is taken until it was asked. */
	readonly isConfirmed: boolean;
};

/**
 * Always derived, never taken over: Harness's own word names its AWS account and is the cross-check of the ID.
 * Fails when it does not add up, or where nobody but Harness can say the account (GovCloud).
 */
export function harnessSide(account: HarnessAccount | null, partition: Partition): Result<HarnessSide> {
	if (account === null || !isHarnessAccountId(account.accountId))
		return failed({ code: "HARNESS_NOT_CONFIGURED" });
	const isGovCloud = partition === "aws-us-gov";
	const connection = isGovCloud ? account.govConnection : account.connection;
	// Public sources name two different accounts for GovCloud.
	const stated = connection?.harnessAwsAccountId ?? (isGovCloud ? "" : DEFAULT_HARNESS_AWS_ACCOUNT_ID);
	const awsAccountId = parseAccountId(stated);
	if (!awsAccountId.ok) return failed({ code: "HARNESS_NOT_CONFIGURED" });
	const externalId = harnessExternalId(awsAccountId.value, account.accountId);
	if (connection !== null && connection.externalId !== externalId) {
		return failed({ code: "HARNESS_EXTERNAL_ID_DIFFERS", detail: connection.externalId });
	}
	const cluster = harnessCluster(awsAccountId.value, partition);
	return ok({ cluster, externalId, isConfirmed: connection !== null });
}
