import type { Connector } from "#lib/domain/connector.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";
import { policiesFor } from "#lib/domain/permissions.ts";

/** The exact policies of a connector's role, with real ARNs. */
export function rolePolicies(connector: Connector, harnessBucket: string): ReturnType<typeof policiesFor> {
	const { overview, requirements, costReport, role, destination } = connector;
	if (overview === null || requirements === null) return [];
	return policiesFor(requirements, {
		partition: connector.partition,
		accountId: overview.awsAccountId,
		roleName: role.roleName,
		rolePath: role.rolePath,
		stackName: role.stackName,
		bucketName: costReport?.kind === "own" ? costReport.bucketName : "",
		harnessBucket,
		lambdaRoleName: "HarnessCELambdaExecutionRole",
		costReportType: costReport?.kind === "own" ? costReport.reportType : null,
		manifest: profileOf(destination).manifest,
	});
}
