import type { Context } from "#lib/context.ts";
import { parseAccountId } from "#lib/domain/account-id.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { wordsOf } from "#lib/domain/destinations/words-of.ts";
import type { ExpectedTrust } from "#lib/domain/trust-policy/expected-trust.ts";
import { isVendorModeFor } from "#lib/health/connector-facts.ts";
import { destinationSide } from "./destination-side.ts";

/** Whom the connector's role ought to trust, and how; null where the vendor's side is not known. */
export async function expectedTrustOf(ctx: Context, connector: Connector): Promise<ExpectedTrust | null> {
	const [account, settings, status] = await Promise.all([
		ctx.db.harnessAccounts.find(connector.harnessAccountRef),
		ctx.db.settings.get(),
		ctx.db.verifiers.find(connector.partition),
	]);
	const side = destinationSide(account, connector);
	if (!side.ok) return null;
	const { cluster, externalId: vendorId } = side.value;
	const { sid } = wordsOf(connector.destination);
	const harness = { principalArn: cluster.principalArn, externalId: vendorId, sid };
	const accountId = parseAccountId(status?.accountId ?? "");
	const principalArn = status?.principalArn ?? null;
	// In vendor mode we are Harness's principal, so there is no second statement.
	if (isVendorModeFor(connector, settings) || !accountId.ok || principalArn === null)
		return { harness, verifier: null };
	const { verifierExternalId: externalId, rotation } = connector;
	// Once the new one is in use the role need not take the old one any more.
	const otherExternalId = rotation === null || rotation.phase === "committed" ? null : rotation.externalId;
	return {
		harness,
		verifier: { accountId: accountId.value, principalArn, externalId, otherExternalId },
	};
}
