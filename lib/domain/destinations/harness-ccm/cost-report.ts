import type { CostReportDemands } from "../profile.ts";

/** What Harness Cloud Cost Management reads; the console's "GZIP" choice writes text/csv. */
export const HARNESS_COST_REPORT: CostReportDemands = {
	source: "https://developer.harness.io/cloud-cost-management/integrations/cloud-providers/aws",
	report: {
		timeUnit: ["HOURLY"],
		compression: ["GZIP"],
		versioning: ["OVERWRITE_REPORT"],
		refreshClosedReports: true,
		resourceIds: true,
		splitCostAllocation: null,
		dataIntegration: false,
	},
	export: {
		timeGranularity: ["HOURLY"],
		format: ["PARQUET"],
		overwrite: ["OVERWRITE_REPORT"],
		resourceIds: true,
		splitCostAllocation: true,
		callerIdentity: null,
		manualDiscountCompatibility: true,
	},
	optional: ["splitCostAllocation", "manualDiscountCompatibility"],
};
