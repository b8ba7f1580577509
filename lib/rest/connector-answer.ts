import type { Context } from "#lib/context.ts";
import type { DashboardRow } from "#lib/db/dashboard-port.ts";
import type { Connector, CostReport } from "#lib/domain/connector.ts";
import { CONNECTOR_TYPES } from "#lib/domain/destination.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import type { ApiConnector, ApiConnectorDetail } from "#lib/schemas/api/connector-schemas.ts";
import { platformAnswer } from "./platform-answer.ts";

/** A connector of a list. */
export function connectorAnswer(row: DashboardRow): ApiConnector {
	const { health, since, lastProofAt, reason, features, ...facts } = row;
	return {
		...facts,
		features: [...features],
		tags: { ...row.tags },
		health: { state: health, since: instant(since), lastProofAt: instant(lastProofAt), reason },
	};
}

/** One connector with all that was set up. */
export async function connectorDetailAnswer(ctx: Context, connector: Connector): Promise<ApiConnectorDetail> {
	const [row = rowOfOffboarded(connector)] = await ctx.db.dashboard.rows([connector.id], ctx.now());
	const { overview, requirements, costReport, role } = connector;
	const { publicUrl } = ctx.config;
	return {
		...connectorAnswer(row),
		destination: connector.destination,
		platform: connector.platform && platformAnswer(connector.platform, ctx.can("connector.view-trust")),
		version: connector.version,
		description: overview?.description ?? "",
		costReport: costReport && costReportAnswer(costReport),
		requirements: requirements && {
			...requirements,
			features: [...requirements.features],
			autoStopping: [...requirements.autoStopping],
			governancePolicyArns: [...requirements.governancePolicyArns],
		},
		role: {
			roleName: role.roleName,
			rolePath: role.rolePath,
			permissionsBoundaryArn: role.permissionsBoundaryArn,
			stackName: role.stackName,
			region: role.region,
		},
		pausedAt: connector.pausedAt?.toISOString() ?? null,
		registeredAt: connector.registeredAt?.toISOString() ?? null,
		createdAt: connector.createdAt.toISOString(),
		updatedAt: connector.updatedAt.toISOString(),
		url: publicUrl && new URL(`/connectors/${connector.id}`, publicUrl).href,
	};
}

function costReportAnswer(report: CostReport): NonNullable<ApiConnectorDetail["costReport"]> {
	const none = { reportName: null, bucketName: null, reportType: null, payerConnectorId: null };
	if (report.kind === "own") return { ...none, ...report };
	return report.kind === "covered" ? { ...none, ...report } : { ...none, kind: "none" };
}

/** The dashboard has forgotten it: nothing is known of its health any more. */
function rowOfOffboarded(connector: Connector): DashboardRow {
	const { id, overview, status, proof, partition, costReport, requirements, templateVersion } = connector;
	return {
		id,
		name: overview?.name ?? null,
		identifier: overview?.identifier ?? null,
		awsAccountId: overview?.awsAccountId ?? null,
		status,
		proof,
		partition,
		type: CONNECTOR_TYPES[connector.destination],
		table: costReport?.kind === "own" ? "billing" : "resource",
		features: requirements?.features ?? [],
		tags: overview?.tags ?? {},
		roleArn: derivedRoleArn(connector),
		health: "unknown",
		since: null,
		reason: null,
		lastProofAt: null,
		templateVersion,
		isOffboarding: connector.offboarding !== null,
	};
}

function instant(at: number | null): string | null {
	return at === null ? null : new Date(at).toISOString();
}
