"use client";

import dynamic from "next/dynamic";

/** Parts that few connectors have: only their pages load them. */
export const LazyVendorExternalId = dynamic(
	async () => (await import("./vendor-external-id.tsx")).VendorExternalId,
);
export const LazyCostReportStack = dynamic(
	async () => (await import("./cost-report-stack.tsx")).CostReportStack,
);
