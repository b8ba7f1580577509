import type { Connector } from "#lib/domain/connector.ts";
import type { ExportPlatform } from "#lib/domain/exports/export-plan.ts";
import { awsConnectorFacts } from "#lib/domain/platform/aws-connector-body.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";

/** A platform connector as an export writes it; one whose steps are not all saved is incomplete. */
export function planPlatform(connector: Connector): Result<ExportPlatform> {
	const facts = awsConnectorFacts(connector);
	if (facts === null) return failed({ code: "CONNECTOR_INCOMPLETE" });
	const { awsAccountId: accountId } = facts.overview;
	return ok({ accountId, facts, isInHarness: connector.status === "registered" });
}
