import type { Context } from "#lib/context.ts";
import { awsAccountOf, type CeAwsConnector, differences } from "#lib/domain/harness-connector.ts";
import { failed, type Result } from "#lib/domain/result.ts";
import type { HarnessConnectorRecord, HarnessTarget } from "#lib/harness/port.ts";

/**
 * Creates the connector, or finds the one that an earlier try had made before its answer got lost: identifiers are
 * unique in Harness, so there are never two. What is there and is not as ours ought to be is not touched.
 */
export async function createInHarness(
	ctx: Context,
	target: HarnessTarget,
	connector: CeAwsConnector,
): Promise<Result<HarnessConnectorRecord>> {
	const created = await ctx.harness.createConnector(target, { connector });
	if (created.ok || created.failure.code !== "HARNESS_CONNECTOR_EXISTS") return created;
	const there = await ctx.harness.getConnector(target, { identifier: connector.identifier });
	if (!there.ok) return there;
	const known = there.value.connector;
	if (!isOfSameAccount(known, connector))
		return failed({ code: "CONNECTOR_IDENTIFIER_TAKEN", field: "identifier" });
	if (differences(known, connector).length > 0) return failed({ code: "HARNESS_CONNECTOR_CHANGED" });
	return there;
}

/** An identifier may belong to somebody else's connector: it is not ours to overwrite. */
export function isOfSameAccount(existing: CeAwsConnector, ours: CeAwsConnector): boolean {
	return awsAccountOf(existing) === awsAccountOf(ours);
}
