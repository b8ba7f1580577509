import { expectedTrustOf } from "#lib/connectors/expected-trust-of.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { ExpectedTrust } from "#lib/domain/trust-policy/expected-trust.ts";

/**
 * Whom a connector's role is judged by; null where the vendor's side is not known. Who assumes a platform connector's
 * role in AWS, a delegate or a key's user, is its owner's: of that role only our own entry is known.
 */
export async function doctorTrust(ctx: Context, connector: Connector): Promise<ExpectedTrust | null> {
	const expected = await expectedTrustOf(ctx, connector);
	if (expected === null || connector.destination !== "harness-platform") return expected;
	return { ...expected, harness: null };
}
