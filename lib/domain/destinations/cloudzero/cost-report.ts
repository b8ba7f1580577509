import type { CostReportDemands } from "../profile.ts";

/**
 * What CloudZero ingests. It differs from Harness in one setting of CUR 1.0 that cannot be both: CloudZero wants a new
 * version at each refresh, Harness wants the files overwritten. A CUR 2.0 export can serve both.
 *
 * @see https://docs.cloudzero.com/docs/validate-your-cost-and-usage-report
 */
export const CLOUDZERO_COST_REPORT: CostReportDemands = {
	source: "https://docs.cloudzero.com/docs/validate-your-cost-and-usage-report",
	report: {
		timeUnit: ["HOURLY"],
		compression: ["GZIP", "Parquet"],
		versioning: ["CREATE_NEW_REPORT"],
		refreshClosedReports: true,
		resourceIds: true,
		splitCostAllocation: false,
		dataIntegration: null,
	},
	export: {
		timeGranularity: ["HOURLY"],
		format: ["PARQUET"],
		overwrite: null,
		resourceIds: true,
		splitCostAllocation: true,
		callerIdentity: true,
		manualDiscountCompatibility: null,
	},
	optional: ["splitCostAllocation", "callerIdentity"],
};
