import type { HarnessAccount } from "#lib/db/port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { type HarnessSide, harnessSide } from "./harness-side.ts";

type Of = Pick<Connector, "destination" | "partition" | "destinationExternalId">;

/**
 * The vendor's side of a connector's role: whom the role trusts, and with which external ID. Harness's is derived;
 * another vendor's ID was pasted by a person, so it goes into trust policies and templates and never into a call of ours.
 */
export function destinationSide(account: HarnessAccount | null, connector: Of): Result<HarnessSide> {
	const { principal, words } = profileOf(connector.destination);
	if (principal.kind === "harness-account") return harnessSide(account, connector.partition);
	const awsAccountId = principal.accountIds[connector.partition];
	if (awsAccountId === null) return failed({ code: "DESTINATION_NOT_IN_PARTITION" });
	const externalId = connector.destinationExternalId;
	if (externalId === null) return failed({ code: "DESTINATION_EXTERNAL_ID_MISSING" });
	const principalArn = `arn:${connector.partition}:iam::${awsAccountId}:root`;
	const cluster = { id: "vendor", title: words.product, awsAccountId, principalArn, bucketName: "" } as const;
	return ok({ cluster, externalId, isConfirmed: true });
}
