import type { Connector } from "../connector.ts";
import { type AwsConnector, awsAccountOfRole } from "./aws-connector-body.ts";

type Found = {
	readonly connector: AwsConnector;
	/** When Harness says that it was made; null: it does not say. */
	readonly createdAt: Date | null;
};

/**
 * Whose record Harness has by now under the identifier of a registered platform connector. The role in it tells by its
 * account. Where only a delegate or a key knows the account, a record is ours that was there when we last wrote ours;
 * where Harness does not say since when it is there, nothing shows whose it is.
 *
 * @example whoseRecord({ connector: irsa, createdAt: null }, { awsAccountId, harnessLastModifiedAt }) // "unknown"
 */
export function whoseRecord(
	{ connector, createdAt }: Found,
	{
		awsAccountId,
		harnessLastModifiedAt,
	}: { readonly awsAccountId: string } & Pick<Connector, "harnessLastModifiedAt">,
): "ours" | "foreign" | "unknown" {
	const account = awsAccountOfRole(connector);
	if (account !== "" && account !== awsAccountId) return "foreign";
	const areTimesKnown = createdAt !== null && harnessLastModifiedAt !== null;
	if (areTimesKnown) return createdAt > harnessLastModifiedAt ? "foreign" : "ours";
	return account === "" ? "unknown" : "ours";
}
