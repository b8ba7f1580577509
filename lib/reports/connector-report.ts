import type { Context } from "#lib/context.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import { checkTitle } from "#lib/domain/check-titles.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { requiresBilling } from "#lib/domain/connector.ts";
import { decideHealth, evidenceUntil } from "#lib/domain/health.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { isVendorModeFor } from "#lib/health/connector-facts.ts";
import type { ConnectorReport, ReportedCheck } from "./report.ts";

/** Entries of the audit trail that a report carries. */
const AUDIT_ENTRIES = 50;

/** What is known of one connector now, and since when; judged anew, never copied from a stored state. */
export async function connectorReport(
	ctx: Context,
	{ connectorId }: { readonly connectorId: string },
): Promise<Result<ConnectorReport>> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null || connector.overview === null) return failed({ code: "CONNECTOR_NOT_FOUND" });
	const [results, settings, previous, events, passed] = await Promise.all([
		ctx.db.checks.latest(connectorId),
		ctx.db.settings.get(),
		ctx.db.connectors.health(connectorId),
		ctx.db.audit.list(connectorId, AUDIT_ENTRIES),
		ctx.db.checks.passedTimes(connectorId, "role-assumable"),
	]);
	const now = ctx.now();
	const health = decideHealth({
		results,
		proof: connector.proof,
		status: connector.status,
		paused: connector.pausedAt !== null,
		requiresBilling: requiresBilling(connector),
		isVendorMode: isVendorModeFor(connector, settings),
		previous,
		now,
	});
	const { name, awsAccountId } = connector.overview;
	return ok({
		kind: "rolebridge-connector-report",
		issuedAt: now.toISOString(),
		installation: { mode: ctx.config.mode },
		connector: {
			id: connector.id,
			name,
			destination: connector.destination,
			awsAccountId,
			partition: connector.partition,
			roleArn: derivedRoleArn(connector),
			features: connector.requirements?.features ?? [],
			status: connector.status,
			proof: connector.proof,
			registeredAt: connector.registeredAt?.toISOString() ?? null,
		},
		health: {
			state: health.state,
			since: health.since.toISOString(),
			validUntil: health.validUntil?.toISOString() ?? null,
			reasons: health.reasons.map(({ checkId }) => checkTitle(checkId, connector.destination)),
			lastProofAt: passed.last?.toISOString() ?? null,
		},
		checks: results.map((result) => reported(result, connector, now)),
		audit: events.map(({ at, actor, action }) => ({ at: at.toISOString(), actor, action })),
	});
}

function reported(
	result: CheckResult,
	{ destination }: Pick<Connector, "destination">,
	now: Date,
): ReportedCheck {
	const { checkId, outcome, code, observed, checkedAt, requestId, region, details } = result;
	const isOld = outcome !== "skipped" && evidenceUntil(result) < now;
	return {
		checkId,
		title: checkTitle(checkId, destination),
		outcome: isOld ? "unknown" : outcome,
		code: isOld ? "EVIDENCE_EXPIRED" : code,
		observed,
		checkedAt: checkedAt.toISOString(),
		awsRequestId: requestId,
		region,
		details,
	};
}
