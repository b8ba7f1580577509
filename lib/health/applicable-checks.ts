import { type CheckId, TRUST_CHECKS } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";

/** The checks that a connector's own role is put through, as it is set up now. */
export function roleChecks(connector: Connector): readonly CheckId[] {
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

export const COST_REPORT_CHECKS = [
	"cost-report-found",
	"cost-report-settings",
	"cost-report-delivered",
] as const;

/** All of them; Harness is asked only about what was registered there. */
export function applicableChecks(connector: Connector): readonly CheckId[] {
	const own = roleChecks(connector);
	return connector.status === "registered" ? [...own, "harness-connector"] : own;
}
