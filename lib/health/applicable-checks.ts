import { type CheckId, TRUST_CHECKS } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { hasHarnessSide } from "#lib/domain/destination.ts";

/** The checks that a connector's own role is put through, as it is set up now. */
export function roleChecks(connector: Connector): readonly CheckId[] {
	if (connector.destination === "harness-platform") return platformRoleChecks(connector);
	const { costReport, requirements } = connector;
	const features = (requirements?.features ?? []).filter(
		(feature) => feature !== "BILLING" || costReport?.kind === "own",
	);
	return [
		...TRUST_CHECKS,
		...features.map((feature): CheckId => `permissions:${feature}`),
		...(costReport?.kind === "own" && features.includes("BILLING") ? COST_REPORT_CHECKS : []),
		...(costReport?.kind === "covered" ? (["cost-report-covers-account"] as const) : []),
		"regions",
		"template-current",
	];
}

/** No template of ours need have made its role, and no cost report is part of it. */
function platformRoleChecks({ platform }: Connector): readonly CheckId[] {
	const hasTasks = (platform?.tasks.length ?? 0) > 0;
	return [...TRUST_CHECKS, "regions", ...(hasTasks ? (["permissions:LIBRARY"] as const) : [])];
}

export const COST_REPORT_CHECKS = [
	"cost-report-found",
	"cost-report-settings",
	"cost-report-delivered",
] as const;

/** All of them; Harness is asked only about what was registered there. */
export function applicableChecks(connector: Connector): readonly CheckId[] {
	const own = roleChecks(connector);
	return isInHarness(connector) ? [...own, "harness-connector"] : own;
}

/** Whether Harness's own record says something of it. */
export function isInHarness(connector: Connector): boolean {
	return connector.status === "registered" && hasHarnessSide(connector);
}
